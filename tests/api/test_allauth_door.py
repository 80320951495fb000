"""Whatever the account endpoints are sent, they answer with a code."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contest.accounts.models import User
from tests.api.people import PASSWORD, Answer, Browser
from tests.services.concurrently import at_once

pytestmark = pytest.mark.django_db

AUTH = "/_allauth/browser/v1/auth"
PATHS = [
    *(f"{AUTH}/{step}" for step in ("signup", "login", "session", "reauthenticate", "email/verify")),
    *(f"/_allauth/browser/v1/account/{part}" for part in ("email", "password/change")),
    *(f"/_allauth/app/v1/auth/{step}" for step in ("signup", "login")),
]
CLOSED = [
    "/_allauth/",
    "/_allauth/browser/v1/nothing",
    "/_allauth/browser/v1/account/phone",
    f"{AUTH}/code/confirm",
    f"{AUTH}/password/request",
    f"{AUTH}/password/reset",
]
DEEP = b'{"username":' * 20_000 + b"1" + b"}" * 20_000
JUNK: list[tuple[str, bytes, int]] = [
    ("a lone surrogate", rb'{"username": "\ud800aaaa", "password": "mot mat khau dai"}', 400),
    ("a lone surrogate in a name", rb'{"\udc00aaaa": "x"}', 400),
    ("a surrogate in UTF-8", b'{"username": "\xed\xa0\x80aa"}', 400),
    ("no UTF-8", b'{"username": "\xff"}', 400),
    ("deep lists", b"[" * 9_000, 400),
    ("deep objects", b'{"a":' * 1_900 + b"1" + b"}" * 400, 400),
    ("no object", b'["username"]', 400),
    ("no JSON", b"username=an&password=x", 400),
    ("a number out of range", b'{"username": 1e999}', 400),
    ("too much", json.dumps({"username": "an", "password": "x" * 20_000}).encode(), 413),
    ("far too much", DEEP * 4, 413),
]


def coded(answer: Answer) -> str:
    """The code of a refusal, in our form or the library's."""
    said = answer.json()
    return str(said["code"] if "code" in said else said["errors"][0]["code"])


@pytest.fixture
def person() -> Browser:
    opened = Browser()
    opened.get("/_allauth/browser/v1/config")
    return opened


@pytest.mark.django_db(transaction=True)
def test_one_sign_up_sent_many_times_at_once_makes_one_account() -> None:
    account = {"username": "dan-mot-hai", "password": PASSWORD}

    def sign_up() -> Answer:
        opened = Browser()
        opened.get("/_allauth/browser/v1/config")
        return opened.send("POST", f"{AUTH}/signup", account)

    for _ in range(3):
        User.objects.all().delete()
        answers = at_once(*[sign_up] * 4)
        refused = [one for one in answers if isinstance(one, Exception) or one.status_code != 200]
        assert len(refused) == 3, answers
        for one in refused:
            assert not isinstance(one, Exception), one
            assert one.status_code == 400
            assert [(error["code"], error["param"]) for error in one.json()["errors"]] == [
                ("username_taken", "username")
            ]
        assert User.objects.count() == 1


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(("body", "status"), [case[1:] for case in JUNK], ids=[case[0] for case in JUNK])
def test_a_body_that_is_none_is_refused(person: Browser, path: str, body: bytes, status: int) -> None:
    answer = person.send("POST", path, body)
    assert answer.status_code == status
    assert coded(answer) in {"malformed", "too_large"}


@pytest.mark.parametrize("value", [["mot mat khau dai"], {"a": "mot mat khau dai"}, 123456789012, 1.5])
@pytest.mark.parametrize("name", ["username", "password", "email"])
def test_a_value_of_another_type_is_refused_by_its_name(person: Browser, name: str, value: object) -> None:
    account = {"username": "nguoi-dan", "password": PASSWORD} | {name: value}
    answer = person.send("POST", f"{AUTH}/signup", account)
    assert answer.json() == {"code": "invalid", "fields": {name: [{"code": "invalid"}]}}
    assert not User.objects.exists()


@pytest.mark.parametrize("name", ["username", "password", "email"])
@pytest.mark.parametrize("step", ["signup", "login"])
def test_a_nul_is_refused(person: Browser, step: str, name: str) -> None:
    account = {"username": "nguoi-dan", "password": PASSWORD, "email": "a@vidu.vn"}
    account[name] = f"x\0{account[name]}"
    answer = person.send("POST", f"{AUTH}/{step}", account)
    assert answer.status_code == 400
    assert coded(answer)


@pytest.mark.parametrize("path", CLOSED)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_what_we_do_not_use_is_not_there(person: Browser, method: str, path: str) -> None:
    answer = person.send(method, path)
    assert (answer.status_code, coded(answer)) == (404, "not_found")


def test_a_bare_refusal_of_the_library_gets_a_code(person: Browser) -> None:
    answer = person.send("POST", "/_allauth/browser/v1/config")
    assert (answer.status_code, coded(answer)) == (405, "method_not_allowed")


def test_a_request_that_our_pages_did_not_make_is_refused(person: Browser) -> None:
    person.client.cookies.pop("csrftoken")
    answer = person.send("POST", f"{AUTH}/signup", {"username": "nguoi-dan", "password": PASSWORD})
    assert (answer.status_code, coded(answer)) == (403, "csrf_failed")


TEXTS = st.text() | st.sampled_from(["", "\0", "\x7f", "‮", "\ud800", "a" * 9_000, "+84", "%s", "{}"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=5,
)
NAMES = st.sampled_from(["username", "password", "email", "key", "code", "new_password", "primary", "phone"])


@pytest.mark.parametrize("signed_in", [False, True])
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.sampled_from(PATHS), method=st.sampled_from(["POST", "PUT", "PATCH", "DELETE"]), body=st.data()
)
def test_no_body_is_an_error_of_ours(
    person: Browser, signed_in: bool, path: str, method: str, body: Any
) -> None:
    if signed_in:
        person.sign_up()
    said = body.draw(st.dictionaries(NAMES, VALUES, max_size=4) | VALUES)
    answer = person.send(method, path, json.dumps(said).encode())
    assert answer.status_code < 500
    if answer.status_code >= 400:
        assert isinstance(answer.json(), dict)
