"""The access matrix: every row of it, for everybody it speaks of, in every state."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import DjangoDbBlocker

from tests.api.matrix import MATRIX, Row
from tests.api.world import STATES, World, a_world

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


def test_every_endpoint_has_its_rows() -> None:
    named = {row.path.partition("?")[0].strip("/").replace("{", "").replace("}", "") for row in MATRIX}
    ours = [route for route in _routes(get_resolver().url_patterns, "") if route.startswith("api/v1/")]
    assert [one for one in ours if not one.startswith(OUTSIDE) and _plain(one) not in named] == []


NAMES = {"import_id": "file"}


def _plain(route: str) -> str:
    """A route with its parameters named as in the table."""
    parts: list[str] = []
    for part in route.strip("/").split("/"):
        name = part.strip("<>").split(":")[-1] if part.startswith("<") else part
        in_bank = name == "slug" and parts[-1] == "banks"
        parts.append("bank" if in_bank else NAMES.get(name, name.removesuffix("_id")))
    return "/".join(parts)


def _routes(patterns: list[URLPattern | URLResolver], before: str) -> list[str]:
    found: list[str] = []
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            found += _routes(pattern.url_patterns, route)
        elif str(pattern.pattern):
            found.append(route)
    return found
