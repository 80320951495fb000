"""A session lasts no longer than what it stands on, for a browser and for an app; each request asks anew."""

from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.forms.models import model_to_dict
from django.test.utils import CaptureQueriesContext

from contest.accounts.models import User
from contest.queries.persons import account
from tests.api.people import PASSWORD, Browser
from tests.services import live_rows as rows

pytestmark = pytest.mark.django_db

ME = "/api/v1/me/"
Client = Callable[[], int]


def a_browser(user: User) -> tuple[Client, Client]:
    """Asks who is signed in, and signs out; each gives the status."""
    browser = Browser().sign_in(user)
    path = "/_allauth/browser/v1/auth/session"
    return lambda: browser.get(ME).status_code, lambda: browser.send("DELETE", path).status_code


def an_app(user: User) -> tuple[Client, Client]:
    """The same with a session token and no cookie."""
    app = Browser()
    credentials = {"username": user.username, "password": PASSWORD}
    answer = app.send("POST", "/_allauth/app/v1/auth/login", credentials)
    token = answer.json()["meta"]["session_token"]
    app.client.cookies.clear()
    path = "/_allauth/app/v1/auth/session"
    return (
        lambda: app.send("GET", ME, X_Session_Token=token).status_code,
        lambda: app.send("DELETE", path, X_Session_Token=token).status_code,
    )


def a_new_password(user: User) -> None:
    user.set_password("mật khẩu khác hẳn")
    user.save(update_fields=["password"])


def a_ban(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def the_end_of_the_row(user: User) -> None:
    Session.objects.all().delete()
    cache.clear()


@pytest.mark.parametrize("opened", [a_browser, an_app])
@pytest.mark.parametrize("end", [a_new_password, a_ban, the_end_of_the_row])
def test_a_session_ends_with_what_it_stands_on(
    opened: Callable[[User], tuple[Client, Client]], end: Callable[[User], None]
) -> None:
    user = rows.a_user()
    ask, _ = opened(user)
    assert ask() == 200
    end(user)
    assert ask() == 401


@pytest.mark.parametrize("opened", [a_browser, an_app])
def test_signing_out_ends_a_session_and_no_other(opened: Callable[[User], tuple[Client, Client]]) -> None:
    user = rows.a_user()
    ask, sign_out = opened(user)
    ask_elsewhere, _ = an_app(user)
    assert ask() == 200
    assert sign_out() == 401  # allauth's word for «signed out»
    assert ask() == 401
    assert ask_elsewhere() == 200


def test_a_session_the_cache_has_forgotten_still_holds() -> None:
    ask, _ = an_app(rows.a_user())
    cache.clear()
    assert ask() == 200


def test_an_account_is_read_as_the_orm_reads_it() -> None:
    user = User.objects.get(pk=rows.a_user().pk)
    found = account(user_id=user.pk)
    assert found is not None
    with CaptureQueriesContext(connection) as asked:
        assert model_to_dict(found) == model_to_dict(user)
        assert (found.pk, found.date_joined, found.password) == (user.pk, user.date_joined, user.password)
    assert not [one for one in asked if "accounts_user " in one["sql"]]
    assert account(user_id=rows.an_entry(rows.a_running_contest()).pk) is None
