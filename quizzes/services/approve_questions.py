"""The approval of many questions at once, by a second person."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from msgspec import Struct

from quizzes.models import Question, QuestionEvent
from quizzes.services.check_approvals import check_approvals

Status = Question.Status
BATCH = 500


class Refused(Struct, frozen=True):
    """A question that stays in review, and why."""

    question: UUID
    code: str


class Approval(Struct, frozen=True):
    """How many questions were approved, and which were not, each with the code of its refusal."""

    approved: int
    refused: tuple[Refused, ...]


def approve_questions(
    *, bank_id: UUID, reviewer_id: UUID, now: datetime, only: Collection[UUID] | None = None
) -> Approval:
    """Approve every question of the bank that is in review, or those named in `only`.

    Each question is decided by itself under the rules of `check_approvals`; the own ones are refused
    `own_question` and stay in review. All are locked while they are looked at: what was checked is approved.
    """
    waiting = Question.objects.filter(bank_id=bank_id, status=Status.IN_REVIEW, current__isnull=False)
    if only is not None:
        waiting = waiting.filter(pk__in=only)
    with transaction.atomic():
        questions = list(waiting.select_related("current").select_for_update(of=("self",)).order_by("pk"))
        refused = check_approvals(questions=questions, reviewer_id=reviewer_id, now=now)
        passed = [question for question in questions if question.pk not in refused]
        Question.objects.filter(pk__in=[question.pk for question in passed]).update(status=Status.APPROVED)
        QuestionEvent.objects.bulk_create(
            (
                QuestionEvent(
                    question=question,
                    version=question.current,
                    action=QuestionEvent.Action.APPROVED,
                    actor_id=reviewer_id,
                    at=now,
                )
                for question in passed
            ),
            batch_size=BATCH,
        )
    return Approval(
        approved=len(passed),
        refused=tuple(Refused(question, refusal.code) for question, refusal in refused.items()),
    )
