"""A role on a body for a person."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from contest.accounts.login_names import login_name
from contest.accounts.models import Body, BodyMembership, User
from contest.models import Contest, Entry, Round
from contest.queries.clock import database_time
from contest.services.grant_role import HasEntered, UserUnknown
from contest.services.record_audit import record_audit


def grant_body_role(
    *, body_id: UUID, username: str, role: str, actor_id: UUID | None, now: datetime
) -> BodyMembership:
    """Give a person a role; a role the person already has stays as it is.

    The body's people see the keys, so nobody gets one who can still take a round of the body's, one that is
    open or to come; later ones they cannot start (`contest.queries.exclusion`). Meanwhile the account is
    locked, as for entering, and so are the contests, that no round is added or moved. `actor_id` None: given
    by the operator of the installation. Refuses UserUnknown, HasEntered.
    """
    with transaction.atomic():
        body = Body.objects.get(pk=body_id)
        user = (
            User.objects.select_for_update(no_key=True)
            .filter(username=login_name(username), is_active=True)
            .first()
        )
        if user is None:
            raise UserUnknown(username=username)
        if _can_still_start(user, body):
            raise HasEntered
        granted, created = BodyMembership.objects.get_or_create(
            body=body,
            user=user,
            role=role,
            ended_at=None,
            defaults={"granted_by_id": actor_id, "granted_at": now},
        )
        if created:
            record_audit(
                action="body_role_granted",
                actor_id=actor_id,
                about=granted,
                body_id=body.pk,
                after={"user": str(user.pk), "role": role},
                now=now,
            )
    return granted


def _can_still_start(user: User, body: Body) -> bool:
    entries = Entry.objects.filter(user=user).exclude(state=Entry.State.WITHDRAWN)
    held = Contest.objects.select_for_update(no_key=True).filter(
        pk__in=entries.values("contest"), body=body, retired_at=None
    )
    contests = list(held.order_by("pk"))
    return Round.objects.filter(contest__in=contests, closes_at__gt=database_time()).exists()
