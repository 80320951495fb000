"""A draft question out of its bank, with everything it ever said."""

from uuid import UUID

from django.db import transaction

from quizzes.models import Question, QuestionEvent, QuestionVersion
from quizzes.queries.questions import QuestionNotFound
from quizzes.refusals import Refusal


class QuestionIsKept(Refusal):
    """Papers or histories may speak of it: it is in `status`, or was approved once. It can be retired."""

    code = "question_is_kept"


def delete_question(*, question_id: UUID) -> Question:
    """The question as it was, with its bank. Refuses QuestionNotFound and QuestionIsKept.

    Its versions and its history go with it; that it was there, and who deleted it, is for the caller to
    record. The lock makes whoever revises or submits it meanwhile come before, or find nothing.
    """
    with transaction.atomic():
        held = Question.objects.select_for_update(of=("self",)).select_related("bank")
        question = held.filter(pk=question_id).first()
        if question is None:
            raise QuestionNotFound(question=str(question_id))
        was_approved = question.events.filter(action=QuestionEvent.Action.APPROVED).exists()
        if question.status != Question.Status.DRAFT or was_approved:
            raise QuestionIsKept(question=str(question_id), status=question.status)
        Question.objects.filter(pk=question_id).update(current=None)
        QuestionEvent.objects.filter(question=question_id).delete()
        QuestionVersion.objects.filter(question=question_id).delete()
        Question.objects.filter(pk=question_id).delete()
    return question
