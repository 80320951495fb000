"""Roles on bodies and in contests; whoever helps to run a contest takes no part in it (needs N4)."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from io import StringIO
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from contest.accounts.models import Body, BodyMembership, User
from contest.models import AuditRecord, Contest, ContestRole, Entry, Round
from contest.queries.staff import Act, body_acts
from contest.services.change_body import CONTACT
from contest.services.end_body_role import LastManager, end_body_role
from contest.services.end_role import end_role
from contest.services.enter_contest import HasARole
from contest.services.grant_body_role import grant_body_role
from contest.services.grant_role import HasEntered, UserUnknown, grant_role
from tests.services import live_rows as live
from tests.services import staff_rows as rows

pytestmark = pytest.mark.django_db
NOW = rows.NOW


def test_a_role_is_granted_once_and_recorded_once() -> None:
    contest = rows.a_draft()
    person, actor = rows.a_person(), rows.a_person()
    granted = {
        grant_role(contest_id=contest.pk, username=name, role="JUDGE", actor_id=actor.pk, now=NOW).pk
        for name in (person.username, f" {person.username.upper()} ")
    }
    assert len(granted) == 1
    assert AuditRecord.objects.filter(action="role_granted").count() == 1


def test_nobody_judges_a_contest_they_take_part_in() -> None:
    contest = rows.a_draft()
    entry = rows.an_entry(contest)
    with pytest.raises(HasEntered):
        grant_role(
            contest_id=contest.pk,
            username=entry.user.username,
            role="HELPER",
            actor_id=rows.a_person().pk,
            now=NOW,
        )
    assert not ContestRole.objects.filter(user=entry.user).exists()


def test_a_withdrawn_entry_and_an_entry_elsewhere_are_no_obstacle() -> None:
    contest, elsewhere = rows.a_draft(), rows.a_draft()
    entry = rows.an_entry(contest)
    rows.an_entry(elsewhere, user=entry.user)
    Entry.objects.filter(pk=entry.pk).update(state=Entry.State.WITHDRAWN)
    granted = grant_role(
        contest_id=contest.pk,
        username=entry.user.username,
        role="HELPER",
        actor_id=rows.a_person().pk,
        now=NOW,
    )
    assert granted.user == entry.user


def write_questions(body_id: UUID, user: User) -> None:
    """Make the person an author of the body."""
    grant_body_role(
        body_id=body_id, username=user.username, role="AUTHOR", actor_id=rows.a_person().pk, now=live.now()
    )


def moved(running: live.Running, *, days: int) -> None:
    """The round, which is open now, as it is so many days earlier or later."""
    one, shift = running.round, timedelta(days=days)
    Round.objects.filter(pk=one.pk).update(opens_at=one.opens_at + shift, closes_at=one.closes_at + shift)


@pytest.mark.parametrize("days", [0, 1])
def test_a_body_gives_no_role_to_who_can_still_take_a_round_of_its(days: int) -> None:
    running = live.a_running_contest(pool=0)
    body_id, user = running.contest.body_id, live.an_entry(running).user
    moved(running, days=days)
    with pytest.raises(HasEntered):
        write_questions(body_id, user)
    write_questions(rows.a_body().pk, user)
    write_questions(body_id, live.an_entry(live.a_running_contest(pool=0)).user)
    Contest.objects.filter(pk=running.contest.pk).update(retired_at=live.now())
    write_questions(body_id, user)


def test_who_took_a_round_may_get_a_role_afterwards_and_starts_no_more() -> None:
    running = live.a_running_contest()
    entry, other = live.an_entry(running), live.an_entry(running)
    live.an_open_attempt(running, entry=entry)
    moved(running, days=-1)
    write_questions(running.contest.body_id, entry.user)
    running.round = live.a_round(running.contest, running.bank, number=2)
    for ended_at in (None, live.now()):
        BodyMembership.objects.filter(user=entry.user).update(ended_at=ended_at)
        with pytest.raises(HasARole):
            live.an_open_attempt(running, entry=entry)
    assert live.an_open_attempt(running, entry=other).is_new


@pytest.mark.parametrize("ended_at", [None, NOW])
def test_who_ever_had_a_role_in_a_contest_starts_in_none_of_its_rounds(ended_at: datetime | None) -> None:
    running, elsewhere = live.a_running_contest(), live.a_running_contest()
    entry = live.an_entry(running)
    ContestRole.objects.create(
        contest=running.contest, user=entry.user, role="JUDGE", granted_at=NOW, ended_at=ended_at
    )
    with pytest.raises(HasARole):
        live.an_open_attempt(running, entry=entry)
    assert live.an_open_attempt(elsewhere, entry=live.an_entry(elsewhere, entry.user)).is_new


@pytest.mark.django_db(transaction=True)
def test_a_round_that_is_added_while_a_role_is_granted_is_seen() -> None:
    running = live.a_running_contest(pool=0)
    entry = live.an_entry(running)
    moved(running, days=-1)

    def grant() -> None:
        try:
            write_questions(running.contest.body_id, entry.user)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Contest.objects.select_for_update(no_key=True).get(pk=running.contest.pk)
            granting = pool.submit(grant)
            time.sleep(0.5)
            live.a_round(running.contest, running.bank, number=2, pool=0)
        with pytest.raises(HasEntered):
            granting.result()
    assert not BodyMembership.objects.filter(user=entry.user).exists()


@pytest.mark.parametrize("typed", ["+84 912 345 678", "84912345678", " 0912.345.678 "])
def test_a_telephone_number_finds_its_account_however_it_is_typed(typed: str) -> None:
    contest, actor = rows.a_draft(), rows.a_person().pk
    user = User.objects.create(username="0912345678", password="!")
    granted = grant_role(contest_id=contest.pk, username=typed, role="JUDGE", actor_id=actor, now=NOW)
    on_body = grant_body_role(body_id=contest.body_id, username=typed, role="AUTHOR", actor_id=actor, now=NOW)
    assert granted.user == on_body.user == user


def test_an_unknown_name_gets_nothing() -> None:
    contest = rows.a_draft()
    with pytest.raises(UserUnknown):
        grant_role(
            contest_id=contest.pk, username="khong-co", role="JUDGE", actor_id=rows.a_person().pk, now=NOW
        )


def test_a_role_ends_once_and_stays_as_a_row() -> None:
    contest = rows.a_draft()
    judge = rows.an_official(contest, "JUDGE")
    role = ContestRole.objects.get(user=judge)
    actor = rows.a_person().pk
    assert not end_role(contest_id=rows.a_draft().pk, role_id=role.pk, actor_id=actor, now=NOW)
    assert end_role(contest_id=contest.pk, role_id=role.pk, actor_id=actor, now=NOW)
    assert not end_role(contest_id=contest.pk, role_id=role.pk, actor_id=actor, now=NOW)
    role.refresh_from_db()
    assert role.ended_at == NOW


def test_a_body_is_made_with_its_first_manager_and_only_once() -> None:
    said = StringIO()
    words = ("create_body", "so-tu-phap", "--name", "Sở Tư pháp", "--manager", "Quan-Ly")
    call_command(*words, stdout=said)
    password = said.getvalue().rpartition(" ")[2].strip()
    manager = User.objects.get(username="quan-ly")
    assert manager.check_password(password)
    body = Body.objects.get(slug="so-tu-phap")
    assert body_acts(user_id=manager.pk, body_id=body.pk) >= {Act.MANAGE_BODY, Act.CREATE_CONTEST}
    with pytest.raises(CommandError):
        call_command(*words, stdout=said)
    assert Body.objects.count() == 1
    assert list(AuditRecord.objects.filter(body=body).values_list("action", flat=True)) == [
        "body_created",
        "body_role_granted",
    ]


def test_a_body_says_how_it_is_reached_and_keeps_what_is_not_named_anew() -> None:
    body = rows.a_body()
    call_command("change_body", body.slug, "--hotline", "1900 0000", "--responsible-person", "Bà Lan")
    call_command("change_body", body.slug, "--hotline-hours", "Giờ hành chính", "--email", "tt@example.vn")
    call_command("change_body", body.slug, "--hotline-hours-en", "Office hours")
    call_command("change_body", body.slug, "--signatory", "Ông Minh", "--signatory-title", "Giám đốc")
    for wrong in (
        ("--email", "không có"),
        ("--phone", "0" * 31),
        ("--hotline-hours", "x" * 121),
        ("--hotline-hours", ""),
    ):
        with pytest.raises(CommandError):
            call_command("change_body", body.slug, *wrong)
    with pytest.raises(CommandError):
        call_command("change_body", "khong-co")
    body.refresh_from_db()
    said = {name: getattr(body, name) for name in CONTACT}
    assert said == {
        "address": "",
        "phone": "",
        "email": "tt@example.vn",
        "hotline": "1900 0000",
        "responsible_person": "Bà Lan",
        "signatory": "Ông Minh",
        "signatory_title": "Giám đốc",
    }
    assert body.hotline_hours == {"vi": "Giờ hành chính", "en": "Office hours"}
    records = AuditRecord.objects.filter(body=body, action="body_changed")
    assert records.count() == 4
    assert "Lan" not in str([record.after for record in records])


def test_a_role_on_a_body_is_granted_once_and_ended_once() -> None:
    body = rows.a_body()
    manager, person = rows.a_member(body, "MANAGER").pk, rows.a_person()
    granted = {
        grant_body_role(
            body_id=body.pk, username=person.username, role="REVIEWER", actor_id=manager, now=NOW
        ).pk
        for _ in range(2)
    }
    assert len(granted) == 1
    role_id = granted.pop()
    assert not end_body_role(body_id=rows.a_body().pk, role_id=role_id, actor_id=manager, now=NOW)
    assert end_body_role(body_id=body.pk, role_id=role_id, actor_id=manager, now=NOW)
    assert not end_body_role(body_id=body.pk, role_id=role_id, actor_id=manager, now=NOW)
    assert body_acts(user_id=person.pk, body_id=body.pk) == set()


def test_a_body_is_never_left_without_a_manager() -> None:
    body = rows.a_body()
    first = rows.a_member(body, "MANAGER")
    only = body.memberships.get(user=first)
    with pytest.raises(LastManager):
        end_body_role(body_id=body.pk, role_id=only.pk, actor_id=first.pk, now=NOW)
    second = rows.a_member(body, "MANAGER")
    assert end_body_role(body_id=body.pk, role_id=only.pk, actor_id=second.pk, now=NOW)
