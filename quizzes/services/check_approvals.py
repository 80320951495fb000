"""Whether somebody may approve questions as they are."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from quizzes.models import Question
from quizzes.queries.usable import version_obstacles
from quizzes.refusals import Refusal
from quizzes.rules.usability import Obstacle
from quizzes.services.build_version import LEGAL_TIME


class OwnQuestion(Refusal):
    """Whoever wrote a version does not approve it."""

    code = "own_question"


class NotUsable(Refusal):
    """No citation, or one that is no longer or not known to be in force; `obstacles` names them."""

    code = "question_not_usable"


def check_approvals(
    *, questions: Sequence[Question], reviewer_id: UUID, now: datetime
) -> dict[UUID, OwnQuestion | NotUsable]:
    """What keeps `reviewer_id` from approving which of these questions, read with their current versions.

    A rule that is passed but not yet in force is no obstacle here: a paper asks again on its own day.
    """
    found = version_obstacles(
        version_ids=[question.current_id for question in questions if question.current_id],
        on=now.astimezone(LEGAL_TIME).date(),
    )
    refused: dict[UUID, OwnQuestion | NotUsable] = {}
    for question in questions:
        version = question.current
        if version is None:
            continue
        lasting = [str(one) for one in found[version.pk] if one is not Obstacle.NOT_YET_IN_FORCE]
        if reviewer_id in (question.author_id, version.author_id):
            refused[question.pk] = OwnQuestion(question=str(question.pk))
        elif lasting:
            refused[question.pk] = NotUsable(question=str(question.pk), obstacles=lasting)
    return refused
