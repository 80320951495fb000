"""Rounds of a contest: planned, filled with papers, extended."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from msgspec import Struct
from rest_framework.request import Request

from contest.api.base import StaffView
from contest.api.bodies import read, reply
from contest.api.organizer.inputs import Line, Moment, Title, in_utc, said
from contest.queries.organizing import StaffContest, staff_contest
from contest.queries.staff import Act, contest_for, round_for
from contest.services.ask_for_papers import ask_for_papers
from contest.services.change_round import change_round
from contest.services.confirm_extension import confirm_extension
from contest.services.create_round import create_round
from contest.services.delete_draft_round import delete_draft_round
from contest.services.extend_round import extend_round
from contest.services.plan_round import RoundPlan
from contest.services.redraw_papers import redraw_papers


class PlannedRound(Struct, frozen=True):
    """A round as people plan it; `bank` is a slug."""

    title: Title
    opens_at: Moment
    closes_at: Moment
    results_at: Moment | None = None
    counters_hidden_from: Moment | None = None
    bank: str | None = None
    blueprint: UUID | None = None


class Extension(Struct, frozen=True):
    """A later end, and why."""

    closes_at: Moment
    reason: Line


class Redrawing(Struct, frozen=True):
    """Why papers are drawn again."""

    reason: Line


def _plan(given: PlannedRound) -> RoundPlan:
    return {
        "title": said(given.title),
        "opens_at": in_utc("opens_at", given.opens_at),
        "closes_at": in_utc("closes_at", given.closes_at),
        "results_at": in_utc("results_at", given.results_at),
        "counters_hidden_from": in_utc("counters_hidden_from", given.counters_hidden_from),
        "bank": given.bank,
        "blueprint": given.blueprint,
    }


class Rounds(StaffView):
    """The rounds of a contest."""

    @extend_schema(operation_id="organizer_round_create", request=PlannedRound, responses={201: StaffContest})
    def post(self, request: Request, slug: str) -> HttpResponse:
        """Add the next round."""
        contest = contest_for(user_id=self.user_id, slug=slug, act=Act.PREPARE)
        now = timezone.now()
        plan = _plan(read(request, PlannedRound))
        create_round(contest_id=contest.pk, plan=plan, actor_id=self.user_id, now=now)
        return reply(staff_contest(contest=contest, user_id=self.user_id, now=now), status=201)


class OneRound(StaffView):
    """One round."""

    @extend_schema(operation_id="organizer_round_change", request=PlannedRound, responses=StaffContest)
    def put(self, request: Request, round_id: UUID) -> HttpResponse:
        """Replace its plan."""
        one = round_for(user_id=self.user_id, round_id=round_id, act=Act.PREPARE)
        now = timezone.now()
        plan = _plan(read(request, PlannedRound))
        change_round(round_id=one.pk, plan=plan, actor_id=self.user_id, now=now)
        return reply(staff_contest(contest=one.contest, user_id=self.user_id, now=now))

    @extend_schema(operation_id="organizer_round_delete", responses=StaffContest)
    def delete(self, request: Request, round_id: UUID) -> HttpResponse:
        """Throw it away while its contest is a draft that nobody outside has seen."""
        one = round_for(user_id=self.user_id, round_id=round_id, act=Act.PREPARE)
        now = timezone.now()
        delete_draft_round(round_id=one.pk, actor_id=self.user_id, now=now)
        return reply(staff_contest(contest=one.contest, user_id=self.user_id, now=now))


class Papers(StaffView):
    """The papers of a round."""

    @extend_schema(operation_id="organizer_papers_prepare", request=None, responses={202: StaffContest})
    def post(self, request: Request, round_id: UUID) -> HttpResponse:
        """Draw the first ones now; the worker draws the rest."""
        one = round_for(user_id=self.user_id, round_id=round_id, act=Act.PREPARE)
        now = timezone.now()
        ask_for_papers(round_id=one.pk, actor_id=self.user_id, now=now)
        return reply(staff_contest(contest=one.contest, user_id=self.user_id, now=now), status=202)


class RedrawnPapers(StaffView):
    """A new pool of papers."""

    @extend_schema(operation_id="organizer_papers_redraw", request=Redrawing, responses={202: StaffContest})
    def post(self, request: Request, round_id: UUID) -> HttpResponse:
        """Draw the papers again before the round opens; those before stay on record."""
        one = round_for(user_id=self.user_id, round_id=round_id, act=Act.PUBLISH)
        given = read(request, Redrawing)
        now = timezone.now()
        redraw_papers(round_id=one.pk, reason=given.reason, actor_id=self.user_id, now=now)
        return reply(staff_contest(contest=one.contest, user_id=self.user_id, now=now), status=202)


class Extensions(StaffView):
    """A later end for a round that is being taken."""

    @extend_schema(operation_id="organizer_round_extend", request=Extension, responses={201: StaffContest})
    def post(self, request: Request, round_id: UUID) -> HttpResponse:
        """Move the end now, on one person's word."""
        one = round_for(user_id=self.user_id, round_id=round_id, act=Act.EXTEND)
        given = read(request, Extension)
        now = timezone.now()
        extend_round(
            round_id=one.pk,
            closes_at=in_utc("closes_at", given.closes_at),
            reason=given.reason,
            actor_id=self.user_id,
            now=now,
        )
        return reply(staff_contest(contest=one.contest, user_id=self.user_id, now=now), status=201)


class ExtensionConfirmation(StaffView):
    """The second person's word on an extension."""

    @extend_schema(operation_id="organizer_extension_confirm", request=None, responses=StaffContest)
    def post(self, request: Request, round_id: UUID) -> HttpResponse:
        """Stand behind the newest extension."""
        one = round_for(user_id=self.user_id, round_id=round_id, act=Act.EXTEND)
        now = timezone.now()
        confirm_extension(round_id=one.pk, actor_id=self.user_id, now=now)
        return reply(staff_contest(contest=one.contest, user_id=self.user_id, now=now))
