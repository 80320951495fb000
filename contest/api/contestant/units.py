"""The units one has charge of: how many take part there, and nobody's name."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from msgspec import Struct
from rest_framework.request import Request

from contest.api import board_shapes, pages
from contest.api.base import ContestantView
from contest.api.bodies import reply
from contest.api.params import text_param
from contest.queries.unit_managers import OwnUnit, own_unit_counts, own_units


class OwnUnits(Struct):
    """The units one has charge of."""

    units: list[OwnUnit]


class Units(ContestantView):
    """The units in one's charge."""

    @extend_schema(operation_id="own_units", responses=OwnUnits)
    def get(self, request: Request) -> HttpResponse:
        """Each with the rounds in which its people may take part."""
        return reply(OwnUnits(own_units(user_id=self.user_id, now=timezone.now())))


class UnitCounts(ContestantView):
    """A unit in one's charge in a round."""

    @extend_schema(
        operation_id="own_unit_counts",
        parameters=[
            OpenApiParameter("after", str, description="Where the page begins: `after` of the page before")
        ],
        responses=board_shapes.UnitBoard,
    )
    def get(self, request: Request, unit_id: UUID, round_id: UUID) -> HttpResponse:
        """What the public board of units says of it and of those below it, fifty at a time."""
        name, after = f"own units {unit_id} {round_id}", text_param(request, "after", at_most=400)
        now = timezone.now()
        page = own_unit_counts(
            user_id=self.user_id,
            unit_id=unit_id,
            round_id=round_id,
            after=pages.place(after, of=name) if after else None,
            now=now,
        )
        return reply(board_shapes.unit_board(page, name, now))
