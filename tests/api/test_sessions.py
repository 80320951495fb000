"""Session keys that nobody was given: anonymous, without a question to any server."""

import warnings

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from contest.services.clear_sessions import clear_sessions
from tests.api.people import Browser

pytestmark = pytest.mark.django_db

JUNK = [
    r'"\000' + "a" * 32 + '"',
    r'"' + "a" * 31 + r'\012"',
    "a" * 31,
    "a" * 33,
    "A" * 32,
    "a b c d e f g h i",
    "../../" + "a" * 26,
    "é" * 32,
    "%00" * 11,
    "x" * 5_000,
]


@pytest.mark.parametrize("key", JUNK)
@pytest.mark.parametrize("path", ["/api/v1/me/", "/_allauth/browser/v1/auth/session", "/admin/"])
def test_a_junk_cookie_is_nobody(
    key: str, path: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with warnings.catch_warnings(), django_assert_num_queries(0):
        warnings.simplefilter("error")
        answer = Client(headers={"cookie": f"sessionid={key}"}).get(path)
    assert answer.status_code in (302, 401)


@pytest.mark.parametrize("key", ["a" * 31, "a" * 33, "A" * 32, "a b c d e f g h", "é" * 32, "x" * 5_000])
@pytest.mark.parametrize(("path", "status"), [("/api/v1/me/", 401), ("/_allauth/app/v1/auth/session", 410)])
def test_a_junk_token_of_an_app_is_nobody(
    key: str, path: str, status: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with warnings.catch_warnings(), django_assert_num_queries(0):
        warnings.simplefilter("error")
        answer = Client(headers={"x-session-token": key}).get(path)
    assert answer.status_code == status


def test_a_key_that_an_attacker_chose_does_not_become_the_session() -> None:
    chosen = "a" * 32
    victim = Browser()
    victim.client.cookies["sessionid"] = chosen
    assert victim.sign_up().status_code == 200
    assert victim.client.cookies["sessionid"].value != chosen
    attacker = Browser()
    attacker.client.cookies["sessionid"] = chosen
    assert attacker.get("/api/v1/me/").status_code == 401


def test_a_session_from_before_signing_in_does_not_open_the_account() -> None:
    victim = Browser()
    victim.sign_up()
    before = victim.client.cookies["sessionid"].value
    victim.send("DELETE", "/_allauth/browser/v1/auth/session")
    victim.sign_up()
    assert victim.client.cookies["sessionid"].value != before
    cache.clear()
    thief = Browser()
    thief.client.cookies["sessionid"] = before
    assert thief.get("/api/v1/me/").status_code == 401


def test_sessions_that_ran_out_are_cleared_away_and_no_others() -> None:
    people = [Browser() for _ in range(3)]
    for person in people:
        person.sign_up()
    keys = [person.client.cookies["sessionid"].value for person in people]
    now = timezone.now()
    Session.objects.filter(pk=keys[0]).update(expire_date=now)
    assert (clear_sessions(now=now), clear_sessions(now=now)) == (1, 0)
    assert set(Session.objects.values_list("pk", flat=True)) == set(keys[1:])
