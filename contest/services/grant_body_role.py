"""A role on a body for a person."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from contest.accounts.login_names import login_name
from contest.accounts.models import Body, BodyMembership, User
from contest.models import Entry, LifecycleState
from contest.services.grant_role import HasEntered, UserUnknown
from contest.services.record_audit import record_audit


def grant_body_role(
    *, body_id: UUID, username: str, role: str, actor_id: UUID | None, now: datetime
) -> BodyMembership:
    """Give a person a role; a role the person already has stays as it is.

    Who takes part in a contest of the body that is not over, awards and all, gets none, between its rounds
    neither: the body's people see the keys, and another round may follow. The account is locked meanwhile,
    and entering locks it, too. `actor_id` None: given by the operator of the installation.
    Refuses UserUnknown, HasEntered.
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
        entries = Entry.objects.filter(user=user, contest__body=body, contest__retired_at=None)
        over = Q(state=Entry.State.WITHDRAWN) | Q(contest__state=LifecycleState.AWARDED)
        if entries.exclude(over).exists():
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
