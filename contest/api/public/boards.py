"""The public boards of a round."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from contest.api import board_shapes, pages
from contest.api.base import PublicView
from contest.api.bodies import reply
from contest.api.params import AFTER, OF_A_BOARD, id_param, text_param
from contest.queries.boards import Selection, public_board
from contest.queries.unit_boards import unit_board


class RoundBoard(PublicView):
    """The board of persons."""

    @extend_schema(
        operation_id="board",
        parameters=OF_A_BOARD,
        responses=board_shapes.Board,
    )
    def get(self, request: Request, round_id: UUID) -> HttpResponse:
        """Fifty places of the public board."""
        unit, division = id_param(request, "unit"), text_param(request, "division")
        q, after = text_param(request, "q"), text_param(request, "after", at_most=400)
        name = f"board {round_id} {unit} {division} {q}"
        selection = Selection(
            after=pages.place(after, of=name) if after else None, unit=unit, division=division or None, q=q
        )
        now = timezone.now()
        page = public_board(round_id=round_id, selection=selection, now=now)
        return reply(board_shapes.board(page, name, now))


class RoundUnits(PublicView):
    """The board of units."""

    @extend_schema(operation_id="unit_board", parameters=[AFTER], responses=board_shapes.UnitBoard)
    def get(self, request: Request, round_id: UUID) -> HttpResponse:
        """Fifty units of the public board."""
        name, after = f"units {round_id}", text_param(request, "after", at_most=400)
        place = pages.place(after, of=name) if after else None
        now = timezone.now()
        page = unit_board(round_id=round_id, after=place, now=now)
        return reply(board_shapes.unit_board(page, name, now))
