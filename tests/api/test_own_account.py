"""What people change of their own account: the password, and the mail address that notices go to."""

import re
from urllib.parse import unquote

import pytest
from django.core import mail

from contest.accounts.models import User
from contest.queries.addresses import proven_address
from contest.services.deliver_notices import deliver_notices
from tests.api.people import PASSWORD, Answer, Browser
from tests.services import live_rows as rows

pytestmark = pytest.mark.django_db

PASSWORD_PATH, MAIL_PATH = (f"/_allauth/browser/v1/account/{part}" for part in ("password/change", "email"))
SIGN_IN = "/_allauth/browser/v1/auth/login"
NEW = "một câu khác dễ nhớ"


def signed_in(name: str = "nguoi-dan", password: str = PASSWORD) -> Browser:
    opened = Browser()
    opened.get("/_allauth/browser/v1/config")
    assert opened.send("POST", SIGN_IN, {"username": name, "password": password}).status_code == 200
    return opened


@pytest.fixture
def person() -> Browser:
    opened = Browser()
    assert opened.sign_up("nguoi-dan").status_code == 200
    return opened


def errors(answer: Answer) -> set[tuple[str, str]]:
    assert answer.status_code == 400
    return {(error["param"], error["code"]) for error in answer.json()["errors"]}


def test_a_new_password_keeps_this_device_signed_in_and_ends_every_other_session(person: Browser) -> None:
    other = signed_in()
    mark = person.client.cookies["csrftoken"].value
    asked = {"current_password": PASSWORD, "new_password": NEW}
    assert person.send("POST", PASSWORD_PATH, asked).status_code == 200
    assert person.get("/api/v1/me/").status_code == 200
    assert person.client.cookies["csrftoken"].value == mark  # by which the exam room knows its own person
    assert other.get("/api/v1/me/").status_code == 401
    refused = Browser().sign_in(rows.a_user("nguoi-khac"))
    refused.send("DELETE", "/_allauth/browser/v1/auth/session")
    old = refused.send("POST", SIGN_IN, {"username": "nguoi-dan", "password": PASSWORD})
    assert errors(old) == {("password", "username_password_mismatch")}
    signed_in(password=NEW)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"current_password": "không phải thế"}, ("current_password", "enter_current_password")),
        ({"current_password": ""}, ("current_password", "required")),
        ({"new_password": "ngắn"}, ("new_password", "password_too_short")),
        ({"new_password": "password"}, ("new_password", "password_too_common")),
        ({"new_password": "nguoi-dan-1"}, ("new_password", "password_too_similar")),
    ],
)
def test_a_password_that_will_not_do_is_refused_by_its_field(
    person: Browser, change: dict[str, str], refusal: tuple[str, str]
) -> None:
    asked = {"current_password": PASSWORD, "new_password": NEW} | change
    assert errors(person.send("POST", PASSWORD_PATH, asked)) == {refusal}
    signed_in()


def test_a_password_is_not_guessed_at_a_device_left_open(person: Browser) -> None:
    asked = {"current_password": "đoán", "new_password": NEW}
    answers = [person.send("POST", PASSWORD_PATH, asked).status_code for _ in range(7)]
    assert (answers[0], answers[-1]) == (400, 429)


def addresses(person: Browser) -> dict[str, bool]:
    """The person's addresses, and whether each is proven."""
    return {one["email"]: one["verified"] for one in person.get(MAIL_PATH).json()["data"]}


def key_sent_to(address: str) -> str:
    deliver_notices(now=rows.now())
    letter = mail.outbox[-1]
    assert letter.to == [address]
    (key,) = re.findall(r"thu-dien-tu\?key=(\S+)", str(letter.body))
    return unquote(key)


def test_an_address_is_added_proven_changed_and_removed(person: Browser) -> None:
    user = User.objects.get()
    prove = "/_allauth/browser/v1/auth/email/verify"
    assert addresses(person) == {}
    assert person.send("POST", MAIL_PATH, {"email": "sai@vidu"}).status_code == 400
    assert person.send("POST", MAIL_PATH, {"email": "nham@vidu.vn"}).status_code == 200
    lost = key_sent_to("nham@vidu.vn")
    assert person.send("POST", MAIL_PATH, {"email": "Dan@vidu.vn"}).status_code == 200
    assert addresses(person) == {"dan@vidu.vn": False}  # a slip is written over
    assert errors(person.send("POST", prove, {"key": lost})) == {("key", "invalid_or_expired_key")}
    assert proven_address(person_id=user.pk) is None
    assert person.send("POST", prove, {"key": key_sent_to("dan@vidu.vn")}).status_code == 200

    assert person.send("POST", MAIL_PATH, {"email": "moi@vidu.vn"}).status_code == 200
    assert addresses(person) == {"dan@vidu.vn": True, "moi@vidu.vn": False}
    assert proven_address(person_id=user.pk) == "dan@vidu.vn"  # until the new one is proven
    assert person.send("POST", prove, {"key": key_sent_to("moi@vidu.vn")}).status_code == 200
    assert addresses(person) == {"moi@vidu.vn": True}
    assert proven_address(person_id=user.pk) == "moi@vidu.vn"

    assert person.send("DELETE", MAIL_PATH, {"email": "moi@vidu.vn"}).status_code == 200
    user.refresh_from_db()
    assert (addresses(person), user.email, proven_address(person_id=user.pk)) == ({}, "", None)


def test_a_change_of_address_can_be_called_off_and_a_letter_asked_for_again(person: Browser) -> None:
    assert person.send("POST", MAIL_PATH, {"email": "dan@vidu.vn"}).status_code == 200
    again = person.send("PUT", MAIL_PATH, {"email": "dan@vidu.vn"})
    assert (again.status_code, again.json()) == (403, {"status": 403})  # one has just gone out
    assert person.send("DELETE", MAIL_PATH, {"email": "dan@vidu.vn"}).status_code == 200
    assert addresses(person) == {}


def test_nobody_else_s_address_is_touched(person: Browser) -> None:
    assert person.send("POST", MAIL_PATH, {"email": "dan@vidu.vn"}).status_code == 200
    stranger = Browser()
    stranger.sign_up("nguoi-la")
    for method in ("PUT", "DELETE"):
        answer = stranger.send(method, MAIL_PATH, {"email": "dan@vidu.vn"})
        assert errors(answer) == {("email", "unknown_email")}
    assert addresses(person) == {"dan@vidu.vn": False}
    assert Browser().get(MAIL_PATH).status_code == 401
