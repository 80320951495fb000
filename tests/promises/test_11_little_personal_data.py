"""Promise 11: one erasable, encrypted row an entry holds the person; everything else holds ids."""

import json
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from django.db import connection

from contest.accounts.models import Consent
from contest.accounts.sealing import lookup, seal, unseal
from contest.models import Attempt, Entry, EntryPersonal
from contest.services.drain_submitted import drain_submitted
from contest.services.submit_attempt import submit_attempt
from tests.api.people import Browser, a_form
from tests.services import live_rows as rows

pytestmark = pytest.mark.django_db

ALWAYS = ("full_name", "birth_on", "unit")
SOMETIMES = ("sex", "phone", "phone_owner", "email", "address", "guardian_name", "guardian_phone")
PERSON = {
    "full_name": "H'Hen Niê Buôn Đôn",
    "sex": "FEMALE",
    "phone": "+84 912 345 678",
    "phone_owner": "RELATIVE",
    "email": "hhen@vidu.vn",
    "address": "Thôn Hai, đường Không Tên",
    "guardian_name": "Y Blok Êban",
    "guardian_phone": "0987.654.321",
}
KEPT = PERSON | {"birth_on": "2003-04-05", "phone": "0912345678", "guardian_phone": "0987654321"}


def a_contest(**changes: Any) -> rows.Running:
    asked = [{"field": name, "need": "REQUIRED"} for name in ALWAYS]
    asked += [{"field": name, "need": "OPTIONAL"} for name in SOMETIMES]
    return rows.a_running_contest(**({"registration": asked} | changes))


def entered(running: rows.Running, **changes: Any) -> tuple[Browser, Entry]:
    browser = Browser().sign_in(rows.a_user())
    form = a_form(running.commune.pk, running.notice.pk, **(PERSON | {"birth_on": "2003-04-05"} | changes))
    answer = browser.send("PUT", f"/api/v1/contests/{running.contest.slug}/entry/", form)
    assert answer.status_code == 201, answer.content
    return browser, Entry.objects.latest("entered_at")


def everything_stored() -> str:
    """Every value of every row of every table, as text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        found = []
        for table in tables:
            cursor.execute(f'SELECT to_jsonb(one)::text FROM "{table}" AS one')  # noqa: S608  # names of our tables
            found += [text for (text,) in cursor.fetchall()]
    return "\n".join(found)


def test_nothing_a_person_entered_lies_anywhere_in_the_clear() -> None:
    running = a_contest()
    browser, entry = entered(running)
    opened = rows.an_open_attempt(running, entry=entry)
    submit_attempt(attempt_id=opened.id, epoch=1)
    drain_submitted()
    stored = everything_stored()
    for name, value in (PERSON | KEPT).items():
        if name not in ("sex", "phone_owner"):
            assert value not in stored, name
            assert json.dumps(value)[1:-1] not in stored, name
    own = browser.get(f"/api/v1/contests/{running.contest.slug}/entry/").json()["personal"]
    assert own == KEPT


def test_what_was_not_asked_is_not_kept() -> None:
    running = a_contest(registration=[{"field": name, "need": "REQUIRED"} for name in ALWAYS])
    _, entry = entered(running)
    kept = unseal(bytes(entry.personal.sealed), about=entry.pk)
    assert kept.keys() == {"full_name", "birth_on"}
    assert entry.personal.phone_lookup is None


def test_erasing_one_row_forgets_the_person_and_leaves_the_result() -> None:
    running = a_contest()
    browser, entry = entered(running)
    opened = rows.an_open_attempt(running, entry=entry)
    submit_attempt(attempt_id=opened.id, epoch=1)
    drain_submitted()
    before = Browser().get(f"/api/v1/rounds/{running.round.pk}/board/").json()["rows"]
    EntryPersonal.objects.filter(entry=entry).delete()
    after = Browser().get(f"/api/v1/rounds/{running.round.pk}/board/").json()["rows"]
    assert [row | {"name": None} for row in before] == after
    assert browser.get(f"/api/v1/contests/{running.contest.slug}/entry/").json()["personal"] is None
    assert Attempt.objects.filter(entry=entry).count() == 1


def test_a_sealed_row_opens_only_for_its_own_entry_and_with_its_key() -> None:
    _, entry = entered(a_contest())
    sealed = bytes(entry.personal.sealed)
    with pytest.raises(InvalidTag):
        unseal(sealed, about=rows.a_user().pk)
    with pytest.raises(InvalidTag):
        unseal(sealed[:-1] + bytes([sealed[-1] ^ 1]), about=entry.pk)


def test_keys_rotate_while_old_rows_stay_readable(settings: Any) -> None:
    _, entry = entered(a_contest())
    settings.FIELD_KEYS = {"2027": b"n" * 32} | settings.FIELD_KEYS
    assert unseal(bytes(entry.personal.sealed), about=entry.pk) == KEPT
    assert lookup(KEPT["phone"], scope=entry.contest_id) == bytes(entry.personal.phone_lookup or b"")
    fresh = seal({"full_name": "An"}, about=entry.pk)
    assert fresh[1:5] == b"2027"
    settings.FIELD_KEYS = {"2027": b"n" * 32}
    with pytest.raises(KeyError):
        unseal(bytes(entry.personal.sealed), about=entry.pk)


def test_the_same_person_is_not_traced_from_one_contest_to_another() -> None:
    lookups = [
        (entry.personal.phone_lookup, entry.personal.person_lookup, entry.personal.salt)
        for _, entry in (entered(a_contest()), entered(a_contest()))
    ]
    assert all(first != second for first, second in zip(*lookups, strict=True))


def test_consent_is_a_row_silence_is_none_and_it_can_be_taken_back() -> None:
    running = a_contest()
    browser, entry = entered(running, consents=["TAKE_PART"])
    path = f"/api/v1/contests/{running.contest.slug}/entry/"
    held = Consent.objects.filter(user=entry.user, withdrawn_at=None).values_list("purpose", flat=True)
    assert list(held.all()) == ["TAKE_PART"]
    form = a_form(running.commune.pk, running.notice.pk, **(PERSON | {"birth_on": "2003-04-05"}))
    assert browser.send("PUT", path, form).json()["consents"] == ["PUBLISH_NAME", "TAKE_PART"]
    form["consents"] = ["TAKE_PART"]
    assert browser.send("PUT", path, form).json()["consents"] == ["TAKE_PART"]
    taken_back = Consent.objects.filter(user=entry.user, purpose="PUBLISH_NAME").exclude(withdrawn_at=None)
    assert taken_back.count() == 1


def test_numbers_and_receipts_tell_nothing_about_how_many_there_are() -> None:
    running = a_contest()
    numbers = [int(entered(running, phone="")[1].number) for _ in range(5)]
    assert all(10**8 <= number < 10**9 for number in numbers)
    assert numbers != sorted(numbers) or numbers[-1] - numbers[0] > 1000


def test_the_log_line_of_a_request_names_no_person(caplog: pytest.LogCaptureFixture) -> None:
    running = a_contest()
    with caplog.at_level("DEBUG"):
        entered(running)
        Browser().send("PUT", f"/api/v1/contests/{running.contest.slug}/entry/", PERSON)
    for value in (PERSON | KEPT).values():
        assert value not in caplog.text or value in ("FEMALE", "RELATIVE")
