"""A question on its way from draft to approved, and out of use."""

from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from django.db import transaction

from quizzes.models import Question, QuestionEvent
from quizzes.refusals import Refusal
from quizzes.services.check_approvals import check_approvals

Status = Question.Status
Action = QuestionEvent.Action


class Decision(StrEnum):
    """What a person makes of a question."""

    SUBMIT = "SUBMIT"
    APPROVE = "APPROVE"
    RETURN = "RETURN"
    RETIRE = "RETIRE"


class NotInThatState(Refusal):
    """The question is in a state from which this decision leads nowhere; `status` says in which."""

    code = "question_not_in_that_state"


class CommentMissing(Refusal):
    """A returned question says why."""

    code = "comment_missing"


_STEPS: Final = {
    Decision.SUBMIT: ((Status.DRAFT, Status.NEEDS_REVIEW), Status.IN_REVIEW, Action.SUBMITTED),
    Decision.APPROVE: ((Status.IN_REVIEW,), Status.APPROVED, Action.APPROVED),
    Decision.RETURN: ((Status.IN_REVIEW, Status.APPROVED), Status.DRAFT, Action.RETURNED),
    Decision.RETIRE: (
        (Status.DRAFT, Status.IN_REVIEW, Status.APPROVED, Status.NEEDS_REVIEW),
        Status.RETIRED,
        Action.RETIRED,
    ),
}


def review_question(
    *, question_id: UUID, decision: Decision, reviewer_id: UUID, comment: str = "", now: datetime
) -> Status:
    """The state the question is in afterwards. A repeat of the same decision is NotInThatState.

    Also refuses CommentMissing and what `check_approvals` finds.
    """
    question = Question.objects.select_related("current").get(pk=question_id)
    if question.current is None:
        raise NotInThatState(question=str(question_id), status=question.status)
    if decision is Decision.RETURN and not comment.strip():
        raise CommentMissing(question=str(question_id))
    if decision is Decision.APPROVE:
        refused = check_approvals(questions=[question], reviewer_id=reviewer_id, now=now)
        if refused:
            raise refused[question.pk]
    before, after, action = _STEPS[decision]
    with transaction.atomic():
        # The version is part of the comparison: what was checked is what is approved.
        changed = Question.objects.filter(
            pk=question_id, status__in=before, current_id=question.current_id
        ).update(status=after, retired_at=now if after is Status.RETIRED else None)
        if changed != 1:
            raise NotInThatState(question=str(question_id), status=question.status)
        QuestionEvent.objects.create(
            question=question,
            version=question.current,
            action=action,
            actor_id=reviewer_id,
            comment=comment.strip(),
            at=now,
        )
    return after
