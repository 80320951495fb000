"""Contests as their organisers see, prepare and publish them."""

from typing import Any, Literal
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from msgspec import Struct
from rest_framework.request import Request

from contest.api.base import StaffView
from contest.api.bodies import read, reply
from contest.api.organizer.inputs import Moment, Slug, Title, Words, in_utc, said
from contest.queries.organizing import StaffContest, StaffContestBrief, staff_contest, staff_contests
from contest.queries.staff import Act, body_for, contest_for
from contest.services.change_contest import change_contest
from contest.services.create_contest import create_contest
from contest.services.delete_draft_contest import delete_draft_contest
from contest.services.publish_contest import publish_contest
from contest.services.write_terms import write_terms


class StaffContests(Struct, frozen=True):
    """The contests the person may see as staff."""

    contests: list[StaffContestBrief]


class NewContest(Struct, frozen=True):
    """A contest to be prepared."""

    body: str
    slug: Slug
    title: Title
    kind: Literal["LIVE", "REHEARSAL", "DEMO"] = "LIVE"
    summary: Words = Words()
    unit_root: UUID | None = None


class ChangedContest(Struct, frozen=True):
    """What a contest says of itself, whole."""

    title: Title
    summary: Words
    unit_root: UUID | None
    privacy_notice: UUID | None
    registration_closes_at: Moment | None


class NewTerms(Struct, frozen=True):
    """A version of the terms; `effective_at` null: from now on."""

    definition: dict[str, Any]
    effective_at: Moment | None = None
    change_note: Words = Words()


class Contests(StaffView):
    """My contests."""

    @extend_schema(operation_id="organizer_contests", responses=StaffContests)
    def get(self, request: Request) -> HttpResponse:
        """The contests I may see as staff, with what waits in each."""
        return reply(StaffContests(staff_contests(user_id=self.user_id, now=timezone.now())))

    @extend_schema(operation_id="organizer_contest_create", request=NewContest, responses={201: StaffContest})
    def post(self, request: Request) -> HttpResponse:
        """A new draft."""
        given = read(request, NewContest)
        contest = create_contest(
            body=body_for(user_id=self.user_id, slug=given.body, act=Act.CREATE_CONTEST),
            kind=given.kind,
            slug=given.slug,
            title=said(given.title),
            summary=said(given.summary),
            unit_root_id=given.unit_root,
            actor_id=self.user_id,
            now=timezone.now(),
        )
        return reply(staff_contest(contest=contest, user_id=self.user_id, now=timezone.now()), status=201)


class OneContest(StaffView):
    """One contest."""

    @extend_schema(operation_id="organizer_contest", responses=StaffContest)
    def get(self, request: Request, slug: str) -> HttpResponse:
        """All there is to prepare of it."""
        contest = contest_for(user_id=self.user_id, slug=slug, act=Act.SEE_CONTEST)
        return reply(staff_contest(contest=contest, user_id=self.user_id, now=timezone.now()))

    @extend_schema(operation_id="organizer_contest_change", request=ChangedContest, responses=StaffContest)
    def put(self, request: Request, slug: str) -> HttpResponse:
        """Replace what it says of itself."""
        contest = contest_for(user_id=self.user_id, slug=slug, act=Act.PREPARE)
        given = read(request, ChangedContest)
        changed = change_contest(
            contest_id=contest.pk,
            plan={
                "title": said(given.title),
                "summary": said(given.summary),
                "unit_root": given.unit_root,
                "privacy_notice": given.privacy_notice,
                "registration_closes_at": in_utc("registration_closes_at", given.registration_closes_at),
            },
            actor_id=self.user_id,
            now=timezone.now(),
        )
        return reply(staff_contest(contest=changed, user_id=self.user_id, now=timezone.now()))

    @extend_schema(operation_id="organizer_contest_delete", responses={204: None})
    def delete(self, request: Request, slug: str) -> HttpResponse:
        """Throw a draft away that nobody outside has seen."""
        contest = contest_for(user_id=self.user_id, slug=slug, act=Act.PREPARE)
        delete_draft_contest(contest_id=contest.pk, actor_id=self.user_id, now=timezone.now())
        return HttpResponse(status=204)


class TermsVersions(StaffView):
    """The terms of a contest."""

    @extend_schema(operation_id="organizer_terms_write", request=NewTerms, responses={201: StaffContest})
    def post(self, request: Request, slug: str) -> HttpResponse:
        """Add a version; the ones before stay."""
        contest = contest_for(user_id=self.user_id, slug=slug, act=Act.PREPARE)
        given = read(request, NewTerms)
        now = timezone.now()
        write_terms(
            contest_id=contest.pk,
            definition=given.definition,
            effective_at=in_utc("effective_at", given.effective_at),
            change_note=said(given.change_note),
            actor_id=self.user_id,
            now=now,
        )
        return reply(staff_contest(contest=contest, user_id=self.user_id, now=now), status=201)


class Publication(StaffView):
    """From draft to seen by everybody."""

    @extend_schema(operation_id="organizer_publish", request=None, responses=StaffContest)
    def post(self, request: Request, slug: str) -> HttpResponse:
        """Publish what was prepared."""
        contest = contest_for(user_id=self.user_id, slug=slug, act=Act.PUBLISH)
        now = timezone.now()
        published = publish_contest(contest_id=contest.pk, actor_id=self.user_id, now=now)
        return reply(staff_contest(contest=published, user_id=self.user_id, now=now))
