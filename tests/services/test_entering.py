"""Entering a contest: once a person, for a unit of it, never beside a role."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction

from contest.accounts.models import BodyMembership, Unit, UnitAlias, UnitMembership, User
from contest.models import Contest, ContestRole, Division, Entry, EntryPersonal, Round
from contest.queries.entries import OwnEntry, own_entry
from contest.queries.units import found_units
from contest.rules.eligibility import birthday_in
from contest.services.check_entry_form import EntryForm
from contest.services.enter_contest import (
    DivisionUnknown,
    EntryIsClosed,
    EntryIsLocked,
    GuardianMissing,
    HasARole,
    PhoneUsedTooOften,
    TooYoung,
    UnitNotInContest,
    enter_contest,
)
from contest.services.grant_body_role import grant_body_role
from contest.services.grant_role import HasEntered, grant_role
from quizzes.refusals import FieldsNotValid
from quizzes.rules.texts import folded
from tests.services import live_rows as rows
from tests.services.concurrently import at_once

pytestmark = pytest.mark.django_db

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
ASKED = ("full_name", "birth_on", "unit", "phone", "division", "guardian_name")


def a_contest(**changes: Any) -> rows.Running:
    """A contest that asks for much and needs little."""
    asked = [{"field": name, "need": "REQUIRED" if name in ASKED[:3] else "OPTIONAL"} for name in ASKED]
    usual: dict[str, Any] = {
        "registration": [one for one in asked if one["field"] != "division"],
        "pool": 0,
    }
    return rows.a_running_contest(**(usual | changes))


def enter(
    running: rows.Running, user: User | None = None, *, at: datetime | None = None, **changes: Any
) -> tuple[OwnEntry, bool]:
    form: dict[str, Any] = {
        "full_name": "Nguyễn Văn An",
        "birth_on": date(1990, 5, 20),
        "unit": running.commune.pk,
        "consents": ["TAKE_PART"],
        "notice": running.notice.pk,
        "truthful": True,
    }
    return enter_contest(
        slug=running.contest.slug,
        user_id=(user or rows.a_user()).pk,
        form=EntryForm(**(form | changes)),
        now=at or rows.now(),
    )


def test_entering_twice_is_one_entry_and_a_correction_changes_it() -> None:
    running, user = a_contest(), rows.a_user()
    first, is_new = enter(running, user)
    assert is_new
    assert enter(running, user) == (first, False)
    corrected, is_new = enter(running, user, full_name="Nguyễn  Văn Ân ", phone="+84 912 345 678")
    assert not is_new
    assert corrected.personal["full_name"] == "Nguyễn Văn Ân"
    assert corrected.personal["phone"] == "0912345678"
    assert (corrected.number, corrected.entered_at) == (first.number, first.entered_at)
    assert own_entry(slug=running.contest.slug, user_id=user.pk) == corrected
    assert Entry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_entering_many_times_at_once_is_one_entry() -> None:
    running, user = a_contest(), rows.a_user()
    results = at_once(*[lambda: enter(running, user)] * 6)
    assert all(isinstance(one, tuple) for one in results), results
    assert sorted(one[1] for one in results if isinstance(one, tuple)) == [False] * 5 + [True]
    assert (Entry.objects.count(), EntryPersonal.objects.count()) == (1, 1)


def test_after_the_first_attempt_the_entry_stands_but_a_repeat_is_welcome() -> None:
    running, user = a_contest(pool=3), rows.a_user()
    entered, _ = enter(running, user)
    rows.an_open_attempt(running, entry=Entry.objects.get())
    locked = entered._replace(locked=True)
    assert not entered.locked
    assert enter(running, user) == (locked, False)
    with pytest.raises(EntryIsLocked):
        enter(running, user, full_name="Người Khác")
    assert own_entry(slug=running.contest.slug, user_id=user.pk) == locked


@pytest.mark.django_db(transaction=True)
def test_a_correction_waits_for_a_first_attempt_that_is_being_opened() -> None:
    running, user = a_contest(pool=3), rows.a_user()
    enter(running, user)
    entry = Entry.objects.get()

    def correct() -> None:
        try:
            enter(running, user, unit=running.province.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            rows.an_open_attempt(running, entry=entry)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # as the commit does: look for the entry
            correction = pool.submit(correct)
            with pytest.raises(TimeoutError):
                correction.result(timeout=1)
        with pytest.raises(EntryIsLocked):
            correction.result()
    assert Entry.objects.get().unit == entry.unit


@pytest.mark.parametrize("state", ["WITHDRAWN", "NOT_RECOGNISED"])
def test_an_entry_that_no_longer_takes_part_is_not_revived_by_a_form(state: str) -> None:
    running, user = a_contest(), rows.a_user()
    enter(running, user)
    Entry.objects.update(state=state)
    with pytest.raises(EntryIsLocked):
        enter(running, user, full_name="Người Khác")
    assert Entry.objects.get().state == state
    entry = own_entry(slug=running.contest.slug, user_id=user.pk)
    assert entry is not None
    assert entry.locked


def test_registration_ends_at_its_moment_or_with_the_last_round() -> None:
    running = a_contest()
    Contest.objects.update(registration_closes_at=rows.now() - timedelta(seconds=1))
    with pytest.raises(EntryIsClosed):
        enter(running)
    Contest.objects.update(registration_closes_at=None)
    enter(running)
    Round.objects.update(opens_at=rows.now() - timedelta(days=2), closes_at=rows.now() - timedelta(days=1))
    with pytest.raises(EntryIsClosed):
        enter(running)
    assert Entry.objects.count() == 1


def helps(running: rows.Running, user: User) -> None:
    grant_role(
        contest_id=running.contest.pk,
        username=user.username,
        role="HELPER",
        actor_id=rows.a_user().pk,
        now=rows.now(),
    )


def writes_questions(running: rows.Running, user: User) -> None:
    grant_body_role(
        body_id=running.contest.body_id,
        username=user.username,
        role="AUTHOR",
        actor_id=rows.a_user().pk,
        now=rows.now(),
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("grant", [helps, writes_questions])
def test_nobody_gets_both_a_role_and_an_entry(grant: Callable[[rows.Running, User], None]) -> None:
    for _ in range(5):
        running, user = a_contest(), rows.a_user()
        results = at_once(
            lambda: enter(running, user),  # noqa: B023  # the calls end before the next turn
            lambda: grant(running, user),  # noqa: B023
        )
        refused = [one for one in results if isinstance(one, Exception)]
        assert len(refused) == 1
        assert isinstance(refused[0], HasARole | HasEntered)
        roles = ContestRole.objects.filter(user=user), BodyMembership.objects.filter(user=user)
        assert (
            any(found.exists() for found in roles)
            != Entry.objects.filter(contest=running.contest, user=user).exists()
        )


def test_the_moment_at_which_registration_ends_is_past_it() -> None:
    running = a_contest()
    running.round.refresh_from_db()
    ends = running.round.closes_at
    with pytest.raises(EntryIsClosed):
        enter(running, at=ends)
    Contest.objects.update(registration_closes_at=ends - timedelta(minutes=1))
    with pytest.raises(EntryIsClosed):
        enter(running, at=ends - timedelta(minutes=1))
    assert enter(running, at=ends - timedelta(minutes=1, microseconds=1))[1]


def test_the_day_is_that_of_the_place_where_the_contest_is_held() -> None:
    """In the evening of the old day in UTC it is the next day in Ha Noi."""
    running = a_contest(minutes=3 * 24 * 60)
    evening = datetime.combine(rows.now().date(), time(18), UTC)
    local = evening.astimezone(HANOI).date()
    fourteen_today = birthday_in(local, local.year - 14)
    assert enter(running, at=evening, birth_on=fourteen_today)[1]
    with pytest.raises(TooYoung):
        enter(running, at=evening - timedelta(hours=2), birth_on=fourteen_today)


@pytest.mark.parametrize(("begins", "ends", "is_there"), [(0, 1, True), (1, 2, False), (-1, 0, False)])
def test_a_unit_is_there_from_its_first_day_up_to_its_last(begins: int, ends: int, is_there: bool) -> None:
    running, at = a_contest(), rows.now()
    today = at.astimezone(HANOI).date()
    Unit.objects.filter(pk=running.commune.pk).update(
        valid_from=today + timedelta(days=begins), valid_to=today + timedelta(days=ends)
    )
    if is_there:
        assert enter(running, at=at)[1]
    else:
        with pytest.raises(UnitNotInContest):
            enter(running, at=at)


def test_a_unit_is_offered_while_it_is_there_by_the_day_of_the_place() -> None:
    """Half past midnight in Ha Noi is still the evening before in UTC."""
    running = a_contest()
    first_day = date(2026, 7, 1)
    midnight = datetime.combine(first_day, time(), HANOI).astimezone(UTC)
    after, before = midnight + timedelta(minutes=30), midnight - timedelta(minutes=30)

    def offered(at: datetime, slug: str) -> bool:
        found = found_units(text="tan tien", slug=slug, under=None, now=at)
        return [one.id for one in found] == [running.commune.pk]

    for slug in (running.contest.slug, ""):
        Unit.objects.filter(pk=running.commune.pk).update(valid_from=first_day, valid_to=None)
        assert (offered(before, slug), offered(after, slug)) == (False, True)
        Unit.objects.filter(pk=running.commune.pk).update(valid_from=None, valid_to=first_day)
        assert (offered(before, slug), offered(after, slug)) == (True, False)
    Contest.objects.update(time_zone="Asia/Tokyo")
    assert not offered(before - timedelta(hours=1), running.contest.slug)


@pytest.mark.parametrize("ended", [False, True])
@pytest.mark.parametrize("role", ContestRole.Role.values)
def test_who_helped_to_run_a_contest_never_enters_it(role: str, ended: bool) -> None:
    running, elsewhere, user = a_contest(), a_contest(), rows.a_user()
    at = rows.now()
    ContestRole.objects.create(
        contest=running.contest, user=user, role=role, granted_at=at, ended_at=at if ended else None
    )
    with pytest.raises(HasARole):
        enter(running, user)
    assert enter(elsewhere, user)[1]


@pytest.mark.parametrize("role", ["AUTHOR", "REVIEWER", "MANAGER"])
def test_who_saw_the_keys_of_a_body_enters_none_of_its_contests(role: str) -> None:
    running, elsewhere, user = a_contest(), a_contest(), rows.a_user()
    membership = BodyMembership.objects.create(
        body=running.contest.body, user=user, role=role, granted_at=rows.now()
    )
    with pytest.raises(HasARole):
        enter(running, user)
    assert enter(elsewhere, user)[1]
    membership.ended_at = rows.now()
    membership.save()
    with pytest.raises(HasARole):
        enter(running, user)


def test_a_unit_manager_sees_counts_only_and_may_enter() -> None:
    running, user = a_contest(), rows.a_user()
    UnitMembership.objects.create(
        unit=running.commune,
        body=running.contest.body,
        user=user,
        granted_by=rows.a_user(),
        granted_at=rows.now(),
    )
    assert enter(running, user)[1]


@pytest.mark.django_db(transaction=True)
def test_a_phone_serves_a_family_but_not_a_village() -> None:
    running = a_contest(shared_contact_limit=3)
    phones = ["0912345678", "+84912345678", "84 912 345 678", "0912.345.678", "0912-345-678"]
    results = at_once(*[lambda phone=phone: enter(running, phone=phone) for phone in phones])
    assert sum(isinstance(one, tuple) for one in results) == 3
    assert sum(isinstance(one, PhoneUsedTooOften) for one in results) == 2
    assert enter(a_contest(), phone=phones[0])[1]
    assert enter(running, phone="0987654321")[1]


def test_one_s_own_phone_does_not_count_against_a_correction() -> None:
    running, user = a_contest(shared_contact_limit=1), rows.a_user()
    enter(running, user, phone="0912345678")
    assert (
        enter(running, user, phone="0912345678", full_name="Nguyễn Ân")[0].personal["full_name"]
        == "Nguyễn Ân"
    )


def test_age_is_asked_on_the_day_the_terms_name() -> None:
    today = rows.now().date()
    in_days = today + timedelta(days=2)
    fourteen_tomorrow = birthday_in(in_days, in_days.year - 14)
    with pytest.raises(TooYoung):
        enter(a_contest(), birth_on=fourteen_tomorrow)
    assert enter(a_contest(), birth_on=date(today.year - 15, 1, 1))[1]
    assert enter(a_contest(eligibility={}), birth_on=fourteen_tomorrow)[1]


def test_a_child_names_a_guardian_where_the_terms_ask_for_one() -> None:
    running = a_contest(eligibility={"age_from": 6}, guardian_below_age=16)
    birth_on = date(rows.now().year - 10, 1, 1)
    with pytest.raises(GuardianMissing):
        enter(running, birth_on=birth_on)
    assert enter(running, birth_on=birth_on, guardian_name="Nguyễn Thị Mẹ")[1]
    assert enter(running)[1]


@pytest.mark.parametrize("guardian_below_age", [16, None])
def test_a_required_guardian_keeps_out_nobody_who_needs_none(guardian_below_age: int | None) -> None:
    names = (*ASKED[:3], "guardian_name", "guardian_phone")
    asked = [{"field": name, "need": "REQUIRED"} for name in names]
    running = a_contest(registration=asked, eligibility={}, guardian_below_age=guardian_below_age)
    assert enter(running)[1]
    child = date(rows.now().year - 10, 1, 1)
    if guardian_below_age is None:
        assert enter(running, birth_on=child)[1]
        return
    with pytest.raises(FieldsNotValid) as refusal:
        enter(running, birth_on=child)
    wrong = {name: [{"code": "required"}] for name in names[3:]}
    assert refusal.value.details == {"fields": wrong}


def _units(running: rows.Running) -> dict[str, UUID]:
    """Units that are not this contest's, by why."""
    body = rows.a_running_contest(pool=0).contest.body
    province, root = running.province, [running.province.pk]
    made = {
        "of another province": Unit(kind="COMMUNE", name="Xã Khác", ancestors=[]),
        "of another body": Unit(kind="SCHOOL", name="Trường", body=body, parent=province, ancestors=root),
        "no longer there": Unit(
            kind="COMMUNE", name="Xã Cũ", parent=province, ancestors=root, valid_to=date(2025, 7, 1)
        ),
        "not yet there": Unit(
            kind="COMMUNE", name="Xã Mới", parent=province, ancestors=root, valid_from=date(2099, 1, 1)
        ),
    }
    for unit in made.values():
        unit.folded = folded(unit.name)
        unit.save()
    return {name: unit.pk for name, unit in made.items()} | {"none at all": rows.a_user().pk}


