"""Accounts: a name or a phone and a password, however they are typed; limits that a school passes."""

import re
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.test import RequestFactory, override_settings

from contest.accounts.models import User
from contest.api.adapter import AccountAdapter
from contest.models import Entry
from contest.services.deliver_notices import deliver_notices
from contest.services.write_notice import write_notice
from tests.api.people import PASSWORD, Browser
from tests.services import live_rows as rows

pytestmark = pytest.mark.django_db

SIGN_UP, SIGN_IN = "/_allauth/browser/v1/auth/signup", "/_allauth/browser/v1/auth/login"


def browser() -> Browser:
    opened = Browser()
    opened.get("/_allauth/browser/v1/config")
    return opened


@pytest.mark.parametrize(
    ("typed", "kept", "typed_later"),
    [
        ("0912345678", "0912345678", "+84 912 345 678"),
        ("+84 (912) 345.678", "0912345678", "84912345678"),
        ("Nguyen.An", "nguyen.an", "NGUYEN.AN"),
        ("NguyễnÂn_90", "nguyễnân_90", "nguyễnÂN_90"),
    ],
)
def test_a_name_is_one_account_however_it_is_typed(typed: str, kept: str, typed_later: str) -> None:
    account = {"username": typed, "password": PASSWORD}
    assert browser().send("POST", SIGN_UP, account).status_code == 200
    user = User.objects.get()
    assert (user.username, user.email) == (kept, "")
    again = browser().send("POST", SIGN_UP, account | {"username": typed_later})
    assert again.status_code == 400
    assert again.json()["errors"][0]["code"] == "username_taken"
    signed_in = browser().send("POST", SIGN_IN, account | {"username": f" {typed_later} "})
    assert signed_in.status_code == 200, signed_in.content


@pytest.mark.parametrize("name", ["ab", "nguyễn văn an", "<b>an</b>", "x" * 65, ""])
def test_a_name_that_cannot_be_one_is_refused(name: str) -> None:
    assert browser().send("POST", SIGN_UP, {"username": name, "password": PASSWORD}).status_code == 400
    assert not User.objects.exists()


@pytest.mark.parametrize("password", ["ngắn", "12345678", "password"])
def test_a_weak_password_is_refused_with_codes(password: str) -> None:
    answer = browser().send("POST", SIGN_UP, {"username": "nguoi-dan", "password": password})
    assert answer.status_code == 400
    assert {error["param"] for error in answer.json()["errors"]} == {"password"}
    assert not User.objects.exists()


def test_an_e_mail_is_optional_and_a_family_may_share_one() -> None:
    for name in ("cha-an", "con-an"):
        account = {"username": name, "password": PASSWORD, "email": "nha@vidu.vn"}
        assert browser().send("POST", SIGN_UP, account).status_code == 200
    assert User.objects.filter(email="nha@vidu.vn").count() == 2


def told(user: User) -> list[str]:
    """To whom a new notice for the person goes by mail."""
    write_notice(
        person_id=user.pk,
        contest_id=None,
        template="password_recovered",
        details={},
        subject_key=f"x{len(mail.outbox)}",
        now=rows.now(),
    )
    mail.outbox.clear()
    deliver_notices(now=rows.now())
    return [address for letter in mail.outbox for address in letter.to]


def test_an_address_gets_one_letter_until_its_owner_says_so() -> None:
    person = browser()
    account = {"username": "nguoi-dan", "password": PASSWORD, "email": "dan@vidu.vn"}
    assert person.send("POST", SIGN_UP, account).status_code == 200
    assert mail.outbox == []  # the mail server is asked by the worker, not while somebody waits
    deliver_notices(now=rows.now())
    (letter,) = mail.outbox
    assert letter.to == ["dan@vidu.vn"]
    (key,) = re.findall(r"http://testserver/tai-khoan/thu-dien-tu\?key=(\S+)", str(letter.body))
    assert "nguoi-dan" not in letter.body
    user = User.objects.get()
    assert told(user) == []

    owner = browser()
    verify = "/_allauth/browser/v1/auth/email/verify"
    refused = owner.send("POST", verify, {"key": f"{key}x"})
    assert refused.json()["errors"][0]["code"] == "invalid_or_expired_key"
    assert told(user) == []
    assert owner.send("POST", verify, {"key": unquote(key)}).status_code == 401  # done; nobody is signed in
    assert told(user) == ["dan@vidu.vn"]


