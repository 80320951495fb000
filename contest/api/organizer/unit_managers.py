"""Who has charge of which of a contest's units."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from msgspec import Struct
from rest_framework.request import Request

from contest.api.base import StaffView
from contest.api.bodies import read, reply
from contest.api.organizer.inputs import Line
from contest.queries.staff import Act, NotFound, contest_for
from contest.queries.unit_managers import UnitManagerRow, unit_managers_in
from contest.services.end_unit_role import end_unit_role
from contest.services.grant_unit_role import grant_unit_role


class UnitManagers(Struct, frozen=True):
    """Everybody who has charge of a unit of the contest."""

    managers: list[UnitManagerRow]


class NewUnitManager(Struct, frozen=True):
    """The charge of a unit, with all below it, for the account with this login name."""

    username: Line
    unit: UUID


class UnitManagersOfContest(StaffView):
    """Charges of units."""

    @extend_schema(operation_id="organizer_unit_managers", responses=UnitManagers)
    def get(self, request: Request, slug: str) -> HttpResponse:
        """Who has charge of which unit."""
        contest = contest_for(user_id=self.user_id, slug=slug, act=Act.SEE_CONTEST)
        return reply(UnitManagers(unit_managers_in(contest)))

    @extend_schema(
        operation_id="organizer_unit_manager_grant", request=NewUnitManager, responses={201: UnitManagers}
    )
    def post(self, request: Request, slug: str) -> HttpResponse:
        """Give a person charge of a unit."""
        contest = contest_for(user_id=self.user_id, slug=slug, act=Act.GRANT_ROLES)
        given = read(request, NewUnitManager)
        grant_unit_role(
            contest_id=contest.pk,
            username=given.username,
            unit_id=given.unit,
            actor_id=self.user_id,
            now=timezone.now(),
        )
        return reply(UnitManagers(unit_managers_in(contest)), status=201)


class OneUnitManager(StaffView):
    """One person's charge of one unit."""

    @extend_schema(operation_id="organizer_unit_manager_end", responses={200: UnitManagers})
    def delete(self, request: Request, slug: str, manager_id: UUID) -> HttpResponse:
        """End it from now on."""
        contest = contest_for(user_id=self.user_id, slug=slug, act=Act.GRANT_ROLES)
        now = timezone.now()
        if not end_unit_role(contest_id=contest.pk, membership_id=manager_id, actor_id=self.user_id, now=now):
            raise NotFound
        return reply(UnitManagers(unit_managers_in(contest)))
