"""A new question with its first version."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from quizzes.models import Citation, Question, QuestionEvent
from quizzes.queries.banks import holds_question
from quizzes.queries.regulations import cited_place
from quizzes.refusals import Refusal
from quizzes.services.build_version import LEGAL_TIME, build_version
from quizzes.services.check_draft import QuestionDraft, check_draft


class AlreadyInBank(Refusal):
    """The bank asks the same with the same options."""

    code = "already_in_bank"


def write_question(*, bank_id: UUID, draft: QuestionDraft, author_id: UUID, now: datetime) -> Question:
    """The question as a draft of its author.

    Refuses what `check_draft` and `cited_place` refuse, and AlreadyInBank. A citation may be missing as long
    as the question is a draft; nothing without one is approved.
    """
    checked = check_draft(draft)
    if holds_question(bank_id=bank_id, stem=checked.stem, options=checked.options):
        raise AlreadyInBank(stem=checked.stem)
    today = now.astimezone(LEGAL_TIME).date()
    places = [cited_place(raw, on=today) for raw in checked.citations]
    with transaction.atomic():
        question = Question.objects.create(bank_id=bank_id, author_id=author_id)
        built = build_version(
            question=question, number=1, draft=checked, places=places, author_id=author_id, now=now
        )
        built.version.save(force_insert=True)
        Citation.objects.bulk_create(built.citations)
        question.current = built.version
        question.save(update_fields=["current"])
        QuestionEvent.objects.create(
            question=question,
            version=built.version,
            action=QuestionEvent.Action.WRITTEN,
            actor_id=author_id,
            at=now,
        )
    return question
