"""A forgotten password: a PIN from the people who run the contest, once, and logged."""

from collections.abc import Callable

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher

from contest.accounts.models import BodyMembership, RecoveryPin, UnitMembership, User
from contest.models import AuditRecord, ContestRole, Entry, Notice
from contest.services.make_recovery_pin import AccountHasRoles, EntryUnknown, MadePin, make_recovery_pin
from contest.services.recover_account import MOST_TRIES, RecoveryRefused, recover_account
from quizzes.refusals import FieldsNotValid
from tests.api.people import Browser
from tests.services import live_rows as rows
from tests.services.concurrently import at_once

pytestmark = pytest.mark.django_db

NEW = "mật khẩu mới tinh"


def an_entrant(name: str = "") -> tuple[rows.Running, Entry]:
    running = rows.a_running_contest(pool=0)
    return running, rows.an_entry(running, rows.a_user(name))


def a_pin(running: rows.Running, entry: Entry) -> MadePin:
    return make_recovery_pin(
        contest=running.contest, entry_number=entry.number, actor_id=rows.a_user().pk, now=rows.now()
    )


def recover(user: User, pin: str, password: str = NEW) -> None:
    recover_account(username=user.username, pin=pin, password=password, now=rows.now())


def test_a_pin_sets_a_new_password_once() -> None:
    running, entry = an_entrant()
    browser = Browser().sign_in(entry.user)
    made = a_pin(running, entry)
    recover(entry.user, made.pin)
    assert User.objects.get(pk=entry.user_id).check_password(NEW)
    assert browser.get("/api/v1/me/").code == "not_signed_in"
    with pytest.raises(RecoveryRefused):
        recover(entry.user, made.pin, "một mật khẩu nữa")
    assert Notice.objects.filter(person=entry.user, template="password_recovered").exists()


def test_making_a_pin_is_logged_without_the_pin_and_ends_the_one_before() -> None:
    running, entry = an_entrant()
    first, second = a_pin(running, entry), a_pin(running, entry)
    record = AuditRecord.objects.filter(action="recovery_pin_made", object_id=entry.user_id).latest("at")
    assert record.contest == running.contest
    assert second.pin not in str(record.after)
    assert second.pin not in str(RecoveryPin.objects.values_list("digest"))
    with pytest.raises(RecoveryRefused):
        recover(entry.user, first.pin)
    recover(entry.user, second.pin)


def test_a_pin_is_guessed_at_five_times_and_no_more() -> None:
    running, entry = an_entrant()
    made = a_pin(running, entry)
    for guess in range(MOST_TRIES):
        with pytest.raises(RecoveryRefused):
            recover(entry.user, f"{guess}")
    with pytest.raises(RecoveryRefused):
        recover(entry.user, made.pin)


def test_a_pin_ends_after_a_day() -> None:
    running, entry = an_entrant()
    made = a_pin(running, entry)
    with pytest.raises(RecoveryRefused):
        recover_account(username=entry.user.username, pin=made.pin, password=NEW, now=made.expires_at)


def test_an_account_that_was_closed_is_not_opened_by_a_pin() -> None:
    running, entry = an_entrant()
    made = a_pin(running, entry)
    User.objects.filter(pk=entry.user_id).update(is_active=False)
    with pytest.raises(RecoveryRefused):
        recover(entry.user, made.pin)
    assert not User.objects.get(pk=entry.user_id).check_password(NEW)


def test_a_password_that_is_too_weak_does_not_use_the_pin_up() -> None:
    running, entry = an_entrant("nguoi-du-thi")
    made = a_pin(running, entry)
    with pytest.raises(FieldsNotValid) as refusal:
        recover(entry.user, made.pin, "1234567")
    assert refusal.value.details["fields"] == {
        "password": [{"code": "password_too_short"}, {"code": "password_too_common"}]
    }
    recover(entry.user, made.pin)


