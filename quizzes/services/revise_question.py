"""A new version of a question; the ones before stay as they were, and so do the papers that hold them."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from quizzes.models import Citation, Question, QuestionEvent, QuestionVersion
from quizzes.queries.regulations import cited_place
from quizzes.refusals import Refusal
from quizzes.services.build_version import LEGAL_TIME, build_version
from quizzes.services.check_draft import QuestionDraft, check_draft


class QuestionWasChanged(Refusal):
    """Somebody wrote a newer version, or retired the question, since `from_version` was read."""

    code = "question_was_changed"


def revise_question(
    *, question_id: UUID, from_version: int, draft: QuestionDraft, author_id: UUID, now: datetime
) -> QuestionVersion:
    """Version `from_version` + 1. The question is a draft again: what was approved is another wording."""
    checked = check_draft(draft)
    today = now.astimezone(LEGAL_TIME).date()
    places = [cited_place(raw, on=today) for raw in checked.citations]
    question = Question.objects.get(pk=question_id)
    built = build_version(
        question=question, number=from_version + 1, draft=checked, places=places, author_id=author_id, now=now
    )
    try:
        with transaction.atomic():
            built.version.save(force_insert=True)
            Citation.objects.bulk_create(built.citations)
            changed = (
                Question.objects.filter(pk=question_id, current__number=from_version)
                .exclude(status=Question.Status.RETIRED)
                .update(current=built.version, status=Question.Status.DRAFT)
            )
            if changed != 1:
                raise QuestionWasChanged(question=str(question_id), from_version=from_version)
            QuestionEvent.objects.create(
                question=question,
                version=built.version,
                action=QuestionEvent.Action.REVISED,
                actor_id=author_id,
                at=now,
            )
    except IntegrityError as newer:
        raise QuestionWasChanged(question=str(question_id), from_version=from_version) from newer
    return built.version
