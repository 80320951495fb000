"""A role in a contest for a person."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from contest.accounts.login_names import login_name
from contest.accounts.models import User
from contest.models import ContestRole, Entry
from contest.services.hold_contest import hold_contest
from contest.services.record_audit import record_audit
from quizzes.refusals import Refusal


class UserUnknown(Refusal):
    """No account has this login name."""

    code = "user_unknown"


class HasEntered(Refusal):
    """The person takes part in the contest, or in one of the body's, so cannot also help to run it."""

    code = "has_entered"


def grant_role(*, contest_id: UUID, username: str, role: str, actor_id: UUID, now: datetime) -> ContestRole:
    """Give a person a role; a role the person already has stays as it is.

    The account is locked while the entry is looked for, and entering locks it, too: nobody gets both.
    The contest is held, so that it is not deleted meanwhile. Refuses UserUnknown, NotFound, HasEntered.
    """
    with transaction.atomic():
        user = (
            User.objects.select_for_update(no_key=True)
            .filter(username=login_name(username), is_active=True)
            .first()
        )
        if user is None:
            raise UserUnknown(username=username)
        contest = hold_contest(contest_id=contest_id)
        if Entry.objects.filter(contest=contest, user=user).exclude(state=Entry.State.WITHDRAWN).exists():
            raise HasEntered
        granted, created = ContestRole.objects.get_or_create(
            contest=contest,
            user=user,
            role=role,
            ended_at=None,
            defaults={"granted_by_id": actor_id, "granted_at": now},
        )
        if created:
            record_audit(
                action="role_granted",
                actor_id=actor_id,
                about=granted,
                body_id=contest.body_id,
                contest_id=contest.pk,
                after={"user": str(user.pk), "role": role},
                now=now,
            )
    return granted
