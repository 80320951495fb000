"""A question on its way from draft to approved, and out of use."""

from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from django.db import transaction

from quizzes.models import Question, QuestionEvent, QuestionVersion
from quizzes.queries.usable import version_obstacles
from quizzes.refusals import Refusal
from quizzes.rules.usability import Obstacle
from quizzes.services.build_version import LEGAL_TIME

Status = Question.Status
Action = QuestionEvent.Action


class Decision(StrEnum):
    """What a person makes of a question."""

    SUBMIT = "SUBMIT"
    APPROVE = "APPROVE"
    RETURN = "RETURN"
    RETIRE = "RETIRE"


class OwnQuestion(Refusal):
    """Whoever wrote a version does not approve it."""

    code = "own_question"


class NotInThatState(Refusal):
    """The question is in a state from which this decision leads nowhere; `status` says in which."""

    code = "question_not_in_that_state"


class NotUsable(Refusal):
    """No citation, or one that is no longer or not known to be in force; `obstacles` names them."""

    code = "question_not_usable"


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
    """The state the question is in afterwards. A repeat of the same decision is NotInThatState."""
    question = Question.objects.select_related("current").get(pk=question_id)
    if question.current is None:
        raise NotInThatState(question=str(question_id), status=question.status)
    if decision is Decision.RETURN and not comment.strip():
        raise CommentMissing(question=str(question_id))
    if decision is Decision.APPROVE:
        _check_approval(question, question.current, reviewer_id, now)
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


def _check_approval(question: Question, version: QuestionVersion, reviewer_id: UUID, now: datetime) -> None:
    if reviewer_id in (question.author_id, version.author_id):
        raise OwnQuestion(question=str(question.pk))
    # A rule that is passed but not yet in force may be approved: a paper asks again on its own day.
    found = version_obstacles(version_id=version.pk, on=now.astimezone(LEGAL_TIME).date())
    lasting = [str(one) for one in found if one is not Obstacle.NOT_YET_IN_FORCE]
    if lasting:
        raise NotUsable(question=str(question.pk), obstacles=lasting)
