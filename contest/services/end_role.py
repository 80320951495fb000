"""The end of a person's role in a contest."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from contest.models import ContestRole
from contest.services.record_audit import record_audit


def end_role(*, contest_id: UUID, role_id: UUID, actor_id: UUID, now: datetime) -> bool:
    """End a role from now on; False when it had ended before. The row stays: it says who could do what."""
    with transaction.atomic():
        if not ContestRole.objects.filter(pk=role_id, contest=contest_id, ended_at=None).update(ended_at=now):
            return False
        ended = ContestRole.objects.select_related("contest").get(pk=role_id)
        record_audit(
            action="role_ended",
            actor_id=actor_id,
            about=ended,
            body_id=ended.contest.body_id,
            contest_id=ended.contest_id,
            before={"user": str(ended.user_id), "role": ended.role},
            now=now,
        )
    return True
