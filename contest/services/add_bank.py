"""A question bank of a body, on record."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from contest.services.record_audit import record_audit
from quizzes.models import QuestionBank
from quizzes.services.create_bank import create_bank


def add_bank(
    *, body_id: UUID, slug: str, title: str, is_open: bool = False, actor_id: UUID | None, now: datetime
) -> QuestionBank:
    """What `create_bank` gives and refuses; without an actor the operator of the installation did it."""
    with transaction.atomic():
        bank = create_bank(owner_id=body_id, slug=slug, title=title, is_open=is_open)
        record_audit(
            action="bank_created",
            actor_id=actor_id,
            about=bank,
            body_id=body_id,
            after={"slug": slug, "is_open": is_open},
            now=now,
        )
    return bank