def test_one_school_behind_one_address_gets_in() -> None:
    """300 sign-ups and 300 log-ins a minute pass (design 6)."""
    pupil = browser()
    for number in range(300):
        account = {"username": f"hoc-sinh-{number}", "password": PASSWORD}
        assert pupil.send("POST", SIGN_UP, account).status_code == 200
        pupil.client.cookies.pop("sessionid")
    for number in range(300):
        account = {"username": f"hoc-sinh-{number}", "password": PASSWORD}
        assert pupil.send("POST", SIGN_IN, account).status_code == 200
        pupil.client.cookies.pop("sessionid")


def test_guessing_at_one_account_is_slowed_whatever_the_form_of_its_name() -> None:
    browser().send("POST", SIGN_UP, {"username": "0912345678", "password": PASSWORD})
    guesser = browser()
    names = ["0912345678", "+84912345678", "84 912 345 678"]
    answers = [
        guesser.send("POST", SIGN_IN, {"username": names[turn % 3], "password": f"sai {turn}"}).json()
        for turn in range(14)
    ]
    assert answers[0]["errors"][0]["code"] == "username_password_mismatch"
    assert answers[-1]["errors"][0]["code"] == "too_many_login_attempts"
    right = guesser.send("POST", SIGN_IN, {"username": "0912345678", "password": PASSWORD})
    assert right.json()["errors"][0]["code"] == "too_many_login_attempts"


def signing_in_from(address: str, password: str, name: str = "nguoi-dan") -> str:
    """What a browser at the address is told: a code, or nothing."""
    opened = browser()
    opened.client.defaults["REMOTE_ADDR"] = address
    answer = opened.send("POST", SIGN_IN, {"username": name, "password": password}).json()
    return "" if answer["status"] == 200 else str(answer["errors"][0]["code"])


def test_who_guesses_at_an_account_shuts_out_the_own_address_alone() -> None:
    owner = browser()
    owner.send("POST", SIGN_UP, {"username": "nguoi-dan", "password": PASSWORD})
    for guesser in ("198.51.100.7", "2001:db8::7"):
        told = [signing_in_from(guesser, f"sai {turn}") for turn in range(11)]
        assert told == ["username_password_mismatch"] * 10 + ["too_many_login_attempts"]
        assert signing_in_from(guesser, PASSWORD) == "too_many_login_attempts"
    assert signing_in_from("2001:db8::8", PASSWORD) == "too_many_login_attempts"  # the same network
    assert signing_in_from("203.0.113.5", PASSWORD) == ""
    assert owner.get("/api/v1/me/").json()["username"] == "nguoi-dan"


def test_guesses_from_everywhere_are_counted_together_and_right_passwords_are_not() -> None:
    assert settings.ACCOUNT_RATE_LIMITS["login_failed_everywhere"] == "1000/h/key"
    owner = browser()
    owner.send("POST", SIGN_UP, {"username": "nguoi-dan", "password": PASSWORD})
    limits = settings.ACCOUNT_RATE_LIMITS | {"login_failed_everywhere": "12/h/key"}
    with override_settings(ACCOUNT_RATE_LIMITS=limits):
        assert {signing_in_from(f"203.0.113.{turn}", PASSWORD) for turn in range(14)} == {""}
        told = [signing_in_from(f"198.51.100.{turn}", f"sai {turn}") for turn in range(13)]
        assert told == ["username_password_mismatch"] * 12 + ["too_many_login_attempts"]
        assert signing_in_from("203.0.113.5", PASSWORD) == "too_many_login_attempts"
    assert owner.get("/api/v1/me/").json()["username"] == "nguoi-dan"


