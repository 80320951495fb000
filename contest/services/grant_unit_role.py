"""The charge of a unit for a person."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from contest.accounts.login_names import login_name
from contest.accounts.models import Unit, UnitMembership, User
from contest.services.add_head_count import UnitNotInContest
from contest.services.grant_role import UserUnknown
from contest.services.hold_contest import hold_contest
from contest.services.record_audit import record_audit


def grant_unit_role(
    *, contest_id: UUID, username: str, unit_id: UUID, actor_id: UUID, now: datetime
) -> UnitMembership:
    """Let a person see how many of a unit, with all below it, take part in the contests of the body.

    Only counts are seen, and only such as the public may see, so whoever has entered may have it, too. A
    charge the person already has stays as it is. Refuses NotFound, UserUnknown, UnitNotInContest.
    """
    with transaction.atomic():
        contest = hold_contest(contest_id=contest_id)
        unit, root_id = Unit.objects.filter(pk=unit_id).first(), contest.unit_root_id
        if unit is None or not root_id or root_id not in (unit.pk, *unit.ancestors):
            raise UnitNotInContest(unit=str(unit_id))
        user = User.objects.filter(username=login_name(username), is_active=True).first()
        if user is None:
            raise UserUnknown(username=username)
        granted, created = UnitMembership.objects.get_or_create(
            unit=unit,
            body_id=contest.body_id,
            user=user,
            ended_at=None,
            defaults={"granted_by_id": actor_id, "granted_at": now},
        )
        if created:
            record_audit(
                action="unit_manager_granted",
                actor_id=actor_id,
                about=granted,
                body_id=contest.body_id,
                contest_id=contest.pk,
                after={"user": str(user.pk), "unit": str(unit.pk)},
                now=now,
            )
    return granted
