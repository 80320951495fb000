"""Cases: opened, proposed on, confirmed by a second person."""

from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from msgspec import Meta, Struct
from rest_framework.request import Request

from contest.api import pages
from contest.api.base import StaffView
from contest.api.bodies import read, reply
from contest.api.params import AFTER, choice_param, text_param
from contest.queries.cases import STATES, CaseDetail, CaseRow, case_detail, cases_in
from contest.queries.staff import Act, case_for, contest_for
from contest.rules.terms.definition import Said
from contest.services.confirm_ruling import confirm_ruling
from contest.services.open_case import open_case
from contest.services.propose_ruling import REASONS, propose_ruling

Statement = Annotated[Said, Meta(max_length=4_000)]


class Cases(Struct, frozen=True):
    """Fifty cases of a contest, where the next begin, and the reasons each action can have."""

    cases: list[CaseRow]
    after: str | None
    reasons: dict[str, list[str]]


class NewCase(Struct, frozen=True):
    """An entry to be looked at, or one attempt of it, and what gave rise to it."""

    entry: Annotated[str, Meta(min_length=1, max_length=20)]
    signal: Literal[
        "REPORT",
        "DUPLICATE_PERSON",
        "SHARED_CONTACT",
        "IMPLAUSIBLE_TIME",
        "FALSE_DATA",
        "EXCLUDED_PERSON",
        "INCIDENT",
        "OTHER",
    ]
    note: Statement
    attempt: UUID | None = None


class Proposal(Struct, frozen=True):
    """What to do about a case, and why."""

    action: Literal["VOID_ATTEMPT", "NOT_RECOGNISE_ENTRY", "RESTORE", "NO_ACTION"]
    reason_code: Annotated[str, Meta(min_length=1, max_length=40)]
    text: Statement


class Confirmation(Struct, frozen=True):
    """The second person's yes or no to the proposal that was read."""

    ruling: UUID
    confirm: bool
    text: Statement


class CasesOfContest(StaffView):
    """Cases."""

    @extend_schema(
        operation_id="judge_cases",
        parameters=[
            AFTER,
            OpenApiParameter("state", str, enum=sorted(STATES), description="Only those in this state"),
            OpenApiParameter("entry", str, description="An entry number"),
        ],
        responses=Cases,
    )
    def get(self, request: Request, slug: str) -> HttpResponse:
        """The cases of a contest, those opened last first."""
        contest = contest_for(user_id=self.user_id, slug=slug, act=Act.SEE_ENTRIES)
        state, entry = choice_param(request, "state", among=STATES), text_param(request, "entry")
        name, after = f"cases {contest.pk} {state} {entry}", text_param(request, "after", at_most=400)
        page = cases_in(
            contest_id=contest.pk,
            user_id=self.user_id,
            state=state,
            entry=entry,
            after=UUID(bytes=pages.place(after, of=name)) if after else None,
        )
        following = None if page.last is None else pages.cursor(page.last.bytes, of=name)
        return reply(Cases(page.rows, following, {action: list(codes) for action, codes in REASONS.items()}))

    @extend_schema(operation_id="judge_case_open", request=NewCase, responses={201: CaseDetail})
    def post(self, request: Request, slug: str) -> HttpResponse:
        """Put an entry before the judges."""
        contest = contest_for(user_id=self.user_id, slug=slug, act=Act.OPEN_CASE)
        given = read(request, NewCase)
        case = open_case(
            contest_id=contest.pk,
            entry_number=given.entry,
            attempt_id=given.attempt,
            signal=given.signal,
            note=given.note,
            actor_id=self.user_id,
            now=timezone.now(),
        )
        return reply(case_detail(case_id=case.pk, user_id=self.user_id), status=201)


class OneCase(StaffView):
    """One case."""

    @extend_schema(operation_id="judge_case", responses=CaseDetail)
    def get(self, request: Request, case_id: UUID) -> HttpResponse:
        """A case with everything said about it."""
        case = case_for(user_id=self.user_id, case_id=case_id, act=Act.SEE_ENTRIES)
        return reply(case_detail(case_id=case.pk, user_id=self.user_id))


class Proposals(StaffView):
    """A proposal about a case."""

    @extend_schema(operation_id="judge_ruling_propose", request=Proposal, responses={201: CaseDetail})
    def post(self, request: Request, case_id: UUID) -> HttpResponse:
        """Propose a ruling; it waits for a second person."""
        case = case_for(user_id=self.user_id, case_id=case_id, act=Act.RULE)
        given = read(request, Proposal)
        propose_ruling(
            case_id=case.pk,
            action=given.action,
            reason_code=given.reason_code,
            text=given.text,
            actor_id=self.user_id,
            now=timezone.now(),
        )
        return reply(case_detail(case_id=case.pk, user_id=self.user_id), status=201)


class RulingConfirmation(StaffView):
    """The second person's word."""

    @extend_schema(operation_id="judge_ruling_confirm", request=Confirmation, responses=CaseDetail)
    def post(self, request: Request, case_id: UUID) -> HttpResponse:
        """Confirm the proposal, or reject it."""
        case = case_for(user_id=self.user_id, case_id=case_id, act=Act.RULE)
        given = read(request, Confirmation)
        confirm_ruling(
            case_id=case.pk,
            ruling_id=given.ruling,
            confirm=given.confirm,
            text=given.text,
            actor_id=self.user_id,
            now=timezone.now(),
        )
        return reply(case_detail(case_id=case.pk, user_id=self.user_id))
