"""A change to what a contest says of itself."""

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from django.db import transaction

from contest.accounts.models import PrivacyNotice
from contest.models import Contest, Entry, LifecycleState
from contest.queries.staff import may_choose_units_of
from contest.services.create_contest import UnitUnknown
from contest.services.hold_contest import hold_contest
from contest.services.record_audit import record_audit
from quizzes.refusals import Refusal


class ContestHasEntries(Refusal):
    """People have entered under this unit tree; `fields` stay as they are."""

    code = "contest_has_entries"


class ContestIsPublished(Refusal):
    """People enter under it, so `fields` may be replaced but not emptied."""

    code = "contest_is_published"


class PrivacyNoticeUnknown(Refusal):
    """No such notice of the contest's body."""

    code = "privacy_notice_unknown"


class ContestPlan(TypedDict):
    """What people decide about a contest outside its terms and rounds."""

    title: dict[str, str]
    summary: dict[str, str]
    unit_root: UUID | None
    privacy_notice: UUID | None
    registration_closes_at: datetime | None


def change_contest(*, contest_id: UUID, plan: ContestPlan, actor_id: UUID, now: datetime) -> Contest:
    """Replace the plan of a contest.

    Refuses UnitUnknown, PrivacyNoticeUnknown, ContestIsPublished where nothing would tell people any more
    what becomes of their data, and ContestHasEntries where the unit tree would change under people who chose
    a unit in it.
    """
    with transaction.atomic():
        contest = hold_contest(contest_id=contest_id)
        _check_unit(contest, plan["unit_root"])
        notice_id = plan["privacy_notice"]
        if notice_id is None and contest.state != LifecycleState.DRAFT:
            raise ContestIsPublished(fields=["privacy_notice"])
        if notice_id and not PrivacyNotice.objects.filter(pk=notice_id, body=contest.body_id).exists():
            raise PrivacyNoticeUnknown(privacy_notice=str(notice_id))
        columns = {
            "title": plan["title"],
            "summary": plan["summary"],
            "unit_root_id": plan["unit_root"],
            "privacy_notice_id": notice_id,
            "registration_closes_at": plan["registration_closes_at"],
        }
        different = [name for name, value in columns.items() if getattr(contest, name) != value]
        Contest.objects.filter(pk=contest_id).update(**columns)
        contest.refresh_from_db()
        record_audit(
            action="contest_changed",
            actor_id=actor_id,
            about=contest,
            body_id=contest.body_id,
            contest_id=contest.pk,
            after={"changed": different},
            now=now,
        )
    return contest


def _check_unit(contest: Contest, unit_id: UUID | None) -> None:
    if unit_id == contest.unit_root_id:
        return
    if unit_id and not may_choose_units_of(body_id=contest.body_id, unit_id=unit_id):
        raise UnitUnknown(unit=str(unit_id))
    # Whoever enters now holds the key until the entry can be seen.
    Contest.objects.select_for_update().get(pk=contest.pk)
    if Entry.objects.filter(contest=contest).exists():
        raise ContestHasEntries(fields=["unit_root"])
