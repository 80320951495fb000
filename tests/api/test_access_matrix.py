"""The access matrix: every row of it, for everybody it speaks of, in every state."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import product

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import DjangoDbBlocker
from rest_framework.request import Request

from contest.api.base import JsonView
from tests.api.matrix import MATRIX, Row
from tests.api.world import EVERYBODY, STATES, World, a_world
from tests.services import live_rows as rows

pytestmark = pytest.mark.django_db

CASES = [(row, state) for row in MATRIX for state in row.states]
# Anybody may ask to recover an account: the PIN is what opens it. The schema and its page are public, too.
OUTSIDE = ("api/v1/recovery/", "api/v1/schema/", "api/v1/docs/")


@pytest.fixture(scope="module")
def worlds(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, World]]:
    """A world for each state, made once; what a request changes in it is undone after the request."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield {state: a_world(state) for state in STATES}
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("row", "state"),
    CASES,
    ids=[f"{row.method} {row.path} {state} {row.status}{' token' * row.token}" for row, state in CASES],
)
def test_access(worlds: dict[str, World], row: Row, state: str) -> None:
    world = worlds[state]
    for who in sorted(row.who):
        with transaction.atomic():
            answer = world.call(who, row.method, row.path, row.body, token=row.token)
            transaction.set_rollback(True)
        said = answer.json().get("code", "") if answer.content and answer.status_code >= 400 else ""
        assert answer.status_code == row.status, f"{who}: {answer.content[:300]!r}"
        assert not row.code or said == row.code, f"{who}: {answer.content[:300]!r}"


def test_every_endpoint_says_for_everybody_in_every_state_what_is_answered() -> None:
    """Nothing is left open: (method, address) x state x person, those of another body among them."""
    said: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for row in MATRIX:
        path = row.path.partition("?")[0].strip("/").replace("{", "").replace("}", "")
        said[row.method, path] |= set(product(row.states, row.who))
    everything = set(product(STATES, EVERYBODY))
    assert {key: sorted(everything - said[key]) for key in _endpoints() if everything - said[key]} == {}


def test_the_table_speaks_of_no_endpoint_that_is_not_there() -> None:
    paths = {row.path.partition("?")[0].strip("/").replace("{", "").replace("}", "") for row in MATRIX}
    assert paths <= {path for _method, path in _endpoints()}


def test_an_endpoint_that_forgot_to_say_for_whom_it_is_lets_nobody_in() -> None:
    class Forgotten(JsonView):
        def get(self, request: Request) -> HttpResponse:
            raise AssertionError("somebody came in")

    request = RequestFactory().get("/")
    request.user = rows.a_user()
    assert Forgotten.as_view()(request).status_code == 403


METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
NAMES = {"import_id": "file"}


def _plain(route: str) -> str:
    """A route with its parameters named as in the table."""
    parts: list[str] = []
    for part in route.strip("/").split("/"):
        name = part.strip("<>").split(":")[-1] if part.startswith("<") else part
        in_bank = name == "slug" and parts[-1] == "banks"
        parts.append("bank" if in_bank else NAMES.get(name, name.removesuffix("_id")))
    return "/".join(parts)


def _endpoints() -> set[tuple[str, str]]:
    """(method, path) of all we serve, but what everybody may always call."""
    found = set()
    for route, view in _routes(get_resolver().url_patterns, ""):
        if route.startswith("api/v1/") and not route.startswith(OUTSIDE) and hasattr(view, "view_class"):
            found |= {
                (method, _plain(route)) for method in METHODS if hasattr(view.view_class, method.lower())
            }
    return found


def _routes(
    patterns: list[URLPattern | URLResolver], before: str
) -> Iterator[tuple[str, Callable[..., object]]]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, route)
        elif str(pattern.pattern):
            yield route, pattern.callback
