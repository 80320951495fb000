"""The door of the web server: static files first, then Django.

The built apps are served from here with the compressed copies that lie beside their files; their HTML is not:
`contest.pages` puts titles and the security header into it.
"""

import gc
import os
from importlib import import_module
from pathlib import Path
from wsgiref.types import WSGIApplication

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.wsgi import get_wsgi_application
from whitenoise import WhiteNoise

from contest.config.lean import with_short_way

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "contest.config.settings")

APPS = {"contestant": "", "paper": "/thi", "organizer": "/quan-ly"}  # app -> where its address begins
STATIC_SECONDS = 3600


def with_static_files(application: WSGIApplication, frontend: Path) -> WhiteNoise:
    """The application behind the built apps below `frontend` and the assets of Django's own pages.

    A file below `immutable/` has its hash in its name and is kept for ever by those who fetched it.
    """
    files = WhiteNoise(
        application,
        max_age=0,
        allow_all_origins=False,
        immutable_file_test=lambda path, url: "/immutable/" in url,
    )
    for app, prefix in APPS.items():
        build = frontend / app / "build"
        for path in build.rglob("*"):
            if path.is_file() and ".html" not in path.suffixes:
                files.add_file_to_dictionary(f"{prefix}/{path.relative_to(build).as_posix()}", str(path))
    files.max_age = STATIC_SECONDS
    for finder in get_finders():
        for name, storage in finder.list([]):
            files.add_file_to_dictionary(f"{settings.STATIC_URL}{name}", storage.path(name))
    return files


application = with_short_way(with_static_files(get_wsgi_application(), settings.FRONTEND))

# The addresses with all their views now, not while the first visitors wait; what is loaded stays, so that
# collecting garbage need not walk over it.
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()
