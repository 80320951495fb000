"""Question banks and their questions, for the people of the body that owns them."""

from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from msgspec import Meta, Struct
from rest_framework.request import Request

from contest.api.base import StaffView
from contest.api.bodies import read, reply
from contest.api.organizer.inputs import Comment, Slug
from contest.api.params import AFTER, choice_param, id_param, text_param
from contest.queries.banks import StaffBank, staff_bank, staff_banks
from contest.queries.staff import Act, bank_for, body_for, draft_for, question_for
from contest.rules.terms.definition import Said
from contest.services.add_bank import add_bank
from contest.services.delete_draft_question import delete_draft_question
from quizzes.queries.questions import (
    STATES,
    QuestionDetail,
    QuestionPage,
    bank_questions,
    question_detail,
)
from quizzes.services.approve_questions import Approval, approve_questions
from quizzes.services.check_draft import QuestionDraft
from quizzes.services.review_question import Decision, review_question
from quizzes.services.revise_question import revise_question
from quizzes.services.write_question import write_question

_ACT_OF = {
    Decision.SUBMIT: Act.WRITE_QUESTIONS,
    Decision.APPROVE: Act.REVIEW_QUESTIONS,
    Decision.RETURN: Act.REVIEW_QUESTIONS,
    Decision.RETIRE: Act.REVIEW_QUESTIONS,
}


class StaffBanks(Struct, frozen=True):
    """The banks of the person's bodies."""

    banks: list[StaffBank]


class NewBank(Struct, frozen=True):
    """An empty bank of a body."""

    body: str
    slug: Slug
    title: Annotated[Said, Meta(max_length=200)]
    is_open: bool = False


class RevisedQuestion(Struct, frozen=True):
    """A new wording, written by somebody who saw version `from_version`."""

    from_version: Annotated[int, Meta(ge=1, le=30_000)]
    draft: QuestionDraft


class Review(Struct, frozen=True):
    """What a person makes of a question."""

    decision: Literal["SUBMIT", "APPROVE", "RETURN", "RETIRE"]
    comment: Comment = ""


class BankApproval(Struct, frozen=True):
    """The questions to approve; null: all that are in review."""

    questions: list[UUID] | None = None


class Banks(StaffView):
    """Banks."""

    @extend_schema(operation_id="organizer_banks", responses=StaffBanks)
    def get(self, request: Request) -> HttpResponse:
        """The banks of my bodies."""
        return reply(StaffBanks(staff_banks(user_id=self.user_id)))

    @extend_schema(operation_id="organizer_bank_create", request=NewBank, responses={201: StaffBank})
    def post(self, request: Request) -> HttpResponse:
        """A new, empty bank."""
        given = read(request, NewBank)
        body = body_for(user_id=self.user_id, slug=given.body, act=Act.WRITE_QUESTIONS)
        add_bank(
            body_id=body.pk,
            slug=given.slug,
            title=given.title,
            is_open=given.is_open,
            actor_id=self.user_id,
            now=timezone.now(),
        )
        bank = bank_for(user_id=self.user_id, slug=given.slug, act=Act.SEE_BANK)
        return reply(staff_bank(bank=bank, user_id=self.user_id), status=201)


class OneBank(StaffView):
    """One bank."""

    @extend_schema(operation_id="organizer_bank", responses=StaffBank)
    def get(self, request: Request, slug: str) -> HttpResponse:
        """A bank with its counts and what I may do in it."""
        bank = bank_for(user_id=self.user_id, slug=slug, act=Act.SEE_BANK)
        return reply(staff_bank(bank=bank, user_id=self.user_id))


class BankQuestions(StaffView):
    """The questions of a bank."""

    @extend_schema(
        operation_id="organizer_questions",
        parameters=[
            AFTER,
            OpenApiParameter("status", str, enum=sorted(STATES), description="Only those in this state"),
            OpenApiParameter("q", str, description="Words of the question"),
        ],
        responses=QuestionPage,
    )
    def get(self, request: Request, slug: str) -> HttpResponse:
        """A page of them, as filtered."""
        bank = bank_for(user_id=self.user_id, slug=slug, act=Act.SEE_BANK)
        page = bank_questions(
            bank_id=bank.pk,
            after=id_param(request, "after"),
            status=choice_param(request, "status", among=STATES) or None,
            text=text_param(request, "q"),
        )
        return reply(page)

    @extend_schema(
        operation_id="organizer_question_write", request=QuestionDraft, responses={201: QuestionDetail}
    )
    def post(self, request: Request, slug: str) -> HttpResponse:
        """Write a question, as my draft."""
        bank = bank_for(user_id=self.user_id, slug=slug, act=Act.WRITE_QUESTIONS)
        draft = read(request, QuestionDraft)
        question = write_question(bank_id=bank.pk, draft=draft, author_id=self.user_id, now=timezone.now())
        return reply(question_detail(question_id=question.pk, bodies=[bank.owner_id]), status=201)


class BankReviews(StaffView):
    """Many decisions at once."""

    @extend_schema(operation_id="organizer_bank_approve", request=BankApproval, responses=Approval)
    def post(self, request: Request, slug: str) -> HttpResponse:
        """Approve what others wrote; my own stays as it is."""
        bank = bank_for(user_id=self.user_id, slug=slug, act=Act.REVIEW_QUESTIONS)
        only = read(request, BankApproval).questions
        return reply(
            approve_questions(bank_id=bank.pk, reviewer_id=self.user_id, only=only, now=timezone.now())
        )


class OneQuestion(StaffView):
    """One question."""

    @extend_schema(operation_id="organizer_question", responses=QuestionDetail)
    def get(self, request: Request, question_id: UUID) -> HttpResponse:
        """A question with its versions and its history."""
        question = question_for(user_id=self.user_id, question_id=question_id, act=Act.SEE_BANK)
        return reply(question_detail(question_id=question.pk, bodies=[question.bank.owner_id]))

    @extend_schema(
        operation_id="organizer_question_revise", request=RevisedQuestion, responses=QuestionDetail
    )
    def put(self, request: Request, question_id: UUID) -> HttpResponse:
        """Write a new version; papers keep the one they hold."""
        question = question_for(user_id=self.user_id, question_id=question_id, act=Act.WRITE_QUESTIONS)
        given = read(request, RevisedQuestion)
        revise_question(
            question_id=question.pk,
            from_version=given.from_version,
            draft=given.draft,
            author_id=self.user_id,
            now=timezone.now(),
        )
        return reply(question_detail(question_id=question.pk, bodies=[question.bank.owner_id]))

    @extend_schema(operation_id="organizer_question_delete", responses={204: None})
    def delete(self, request: Request, question_id: UUID) -> HttpResponse:
        """Throw a draft away that was never approved."""
        question = draft_for(user_id=self.user_id, question_id=question_id)
        delete_draft_question(question_id=question.pk, actor_id=self.user_id, now=timezone.now())
        return HttpResponse(status=204)


class QuestionReview(StaffView):
    """A decision about one question."""

    @extend_schema(operation_id="organizer_question_review", request=Review, responses=QuestionDetail)
    def post(self, request: Request, question_id: UUID) -> HttpResponse:
        """Submit, approve, return or retire it."""
        given = read(request, Review)
        decision = Decision(given.decision)
        question = question_for(user_id=self.user_id, question_id=question_id, act=_ACT_OF[decision])
        review_question(
            question_id=question.pk,
            decision=decision,
            reviewer_id=self.user_id,
            comment=given.comment,
            now=timezone.now(),
        )
        return reply(question_detail(question_id=question.pk, bodies=[question.bank.owner_id]))
