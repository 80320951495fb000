# Three images from one file: `app` (web, workers, beat, migrate), `nginx` (built files in front), and what builds them.

FROM node:24-bookworm-slim AS frontend
WORKDIR /src/frontend
ENV PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
COPY frontend/shared/package.json shared/
COPY frontend/contestant/package.json contestant/
COPY frontend/paper/package.json paper/
COPY frontend/organizer/package.json organizer/
COPY frontend/e2e/package.json e2e/
RUN npm ci --no-audit --no-fund
COPY frontend ./
RUN npm run build

FROM python:3.11-slim-bookworm AS packages
COPY requirements/base.txt /tmp/base.txt
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r /tmp/base.txt

FROM python:3.11-slim-bookworm AS app
RUN groupadd --gid 10001 contest \
    && useradd --uid 10001 --gid contest --no-create-home --shell /usr/sbin/nologin contest \
    && mkdir -p /var/lib/contest/published /var/lib/contest/storage /srv/contest/frontend \
    && chown -R contest:contest /var/lib/contest
COPY --from=packages /opt/venv /opt/venv
WORKDIR /srv/contest
COPY manage.py ./
COPY quizzes quizzes
COPY contest contest
COPY worker worker
COPY --from=frontend /src/frontend/contestant/build frontend/contestant/build
COPY --from=frontend /src/frontend/paper/build frontend/paper/build
COPY --from=frontend /src/frontend/organizer/build frontend/organizer/build
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    CONTEST_VAR=/var/lib/contest \
    PROMETHEUS_MULTIPROC_DIR=/tmp/metrics
RUN python -m compileall -q contest quizzes worker
USER contest
EXPOSE 8000
CMD ["sh", "-c", "mkdir -p /tmp/metrics && exec granian --interface wsgi contest.config.wsgi:application --host 0.0.0.0 --port 8000 --workers ${WEB_WORKERS:-2} --blocking-threads ${WEB_THREADS:-4} --backlog 1024 --backpressure 900 --no-ws --respawn-failed-workers --workers-kill-timeout 20 --log-level warning"]

FROM nginxinc/nginx-unprivileged:stable AS nginx
COPY deploy/nginx.conf deploy/programs.conf deploy/proxy.conf /etc/nginx/
COPY --from=frontend /src/frontend/contestant/build /srv/www
COPY --from=frontend /src/frontend/paper/build /srv/www/thi
COPY --from=frontend /src/frontend/organizer/build /srv/www/quan-ly
USER root
# pages come from the application, which adds titles and the security header
RUN find /srv/www -name '*.html*' -delete
COPY deploy/incident.html /srv/www/incident.html
USER 101
