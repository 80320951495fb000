"""The web server's door serves what was built, compressed, and leaves every page to the application."""

import gzip
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment
from wsgiref.util import setup_testing_defaults

import pytest
from whitenoise import WhiteNoise

from contest.config.wsgi import with_static_files


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    start_response("200 OK", [("X-From", "application")])
    return [b"page"]


@pytest.fixture
def site(tmp_path: Path) -> WhiteNoise:
    for app in ("contestant", "paper", "organizer"):
        build = tmp_path / app / "build"
        (build / "_app" / "immutable").mkdir(parents=True)
        (build / "index.html").write_text("shell")
        (build / "index.html.gz").write_bytes(gzip.compress(b"shell"))
        (build / "_app" / "immutable" / f"{app}.js").write_text("long " * 100)
        (build / "_app" / "immutable" / f"{app}.js.gz").write_bytes(gzip.compress(b"long " * 100))
        (build / "service-worker.js").write_text(app)
    return with_static_files(application, tmp_path)


def get(site: Any, path: str, **headers: str) -> tuple[str, dict[str, str], bytes]:
    environ: WSGIEnvironment = {"PATH_INFO": path, **headers}
    setup_testing_defaults(environ)
    seen: list[tuple[str, dict[str, str]]] = []

    def start_response(status: str, found: list[tuple[str, str]], _info: object = None) -> None:
        seen.append((status, {name.lower(): value for name, value in found}))

    body = b"".join(site(environ, start_response))
    return *seen[0], body


@pytest.mark.parametrize(
    ("prefix", "app"), [("", "contestant"), ("/thi", "paper"), ("/quan-ly", "organizer")]
)
def test_a_hashed_file_comes_compressed_and_for_ever(site: WhiteNoise, prefix: str, app: str) -> None:
    path = f"{prefix}/_app/immutable/{app}.js"
    status, headers, body = get(site, path, HTTP_ACCEPT_ENCODING="gzip")
    assert status == "200 OK"
    assert headers["content-encoding"] == "gzip"
    assert "immutable" in headers["cache-control"]
    assert gzip.decompress(body) == b"long " * 100
    assert "access-control-allow-origin" not in headers


def test_a_service_worker_is_asked_for_every_time(site: WhiteNoise) -> None:
    _, headers, body = get(site, "/thi/service-worker.js")
    assert body == b"paper"
    assert "max-age=0" in headers["cache-control"]


@pytest.mark.parametrize(
    "path", ["/", "/index.html", "/index.html.gz", "/thi/", "/quan-ly/index.html", "/api/v1/x"]
)
def test_pages_come_from_the_application(site: WhiteNoise, path: str) -> None:
    assert get(site, path)[1].get("x-from") == "application"


@pytest.mark.parametrize(
    "path", ["/static/admin/css/base.css", "/static/drf_spectacular_sidecar/swagger-ui-dist/swagger-ui.css"]
)
def test_the_assets_of_djangos_own_pages_are_local(site: WhiteNoise, path: str) -> None:
    assert get(site, path)[0] == "200 OK"


def test_nothing_outside_the_builds_is_served(site: WhiteNoise) -> None:
    for path in (
        "/../contestant/build/index.html",
        "/thi/../../secrets",
        "/contestant/build/service-worker.js",
    ):
        assert get(site, path)[1].get("x-from") == "application"
