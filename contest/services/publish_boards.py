"""Writing the published files of boards that move: the only writer of their first rows and of the index."""

from datetime import datetime

import msgspec

from contest.boards import files
from contest.boards.live import Reader, changed_boards
from contest.models import Board
from contest.queries.board_files import board_index, board_top, boards_to_publish, unit_top
from contest.queries.ranked_rounds import BoardStatus, RankedRound
from quizzes.services.alone import alone

_encode = msgspec.json.encode


def publish_boards(*, now: datetime) -> int:
    """Bring index and first rows of every board up to date; returns how many boards had new files.

    Of a hidden board there is nothing but that it is hidden. Every row of a frozen board and of a result is
    the business of `publish_editions`. One process at a time writes; another one does nothing.
    """
    with alone("publish_boards") as is_alone:
        if not is_alone:
            return 0
        with changed_boards(Reader.TOPS) as changed:
            return sum(
                _publish(ranked, board, changed is None or board.pk in changed, now)
                for ranked, board in boards_to_publish(changed=changed, now=now)
            )


def _publish(ranked: RankedRound, board: Board, has_changed: bool, now: datetime) -> bool:
    index = _encode(board_index(ranked, board, now))
    # What the board is, such as live or a result, decides how its rows name people.
    has_changed = has_changed or not files.holds(board.pk, "index.json", index)
    if ranked.status(now) is BoardStatus.HIDDEN:
        for name in ("top.json", "units.json"):
            files.withdraw(board.pk, name)
    elif has_changed or files.is_missing(board.pk, "top.json"):
        files.publish(board.pk, "top.json", _encode(board_top(ranked, board, now)))
        if board.division_id is None:
            files.publish(board.pk, "units.json", _encode(unit_top(ranked, now)))
    return files.publish(board.pk, "index.json", index)
