"""How many people of a unit are meant to take part."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from contest.accounts.models import Unit
from contest.models import HeadCount
from contest.services.hold_contest import hold_contest
from contest.services.record_audit import record_audit
from quizzes.refusals import FieldsNotValid, Refusal


class UnitNotInContest(Refusal):
    """The unit lies outside the tree people of this contest choose from."""

    code = "unit_not_in_contest"


def add_head_count(
    *,
    contest_id: UUID,
    unit_id: UUID,
    people: int,
    source: str,
    counted_on: date,
    actor_id: UUID,
    now: datetime,
) -> HeadCount:
    """Set a unit's head-count, with the paper it comes from; the one before stays in the audit.

    Refuses UnitNotInContest, and FieldsNotValid for a day that is still to come where the contest is held.
    """
    with transaction.atomic():
        contest = hold_contest(contest_id=contest_id)
        if counted_on > now.astimezone(ZoneInfo(contest.time_zone)).date():
            raise FieldsNotValid(fields={"counted_on": [{"code": "in_the_future"}]})
        unit = Unit.objects.filter(pk=unit_id).first()
        root_id = contest.unit_root_id
        if unit is None or not root_id or root_id not in (unit.pk, *unit.ancestors):
            raise UnitNotInContest(unit=str(unit_id))
        before = HeadCount.objects.filter(contest=contest, unit=unit).values("people").first()
        counted, _ = HeadCount.objects.update_or_create(
            contest=contest,
            unit=unit,
            defaults={"people": people, "source": source, "counted_on": counted_on},
        )
        record_audit(
            action="head_count_set",
            actor_id=actor_id,
            about=counted,
            body_id=contest.body_id,
            contest_id=contest.pk,
            before=dict(before or {}),
            after={"unit": str(unit.pk), "people": people},
            note=source,
            now=now,
        )
    return counted
