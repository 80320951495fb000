"""People at their browsers, phones and apps, for tests over HTTP."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any
from uuid import UUID

from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client

from contest.accounts.models import User

PASSWORD = "mật khẩu rất dài"
_numbers = count(1)


JSON = "application/json"


@contextmanager
def kept_connection() -> Iterator[None]:
    """Requests through a WSGI application leave the test's own database connection open, as Django's client
    does.
    """
    signals = (request_started, request_finished)
    for one in signals:
        one.disconnect(close_old_connections)
    try:
        yield
    finally:
        for one in signals:
            one.connect(close_old_connections)


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status_code: int
    content: bytes
    headers: dict[str, str]

    def json(self) -> Any:
        """The body as plain values."""
        return json.loads(self.content)

    @property
    def code(self) -> str:
        """The code of a problem."""
        return str(self.json()["code"])


class Browser:
    """A browser with its cookies, which enforces CSRF as the site does."""

    def __init__(self) -> None:
        self.client = Client(enforce_csrf_checks=True)

    def send(self, method: str, path: str, body: object = None, **headers: str) -> Answer:
        """A request as our pages make it: JSON, with the CSRF token when it changes something."""
        token = self.client.cookies.get("csrftoken")
        said = ({"X-CSRFToken": token.value} if token and method != "GET" else {}) | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        data = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        response = self.client.generic(
            method, path, data, content_type=said.pop("Content-Type", JSON), headers=said
        )
        return Answer(response.status_code, response.content, dict(response.items()))

    def get(self, path: str) -> Answer:
        """A GET."""
        return self.send("GET", path)

    def sign_up(self, username: str = "") -> Answer:
        """Make an account, and be signed in."""
        self.get("/_allauth/browser/v1/config")
        name = username or f"nguoi-dan-{next(_numbers)}"
        return self.send("POST", "/_allauth/browser/v1/auth/signup", {"username": name, "password": PASSWORD})

    def sign_in(self, user: User) -> "Browser":
        """Sign in without the password check's cost."""
        self.client.force_login(user)
        self.get("/_allauth/browser/v1/config")
        return self

    def save(
        self, attempt: dict[str, Any], answers: list[dict[str, Any]], *, epoch: int | None = None, **more: Any
    ) -> Answer:
        """Save answers under the attempt's token."""
        body = {"epoch": epoch or attempt["attempt"]["epoch"], "answers": answers} | more
        path = f"/api/v1/attempts/{attempt['attempt']['id']}/answers/"
        return self.send("PUT", path, body, Authorization=f"Attempt {attempt['token']}")

    def submit(self, attempt: dict[str, Any]) -> Answer:
        """Hand the attempt in."""
        path = f"/api/v1/attempts/{attempt['attempt']['id']}/submission/"
        body = {"epoch": attempt["attempt"]["epoch"]}
        return self.send("POST", path, body, Authorization=f"Attempt {attempt['token']}")


def a_form(unit: UUID, notice: UUID, **changes: Any) -> dict[str, Any]:
    """An entry form that the usual terms take."""
    form: dict[str, Any] = {
        "full_name": "Nguyễn Văn An",
        "birth_on": "1990-05-20",
        "unit": str(unit),
        "consents": ["TAKE_PART", "PUBLISH_NAME"],
        "notice": str(notice),
        "truthful": True,
    }
    return form | changes
