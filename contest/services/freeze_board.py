"""Recording a public board as it was when its counters were hidden."""

import logging
from uuid import UUID

from django.db import transaction

from contest.boards.live import View
from contest.boards.store import StoreIsLost
from contest.models import Board, BoardEdition
from contest.queries.clock import database_time
from contest.services.build_edition import build_edition
from contest.services.hold_boards import hold_boards
from contest.services.rebuild_boards import rebuild_boards

_log = logging.getLogger(__name__)


def freeze_board(*, board_id: UUID) -> BoardEdition:
    """Give the board the edition people see until the result is out; to be called after the moment.

    Waits for whoever asked the clock before the moment and has not committed. A change that is still on its
    way to Redis then is older than the copy made here and does nothing.
    """
    round_id = Board.objects.values_list("round_id", flat=True).get(pk=board_id)
    if round_id is not None:
        with transaction.atomic():
            hold_boards(round_id=round_id, exclusively=True)
    try:
        rebuild_boards(board_id=board_id, view=View.PUBLIC)
    except StoreIsLost:
        _log.warning("frozen_without_copy", extra={"board": str(board_id)})
    return build_edition(board_id=board_id, now=database_time(), kind=BoardEdition.Kind.FROZEN)