@pytest.mark.django_db(transaction=True)
def test_a_pin_typed_twice_at_once_works_once() -> None:
    running, entry = an_entrant()
    made = a_pin(running, entry)
    results = at_once(
        *[lambda number=number: recover(entry.user, made.pin, f"{NEW} {number}") for number in range(4)]
    )
    assert sum(one is None for one in results) == 1
    assert sum(isinstance(one, RecoveryRefused) for one in results) == 3


def test_who_did_not_enter_the_contest_gets_no_pin_in_it() -> None:
    running, _ = an_entrant()
    _, elsewhere = an_entrant()
    with pytest.raises(EntryUnknown):
        a_pin(running, elsewhere)
    with pytest.raises(EntryUnknown):
        make_recovery_pin(
            contest=running.contest,
            username=rows.a_user().username,
            actor_id=rows.a_user().pk,
            now=rows.now(),
        )


def on_body(running: rows.Running, user: User) -> None:
    BodyMembership.objects.create(body=running.contest.body, user=user, role="MANAGER", granted_at=rows.now())


def in_contest(running: rows.Running, user: User) -> None:
    ContestRole.objects.create(contest=running.contest, user=user, role="HELPER", granted_at=rows.now())


def on_unit(running: rows.Running, user: User) -> None:
    UnitMembership.objects.create(
        unit=running.commune,
        body=running.contest.body,
        user=user,
        granted_by=rows.a_user(),
        granted_at=rows.now(),
    )


def of_support(running: rows.Running, user: User) -> None:
    user.is_staff = True
    user.save()


@pytest.mark.parametrize("becomes_staff", [on_body, in_contest, on_unit, of_support])
def test_a_helper_cannot_take_over_the_account_of_staff(
    becomes_staff: Callable[[rows.Running, User], None],
) -> None:
    running, entry = an_entrant()
    earlier = a_pin(running, entry)
    before = entry.user.password
    becomes_staff(rows.a_running_contest(pool=0), entry.user)
    with pytest.raises(AccountHasRoles):
        a_pin(running, entry)
    with pytest.raises(RecoveryRefused):
        recover(entry.user, earlier.pin)
    assert User.objects.get(pk=entry.user_id).password == before


@pytest.mark.parametrize("why", ["unknown", "no PIN", "used up", "wrong"])
def test_a_refusal_takes_as_long_whatever_its_reason(why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    running, entry = an_entrant()
    if why != "no PIN":
        a_pin(running, entry)
    if why == "used up":
        RecoveryPin.objects.update(tries=MOST_TRIES)
    hashed: list[str] = []
    encode = MD5PasswordHasher.encode

    def noted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", noted)
    name = "khong-co-ai" if why == "unknown" else entry.user.username
    with pytest.raises(RecoveryRefused):
        recover_account(username=name, pin="00000000", password=NEW, now=rows.now())
    assert hashed == ["00000000"]


def test_over_http_a_login_name_may_be_typed_in_any_form_and_guessing_is_slowed() -> None:
    running, entry = an_entrant("0912345678")
    made = make_recovery_pin(
        contest=running.contest, username="+84 912 345 678", actor_id=rows.a_user().pk, now=rows.now()
    )
    body = {"username": "84 912 345 678", "pin": f" {made.pin} ", "password": NEW}
    assert Browser().send("POST", "/api/v1/recovery/", body).status_code == 204
    assert User.objects.get(pk=entry.user_id).check_password(NEW)
    codes = [Browser().send("POST", "/api/v1/recovery/", body).code for _ in range(12)]
    assert set(codes) == {"recovery_refused", "too_many_requests"}
    assert codes[-1] == "too_many_requests"


def test_over_http_the_number_of_an_entry_names_the_account() -> None:
    running, entry = an_entrant()
    entry.number = "987654321"
    entry.save(update_fields=["number"])
    made = a_pin(running, entry)
    body = {"username": "987654321", "pin": made.pin, "password": NEW}
    assert Browser().send("POST", "/api/v1/recovery/", body).status_code == 204
    assert User.objects.get(pk=entry.user_id).check_password(NEW)