def test_a_person_signs_in_with_the_number_of_an_entry_and_is_slowed_as_with_the_name() -> None:
    browser().send("POST", SIGN_UP, {"username": "nguoi-dan", "password": PASSWORD})
    running = rows.a_running_contest(pool=0)
    entry = rows.an_entry(running, User.objects.get(username="nguoi-dan"))
    Entry.objects.filter(pk=entry.pk).update(number="123456789")
    answer = browser().send("POST", SIGN_IN, {"username": " 123456789 ", "password": PASSWORD})
    assert answer.json()["data"]["user"]["username"] == "nguoi-dan"
    guesser = browser()
    names = ["123456789", "Nguoi-Dan"]
    for turn in range(14):
        last = guesser.send("POST", SIGN_IN, {"username": names[turn % 2], "password": f"sai {turn}"}).json()
    assert last["errors"][0]["code"] == "too_many_login_attempts"


def test_an_account_made_by_the_operator_is_found_by_its_name() -> None:
    User.objects.create_superuser("Quản-Trị", password=PASSWORD)
    answer = browser().send("POST", SIGN_IN, {"username": "quản-TRỊ", "password": PASSWORD})
    assert answer.status_code == 200
    assert User.objects.get().username == "quản-trị"


@pytest.mark.parametrize("whose", ["nobody's", "somebody's", "a person's who left"])
def test_a_sign_in_that_fails_does_not_tell_who_has_an_account(
    whose: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = User.objects.create_user("0912345678", password=PASSWORD, is_active=whose != "a person's who left")
    name = "0987654321" if whose == "nobody's" else user.username
    hashed: list[str] = []
    encode = MD5PasswordHasher.encode

    def noted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", noted)
    answer = browser().send("POST", SIGN_IN, {"username": name, "password": "không phải thế"})
    assert answer.status_code == 400
    assert [error["code"] for error in answer.json()["errors"]] == ["username_password_mismatch"]
    assert hashed == ["không phải thế"]  # the work of one check, so that the time tells nothing either


@pytest.mark.parametrize(
    ("proxies", "said", "address"),
    [
        (0, "", "10.0.0.9"),
        (0, "203.0.113.5", "10.0.0.9"),
        (1, "203.0.113.5", "203.0.113.5"),
        (1, "1.2.3.4, 203.0.113.5", "203.0.113.5"),
        (2, "1.2.3.4, 203.0.113.5, 10.0.0.3", "203.0.113.5"),
    ],
)
def test_limits_count_the_address_that_a_trusted_proxy_saw(proxies: int, said: str, address: str) -> None:
    headers = {"x-forwarded-for": said} if said else {}
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.9", headers=headers)
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=proxies):
        assert AccountAdapter(request).get_client_ip(request) == address


@pytest.mark.parametrize(
    ("name", "code"), [("123456789", "username_blacklisted"), ("hai từ", "invalid_username")]
)
def test_a_name_that_cannot_be_taken_is_told_by_its_own_code(name: str, code: str) -> None:
    answer = browser().send("POST", SIGN_UP, {"username": name, "password": PASSWORD})
    assert [error["code"] for error in answer.json()["errors"]] == [code]


def test_me_names_roles_and_nothing_of_others() -> None:
    person = browser()
    person.send("POST", SIGN_UP, {"username": "nguoi-dan", "password": PASSWORD})
    assert person.get("/api/v1/me/").json() == {
        "username": "nguoi-dan",
        "display_name": "",
        "language": "vi",
        "body_roles": [],
        "contest_roles": [],
    }
    assert person.get("/api/v1/me/entries/").json() == {"entries": []}


def test_a_session_stands_in_the_way_of_another_person_until_it_ends() -> None:
    """What the sign-in form rests on: allauth lets nobody in, with the right password either."""
    rows.a_user("nguoi-hai")
    opened = browser()
    first, second, third = ({"username": f"nguoi-{n}", "password": PASSWORD} for n in ("mot", "hai", "ba"))
    assert opened.send("POST", SIGN_UP, first).status_code == 200
    assert opened.send("POST", SIGN_IN, second).status_code == 409
    assert opened.send("POST", SIGN_UP, third).status_code == 409
    assert opened.get("/api/v1/me/").json()["username"] == "nguoi-mot"
    assert opened.send("DELETE", "/_allauth/browser/v1/auth/session", {}).status_code == 401
    assert opened.send("POST", SIGN_UP, third).status_code == 200
    assert opened.get("/api/v1/me/").json()["username"] == "nguoi-ba"