def test_only_a_unit_of_the_contest_will_do() -> None:
    running = a_contest()
    for name, unit_id in _units(running).items():
        with pytest.raises(UnitNotInContest):
            enter(running, unit=unit_id)
        assert not Entry.objects.exists(), name
    assert enter(running, unit=running.province.pk)[1]


def test_a_division_is_one_of_the_contest_s() -> None:
    asked = [{"field": name, "need": "REQUIRED"} for name in ("full_name", "birth_on", "unit", "division")]
    divisions = [{"code": "A", "title": {"vi": "Bảng A"}}]
    running = a_contest(registration=asked, divisions=divisions)
    for code in "AB":  # B is of terms that are not in effect
        Division.objects.create(contest=running.contest, code=code, title={"vi": f"Bảng {code}"})
    with pytest.raises(FieldsNotValid):
        enter(running)
    for code in "BC":
        with pytest.raises(DivisionUnknown):
            enter(running, division=code)
    assert enter(running, division="A")[0].division == "A"


@pytest.mark.parametrize(
    "phone", ["12345", "09123", "091234567890123", "không có", "+1 555 0100", "٠٩١٢٣٤٥٦٧٨"]
)
def test_what_is_no_vietnamese_number_is_told_so(phone: str) -> None:
    with pytest.raises(FieldsNotValid) as refusal:
        enter(a_contest(), phone=phone)
    assert refusal.value.details["fields"] == {"phone": [{"code": "invalid"}]}


