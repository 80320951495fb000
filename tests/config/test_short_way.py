"""The short way answers as the long one does."""

import io
import json
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4
from wsgiref.types import WSGIApplication, WSGIEnvironment

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import transaction
from django.test import override_settings

from contest.config import lean
from contest.config.lean import with_short_way
from contest.services import save_answers
from tests.api.people import kept_connection
from tests.api.world import World, a_world

pytestmark = pytest.mark.django_db

SAVE = {"epoch": 1, "answers": [{"position": 0, "chosen": [1], "sequence": 3}]}
SUBMIT = {"epoch": 1}
ALIKE = (
    "Content-Type",
    "Content-Length",
    "Cache-Control",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Cross-Origin-Opener-Policy",
)
REQUESTS: list[tuple[str, str, str, Any, str]] = [
    ("PUT", "answers/", "own", SAVE, "200 OK"),
    ("PUT", "answers/", "own", {"epoch": 1, "answers": []}, "400 Bad Request"),
    ("PUT", "answers/", "own", b"{", "400 Bad Request"),
    ("PUT", "answers/", "none", SAVE, "401 Unauthorized"),
    ("PUT", "answers/", "x.y.z", SAVE, "401 Unauthorized"),
    ("POST", "answers/", "own", SAVE, "405 Method Not Allowed"),
    ("DELETE", "submission/", "own", SUBMIT, "405 Method Not Allowed"),
    ("PUT", "answers/", "own", SAVE | {"epoch": 7}, "409 Conflict"),
    ("POST", "submission/", "own", SUBMIT, "200 OK"),
]


def asked(application: WSGIApplication, environ: WSGIEnvironment) -> tuple[str, dict[str, str], Any]:
    """Status, headers and body, the moments in it left out; nothing stays stored."""
    said: list[Any] = []

    def start_response(status: str, headers: Any, error: Any = None, /) -> Callable[[bytes], object]:
        said.append((status, headers))
        return said.append

    with kept_connection(), transaction.atomic():
        body = json.loads(b"".join(application(environ, start_response)))
        transaction.set_rollback(True)
    status, headers = said[0]
    moments = {"server_time", "submitted_at", "code"} if status.startswith("200") else set()
    return status, dict(headers), {name: value for name, value in body.items() if name not in moments}


def environ_of(world: World, method: str, ending: str, token: str, body: Any) -> WSGIEnvironment:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    shown = {"own": f"Attempt {world.token}", "none": ""}.get(token, f"Attempt {token}")
    return {
        "REQUEST_METHOD": method,
        "PATH_INFO": f"/api/v1/attempts/{world.attempt.id}/{ending}",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(data)),
        "HTTP_AUTHORIZATION": shown,
        "wsgi.input": io.BytesIO(data),
        "wsgi.url_scheme": "http",
    }


@pytest.mark.parametrize(("method", "ending", "token", "body", "status"), REQUESTS, ids=str)
def test_both_ways_answer_alike(method: str, ending: str, token: str, body: Any, status: str) -> None:
    world = a_world("OPEN")
    long_way = get_wsgi_application()
    expected = asked(long_way, environ_of(world, method, ending, token, body))
    found = asked(with_short_way(long_way), environ_of(world, method, ending, token, body))
    assert (found[0], found[2]) == (expected[0], expected[2])
    assert found[0] == status
    for name in ALIKE:
        assert found[1][name] == expected[1][name]


@pytest.fixture
def production() -> Iterator[None]:
    """What the settings say behind one proxy that ends TLS."""
    lean._protection.cache_clear()
    with override_settings(
        SECURE_SSL_REDIRECT=True,
        SECURE_HSTS_SECONDS=31_536_000,
        SECURE_HSTS_INCLUDE_SUBDOMAINS=True,
        SECURE_HSTS_PRELOAD=True,
        SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"),
        ALLOWED_HOSTS=["contest.example", ".gov.example"],
    ):
        yield
    lean._protection.cache_clear()


ARRIVALS = [
    ({"HTTP_HOST": "contest.example", "HTTP_X_FORWARDED_PROTO": "https"}, "200 OK"),
    ({"HTTP_HOST": "thi.gov.example:443", "HTTP_X_FORWARDED_PROTO": "https"}, "200 OK"),
    ({"HTTP_HOST": "contest.example", "HTTP_X_FORWARDED_PROTO": "http"}, "301 Moved Permanently"),
    ({"HTTP_HOST": "contest.example"}, "301 Moved Permanently"),
    ({"HTTP_HOST": "evil.example", "HTTP_X_FORWARDED_PROTO": "https"}, "400 Bad Request"),
    ({"HTTP_HOST": "contest.example\n", "HTTP_X_FORWARDED_PROTO": "https"}, "400 Bad Request"),
    ({"HTTP_HOST": "evil.example"}, "400 Bad Request"),
    ({"HTTP_X_FORWARDED_PROTO": "https"}, "400 Bad Request"),
]


@pytest.mark.parametrize(("arrival", "status"), ARRIVALS, ids=str)
def test_in_production_both_ways_ask_for_the_host_and_for_https(
    production: None, arrival: dict[str, str], status: str
) -> None:
    world = a_world("OPEN")
    said = []
    for application in (get_wsgi_application(), with_short_way(get_wsgi_application())):
        for _ in range(2):  # the second answer comes from memory
            environ = environ_of(world, "PUT", "answers/", "own", SAVE) | arrival
            said.append(headers_of(application, environ))
    assert all(found == said[0] for found in said)
    assert said[0][0] == status
    if status == "200 OK":
        hsts = said[0][1]["Strict-Transport-Security"]
        assert hsts == "max-age=31536000; includeSubDomains; preload"


def headers_of(application: WSGIApplication, environ: WSGIEnvironment) -> tuple[str, dict[str, str]]:
    """The status, and the headers that protect."""
    found: list[Any] = []

    def start_response(status: str, headers: Any, error: Any = None, /) -> Callable[[bytes], object]:
        found.append((status, headers))
        return found.append

    with kept_connection():
        b"".join(application(environ, start_response))
    status, headers = found[0]
    protecting = (*ALIKE[3:], "Strict-Transport-Security", "Location")
    return status, {name: value for name, value in headers if name in protecting}


def test_a_fault_of_ours_is_a_500_in_json(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(save_answers, "_latest", fails)
    world = a_world("OPEN")
    status, _, body = asked(with_short_way(_nobody), environ_of(world, "PUT", "answers/", "own", SAVE))
    assert (status, body["code"]) == ("500 Internal Server Error", "server_error")


@pytest.mark.parametrize(
    "path",
    [
        f"/api/v1/attempts/{uuid4()}/",
        f"/api/v1/attempts/{str(uuid4()).upper()}/answers/",
        "/api/v1/attempts/x/answers/",
        f"/x/api/v1/attempts/{uuid4()}/answers/",
        "/",
    ],
)
def test_every_other_address_goes_the_long_way(path: str) -> None:
    assert list(with_short_way(_nobody)({"PATH_INFO": path}, lambda *_: len)) == [b"the long way"]


def _nobody(environ: WSGIEnvironment, start_response: Any) -> list[bytes]:
    return [b"the long way"]
