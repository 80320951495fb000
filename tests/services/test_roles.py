"""Whoever helps to run a contest takes no part in it, and the other way round (needs N4)."""

import pytest

from contest.models import AuditRecord, ContestRole, Entry
from contest.services.end_role import end_role
from contest.services.grant_role import HasEntered, UserUnknown, grant_role
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
