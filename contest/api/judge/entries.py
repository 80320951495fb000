"""What judges read: one entry, the record of acts."""

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request

from contest.api.base import StaffView
from contest.api.bodies import reply
from contest.api.params import id_param, text_param
from contest.queries.judging import AuditPage, JudgedEntry, audit_page, judged_entry
from contest.queries.staff import Act, allowed_acts, contest_for


class OneEntry(StaffView):
    """One entry."""

    @extend_schema(
        operation_id="judge_entry",
        parameters=[OpenApiParameter("contest", required=True)],
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

    @extend_schema(operation_id="judge_audit", parameters=[OpenApiParameter("after")], responses=AuditPage)
    def get(self, request: Request, slug: str) -> HttpResponse:
        """What staff did in a contest, the newest first."""
        contest = contest_for(user_id=self.user_id, slug=slug, act=Act.SEE_AUDIT)
        return reply(audit_page(contest_id=contest.pk, after=id_param(request, "after")))
