"""What judges read: the board, one entry, the record of acts."""

from uuid import UUID

import msgspec
from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request

from contest.api import pages
from contest.api.base import StaffView
from contest.api.bodies import reply
from contest.api.params import AFTER, OF_A_BOARD, id_param, text_param
from contest.queries.audit import AuditChain, AuditPage, audit_chain, audit_page
from contest.queries.boards import Selection
from contest.queries.judging import JudgedBoard, JudgedEntry, judged_entry, judged_page
from contest.queries.staff import Act, allowed_acts, contest_for, round_for


class StaffBoard(StaffView):
    """The board of a round as judges see it."""

    @extend_schema(
        operation_id="judge_board",
        parameters=OF_A_BOARD,
        responses=JudgedBoard,
    )
    def get(self, request: Request, round_id: UUID) -> HttpResponse:
        """Fifty places with all that decides them."""
        one = round_for(user_id=self.user_id, round_id=round_id, act=Act.SEE_ENTRIES)
        unit, division = id_param(request, "unit"), text_param(request, "division")
        q, after = text_param(request, "q"), text_param(request, "after", at_most=400)
        name = f"judged {round_id} {unit} {division} {q}"
        place = pages.place(after, of=name) if after else None
        may = allowed_acts(user_id=self.user_id, contest=one.contest)
        page = judged_page(
            round_id=one.pk,
            selection=Selection(after=place, unit=unit, division=division or None, q=q),
            now=timezone.now(),
            with_names=Act.SEE_PERSONS in may,
        )
        next_page = None if page.next_place is None else pages.cursor(page.next_place, of=name)
        return reply(msgspec.structs.replace(page.board, after=next_page))


class OneEntry(StaffView):
    """One entry."""

    @extend_schema(
        operation_id="judge_entry",
        parameters=[OpenApiParameter("contest", str, required=True, description="The slug of its contest")],
        responses=JudgedEntry,
    )
    def get(self, request: Request, number: str) -> HttpResponse:
        """An entry with its attempts and cases."""
        slug = text_param(request, "contest")
        contest = contest_for(user_id=self.user_id, slug=slug, act=Act.SEE_ENTRIES)
        may = allowed_acts(user_id=self.user_id, contest=contest)
        entry = judged_entry(
            contest=contest, number=number, user_id=self.user_id, with_personal=Act.SEE_PERSONS in may
        )
        return reply(entry)


class Audit(StaffView):
    """The record of acts."""

    @extend_schema(operation_id="judge_audit", parameters=[AFTER], responses=AuditPage)
    def get(self, request: Request, slug: str) -> HttpResponse:
        """What staff did in a contest, the newest first."""
        contest = contest_for(user_id=self.user_id, slug=slug, act=Act.SEE_AUDIT)
        may = allowed_acts(user_id=self.user_id, contest=contest)
        after, with_persons = id_param(request, "after"), Act.SEE_PERSONS in may
        return reply(audit_page(contest_id=contest.pk, after=after, with_persons=with_persons))


class Chain(StaffView):
    """The seals over the record of acts."""

    @extend_schema(operation_id="judge_audit_chain", responses=AuditChain)
    def get(self, request: Request, slug: str) -> HttpResponse:
        """Whether the record is still what was sealed, computed anew."""
        contest = contest_for(user_id=self.user_id, slug=slug, act=Act.SEE_AUDIT)
        return reply(audit_chain(contest_id=contest.pk))
