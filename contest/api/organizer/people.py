"""People around a contest: who has which role, how many are meant to take part."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from msgspec import Meta, Struct
from rest_framework.request import Request

from contest.api.base import StaffView
from contest.api.bodies import read, reply
from contest.api.organizer.inputs import Line
from contest.queries.organizing import HeadCountRow, RoleRow, head_counts_of, roles_in
from contest.queries.staff import Act, NotFound, contest_for
from contest.rules.terms.definition import Said
from contest.services.add_head_count import add_head_count
from contest.services.end_role import end_role
from contest.services.grant_role import grant_role
from contest.services.make_recovery_pin import make_recovery_pin


class RoleRows(Struct, frozen=True):
    """Everybody who has a role in the contest."""

    roles: list[RoleRow]


class NewRole(Struct, frozen=True):
    """A role for the account with this login name."""

    username: Line
    role: Literal["ORGANISER", "APPROVER", "SECRETARY", "JUDGE", "CHIEF_JUDGE", "OBSERVER", "HELPER"]


class NewRecovery(Struct, frozen=True):
    """Who forgot the password: by entry number, or by login name."""

    entry_number: Annotated[str, Meta(max_length=20)] = ""
    username: Annotated[str, Meta(max_length=64)] = ""


class Recovery(Struct, frozen=True):
    """A PIN to be told to the person and then forgotten."""

    pin: str
    username: str
    expires_at: datetime


class HeadCounts(Struct, frozen=True):
    """The head-counts of a contest."""

    head_counts: list[HeadCountRow]


class NewHeadCount(Struct, frozen=True):
    """How many people of a unit are meant to take part, and which paper says so."""

    unit: UUID
    people: Annotated[int, Meta(ge=1, le=100_000_000)]
    source: Annotated[Said, Meta(max_length=200)]
    counted_on: date


class Roles(StaffView):
    """Roles in a contest."""

    @extend_schema(operation_id="organizer_roles", responses=RoleRows)
    def get(self, request: Request, slug: str) -> HttpResponse:
        """Who has which role."""
        contest = contest_for(user_id=self.user_id, slug=slug, act=Act.SEE_CONTEST)
        return reply(RoleRows(roles_in(contest_id=contest.pk)))

    @extend_schema(operation_id="organizer_role_grant", request=NewRole, responses={201: RoleRows})
    def post(self, request: Request, slug: str) -> HttpResponse:
        """Give a person a role."""
        contest = contest_for(user_id=self.user_id, slug=slug, act=Act.GRANT_ROLES)
        given = read(request, NewRole)
        grant_role(
            contest_id=contest.pk,
            username=given.username,
            role=given.role,
            actor_id=self.user_id,
            now=timezone.now(),
        )
        return reply(RoleRows(roles_in(contest_id=contest.pk)), status=201)


class OneRole(StaffView):
    """One role of one person."""

    @extend_schema(operation_id="organizer_role_end", responses={200: RoleRows})
    def delete(self, request: Request, slug: str, role_id: UUID) -> HttpResponse:
        """End it from now on."""
        contest = contest_for(user_id=self.user_id, slug=slug, act=Act.GRANT_ROLES)
        if not end_role(contest_id=contest.pk, role_id=role_id, actor_id=self.user_id, now=timezone.now()):
            raise NotFound
        return reply(RoleRows(roles_in(contest_id=contest.pk)))


class Recoveries(StaffView):
    """Help for people who forgot their password."""

    @extend_schema(operation_id="organizer_recovery", request=NewRecovery, responses={201: Recovery})
    def post(self, request: Request, slug: str) -> HttpResponse:
        """A PIN for an entrant, shown once."""
        contest = contest_for(user_id=self.user_id, slug=slug, act=Act.RECOVER)
        given = read(request, NewRecovery)
        made = make_recovery_pin(
            contest=contest,
            entry_number=given.entry_number,
            username=given.username,
            actor_id=self.user_id,
            now=timezone.now(),
        )
        return reply(Recovery(made.pin, made.username, made.expires_at), status=201)


class HeadCountsOfContest(StaffView):
    """Head-counts of units."""

    @extend_schema(operation_id="organizer_head_counts", responses=HeadCounts)
    def get(self, request: Request, slug: str) -> HttpResponse:
        """The head-counts, by unit."""
        contest = contest_for(user_id=self.user_id, slug=slug, act=Act.SEE_CONTEST)
        return reply(HeadCounts(head_counts_of(contest_id=contest.pk)))

    @extend_schema(operation_id="organizer_head_count_set", request=NewHeadCount, responses=HeadCounts)
    def post(self, request: Request, slug: str) -> HttpResponse:
        """Set a unit's head-count."""
        contest = contest_for(user_id=self.user_id, slug=slug, act=Act.PREPARE)
        given = read(request, NewHeadCount)
        add_head_count(
            contest_id=contest.pk,
            unit_id=given.unit,
            people=given.people,
            source=given.source,
            counted_on=given.counted_on,
            actor_id=self.user_id,
            now=timezone.now(),
        )
        return reply(HeadCounts(head_counts_of(contest_id=contest.pk)))
