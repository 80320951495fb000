"""The deletion of a draft question, on record."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from contest.services.record_audit import record_audit
from quizzes.services.delete_question import delete_question


def delete_draft_question(*, question_id: UUID, actor_id: UUID, now: datetime) -> None:
    """Delete a draft that was never approved. Refuses what `delete_question` refuses."""
    with transaction.atomic():
        question = delete_question(question_id=question_id)
        record_audit(
            action="question_deleted",
            actor_id=actor_id,
            about=question,
            body_id=question.bank.owner_id,
            before={"bank": question.bank.slug, "author": str(question.author_id)},
            now=now,
        )
