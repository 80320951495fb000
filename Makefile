# Two commands matter: `make run` and `make test`. Both set up what they need.
.PHONY: help run test lint api bench lock

help:
	@echo "make run    the whole product on this machine, until Ctrl-C"
	@echo "make test   all checks and tests (BROWSER_TESTS=0 leaves the browser out)"
	@echo "make lint   style, types, import contracts"
	@echo "make api    write frontend/openapi.json and the client's types"
	@echo "make bench  measure, against the numbers of the design"
	@echo "make lock   pin exact versions and hashes of the Python packages"

run:
	@exec sh scripts/run

test:
	@exec sh scripts/test

lint:
	@exec sh scripts/test ruff format mypy imports frontend-check

api:
	@sh scripts/bootstrap packages
	@DJANGO_SETTINGS_MODULE=tests.settings .venv/bin/python manage.py spectacular \
		--fail-on-warn --validate --format openapi-json --file frontend/openapi.json
	@cd frontend && PATH="$(CURDIR)/.venv/bin:$$PATH" npm run --silent api

bench:
	@sh scripts/bootstrap
	@exec .venv/bin/python -m tests.bench

lock:
	@sh scripts/bootstrap python
	@for name in base dev; do \
		.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
			--custom-compile-command "make lock" requirements/$$name.in -o requirements/$$name.txt; \
	done
