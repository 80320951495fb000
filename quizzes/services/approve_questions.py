"""The approval of many questions at once, by a second person."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from quizzes.models import Question
from quizzes.refusals import Refusal
from quizzes.services.review_question import Decision, review_question


class Refused(Struct, frozen=True):
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

    Each question is decided by itself under the rules of `review_question`; the own ones are refused
    `own_question` and stay in review.
    """
    waiting = Question.objects.filter(bank_id=bank_id, status=Question.Status.IN_REVIEW).order_by("pk")
    if only is not None:
        waiting = waiting.filter(pk__in=only)
    approved = 0
    refused: list[Refused] = []
    for question_id in waiting.values_list("pk", flat=True):
        try:
            review_question(
                question_id=question_id, decision=Decision.APPROVE, reviewer_id=reviewer_id, now=now
            )
            approved += 1
        except Refusal as refusal:
            refused.append(Refused(question_id, refusal.code))
    return Approval(approved, tuple(refused))
