"""The end of a person's charge of a unit."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from contest.accounts.models import UnitMembership
from contest.queries.unit_managers import charges_in
from contest.services.hold_contest import hold_contest
from contest.services.record_audit import record_audit


def end_unit_role(*, contest_id: UUID, membership_id: UUID, actor_id: UUID, now: datetime) -> bool:
    """End a charge from now on; False where the contest's units have no such one now. The row stays.

    Refuses NotFound.
    """
    with transaction.atomic():
        contest = hold_contest(contest_id=contest_id)
        if not charges_in(contest).filter(pk=membership_id).update(ended_at=now):
            return False
        ended = UnitMembership.objects.get(pk=membership_id)
        record_audit(
            action="unit_manager_ended",
            actor_id=actor_id,
            about=ended,
            body_id=contest.body_id,
            contest_id=contest.pk,
            before={"user": str(ended.user_id), "unit": str(ended.unit_id)},
            now=now,
        )
    return True
