"""What everybody may read of contests: the list, one page, their units; and the time."""

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from msgspec import Struct
from rest_framework.request import Request

from contest.api.base import PRIVATE, PublicView
from contest.api.bodies import reply
from contest.api.instants import Instant, instant
from contest.api.params import id_param, text_param
from contest.api.public import shapes
from contest.queries.clock import database_time
from contest.queries.contests import contest_detail, shown_contests
from contest.queries.units import found_units


class UnitFound(Struct):
    """A unit in the picker; `alias` is the other name by which it was found."""

    id: str
    code: str
    kind: str
    name: str
    parent_name: str | None
    alias: str | None


class UnitsFound(Struct):
    """At most twenty, the closest first."""

    units: list[UnitFound]


class ServerTime(Struct):
    """The server's clock, for the phone to measure its own by."""

    server_time: Instant


class Contests(PublicView):
    """The published contests."""

    @extend_schema(operation_id="contests", responses=shapes.Contests)
    def get(self, request: Request) -> HttpResponse:
        """Published contests: those that run first, then what is coming, then the past."""
        now = timezone.now()
        return reply(shapes.Contests([shapes.summary(one, now) for one in shown_contests(now=now)]))


class OneContest(PublicView):
    """A contest's page."""

    @extend_schema(operation_id="contest", responses=shapes.Contest)
    def get(self, request: Request, slug: str) -> HttpResponse:
        """One contest with its rounds, terms, notice and contact."""
        now = timezone.now()
        return reply(shapes.detail(contest_detail(slug=slug, now=now), now))


class Units(PublicView):
    """Units by what people type."""

    @extend_schema(
        operation_id="units",
        parameters=[
            OpenApiParameter("q", str, description="Part of a name, with or without marks, new or old"),
            OpenApiParameter(
                "contest",
                str,
                description="Only the units of this contest",
            ),
            OpenApiParameter(
                "under", {"type": "string", "format": "uuid"}, description="Only below this unit"
            ),
        ],
        responses=UnitsFound,
    )
    def get(self, request: Request) -> HttpResponse:
        """Up to twenty units, the closest first."""
        found = found_units(
            text=text_param(request, "q"),
            slug=text_param(request, "contest"),
            under=id_param(request, "under"),
            now=timezone.now(),
        )
        return reply(UnitsFound([UnitFound(str(one.id), *one[1:]) for one in found]))


class Time(PublicView):
    """The server's clock."""

    cache_control = PRIVATE

    @extend_schema(operation_id="time", responses=ServerTime)
    def get(self, request: Request) -> HttpResponse:
        """Now."""
        return reply(ServerTime(instant(database_time())))
