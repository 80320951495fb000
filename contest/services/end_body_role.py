"""The end of a person's role on a body."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from contest.accounts.models import Body, BodyMembership
from contest.services.record_audit import record_audit
from quizzes.refusals import Refusal


class LastManager(Refusal):
    """Nobody would be left to manage the body."""

    code = "last_manager"


def end_body_role(*, body_id: UUID, role_id: UUID, actor_id: UUID, now: datetime) -> bool:
    """End a role from now on; False when it had ended before. Refuses LastManager."""
    with transaction.atomic():
        Body.objects.select_for_update(no_key=True).get(pk=body_id)
        ended = BodyMembership.objects.filter(pk=role_id, body=body_id, ended_at=None).first()
        if ended is None:
            return False
        managers = BodyMembership.objects.filter(
            body=body_id, role=BodyMembership.Role.MANAGER, ended_at=None
        )
        if ended.role == BodyMembership.Role.MANAGER and managers.count() == 1:
            raise LastManager
        ended.ended_at = now
        ended.save(update_fields=["ended_at"])
        record_audit(
            action="body_role_ended",
            actor_id=actor_id,
            about=ended,
            body_id=body_id,
            before={"user": str(ended.user_id), "role": ended.role},
            now=now,
        )
    return True
