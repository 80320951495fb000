"""The door of the web server: static files first, then Django.

The built apps are served from here with the compressed copies that lie beside their files; their HTML is not:
`contest.pages` puts titles and the security header into it.
"""

import os
from pathlib import Path
from wsgiref.types import WSGIApplication

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.wsgi import get_wsgi_application
from whitenoise import WhiteNoise

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "contest.config.settings")

APPS = {"contestant": "", "paper": "thi", "organizer": "quan-ly"}  # app -> where its address begins
STATIC_SECONDS = 3600


class StaticFiles(WhiteNoise):
    """WhiteNoise without HTML: a file under `immutable/` has its hash in its name and is kept for ever."""

    def add_file_to_dictionary(self, url: str, path: str, stat_cache: object = None) -> None:
        if not url.endswith((".html", ".html.gz", ".html.br")):
            super().add_file_to_dictionary(url, path, stat_cache=stat_cache)

    def immutable_file_test(self, path: str, url: str) -> bool:
        return "/immutable/" in url


def with_static_files(application: WSGIApplication, frontend: Path) -> StaticFiles:
    """The application behind the built apps below `frontend` and the assets of Django's own pages."""
    files = StaticFiles(application, max_age=0, allow_all_origins=False)
    for app, prefix in APPS.items():
        files.add_files(str(frontend / app / "build"), prefix=prefix)
    files.max_age = STATIC_SECONDS
    for finder in get_finders():
        for path, storage in finder.list([]):
            files.add_file_to_dictionary(f"{settings.STATIC_URL}{path}", storage.path(path))
    return files


application = with_static_files(get_wsgi_application(), settings.FRONTEND)
