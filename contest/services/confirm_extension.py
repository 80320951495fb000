"""The second person's word on an extension that took effect at once."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from contest.models import AuditRecord
from contest.queries.extensions import waiting_extensions
from contest.services.confirm_ruling import SamePerson
from contest.services.hold_round import hold_round
from contest.services.record_audit import record_audit
from quizzes.refusals import Refusal


class NoExtension(Refusal):
    """The round has no extension that waits for a second person."""

    code = "no_extension"


def confirm_extension(*, round_id: UUID, actor_id: UUID, now: datetime) -> AuditRecord:
    """Record that a second person stands behind the newest extension. Refuses NoExtension, SamePerson."""
    with transaction.atomic():
        extended = hold_round(round_id=round_id)
        extension = waiting_extensions(contest_id=extended.contest_id).get(round_id)
        if extension is None:
            raise NoExtension
        if extension.actor_id == actor_id:
            raise SamePerson
        return record_audit(
            action="round_extension_confirmed",
            actor_id=actor_id,
            about=extended,
            body_id=extended.contest.body_id,
            contest_id=extended.contest_id,
            before={"extended_by": str(extension.actor_id)},
            after={"extension": str(extension.pk)},
            now=now,
        )