@pytest.mark.parametrize(
    "text", ["Xã Tân Tiến", "tan tien", "tân", "TÂN  TIẾN", "tien tan", "tan tiem", "huyen cu"]
)
def test_units_are_found_as_people_type_them(text: str) -> None:
    running = a_contest()
    UnitAlias.objects.create(unit=running.commune, name="Huyện Cũ", folded="huyen cu")
    other = rows.a_running_contest(pool=0)
    found = found_units(text=text, slug=running.contest.slug, under=None, now=rows.now())
    assert [one.id for one in found if one.id == running.commune.pk] == [running.commune.pk]
    assert other.commune.pk not in [one.id for one in found]
    assert found[0].parent_name == "Tỉnh Hưng Yên"
    assert (found[0].alias == "Huyện Cũ") == (text == "huyen cu")


@pytest.mark.parametrize("text", ["", "%", "_", "\\", "'", "100%", "xyz"])
def test_signs_of_a_pattern_are_only_letters(text: str) -> None:
    running = a_contest()
    found = found_units(text=text, slug=running.contest.slug, under=running.province.pk, now=rows.now())
    assert [one.id for one in found] == ([running.commune.pk] if text == "" else [])


def test_units_of_another_body_are_not_found_without_its_contest() -> None:
    running = a_contest()
    school = Unit.objects.create(
        kind="SCHOOL",
        name="Trường Trung học Mây Trắng",
        folded="truong trung hoc may trang",
        body=running.contest.body,
        parent=running.province,
        ancestors=[running.province.pk],
    )

    def found(slug: str) -> list[UUID]:
        return [one.id for one in found_units(text="may trang", slug=slug, under=None, now=rows.now())]

    assert found(running.contest.slug) == [school.pk]
    assert found("") == []
    assert found(a_contest().contest.slug) == []
