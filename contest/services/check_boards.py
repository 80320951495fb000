"""Keeping the copies of boards in Redis complete."""

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from contest.boards.live import View, drop_all_but, has_missed, is_behind
from contest.boards.store import StoreIsLost
from contest.models import Board
from contest.queries.ranked_rounds import RankedRound, ranked_rounds_shown
from contest.queries.statements import run_prepared
from contest.services.rebuild_boards import rebuild_boards
from quizzes.services.alone import alone


def check_boards(*, now: datetime) -> int:
    """Rebuild each copy that is missing or misses a change; returns how many. With Redis away, none.

    A copy misses a change when at three checks in a row it holds less than PostgreSQL. Boards that have long
    been still have no copy: Redis would fill up for good. One process at a time does it; another one does
    nothing.
    """
    rebuilt = 0
    moving = set()
    with alone("check_boards") as is_alone, suppress(StoreIsLost):
        if not is_alone:
            return 0
        for ranked in ranked_rounds_shown(now=now, boards=()):
            of_round = Board.objects.filter(round=ranked.round_id, scope=Board.Scope.ROUND).order_by("pk")
            for board_id in of_round.values_list("pk", flat=True):
                moving.add(board_id)
                rebuilt += _check(ranked, board_id, now)
        drop_all_but(moving)
    return rebuilt


def _check(ranked: RankedRound, board_id: UUID, now: datetime) -> int:
    """Rebuild the views of a board that need it; returns how many."""
    followed = View if ranked.public_follows(now) else [View.STAFF]
    lost = [view for view in View if is_behind(board_id, view)]
    whole = [view for view in followed if view not in lost]
    if whole:
        versions = _versions(board_id)
        lost += [view for view in whole if has_missed(board_id, view, versions)]
    for view in lost:
        rebuild_boards(board_id=board_id, view=view)
    return len(lost)


def _versions(board_id: UUID) -> int:
    row = run_prepared(
        "SELECT COALESCE(sum(version), 0)::bigint FROM contest_standing WHERE board_id = $1", [board_id]
    )
    return int(row[0]) if row else 0
