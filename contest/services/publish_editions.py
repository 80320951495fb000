"""Writing the editions of frozen boards and of results: every row, in files that never change."""

import msgspec
from django.db import connection, transaction

from contest.boards import files
from contest.boards.live import Reader, changed_boards
from contest.models import Board, BoardEdition
from contest.queries.board_files import board_digest, boards_to_publish, edition_pages
from contest.queries.clock import database_time
from contest.queries.ranked_rounds import BoardStatus, RankedRound
from contest.services.build_edition import build_edition
from contest.services.freeze_board import freeze_board
from contest.services.hold_boards import hold_boards
from quizzes.services.alone import alone

_RESULT = (BoardStatus.PROVISIONAL, BoardStatus.FINAL)


def publish_editions() -> int:
    """Put every edition in place that is not; returns how many were written.

    A board that is to freeze, by the database's clock, gets one edition. A result gets a further one when its
    places changed since, as by a ruling; the last three stay. One process at a time writes; another one does
    nothing.
    """
    now = database_time()
    with alone("publish_editions") as is_alone:
        if not is_alone:
            return 0
        with changed_boards(Reader.EDITIONS) as changed:
            return sum(
                _publish(ranked, board, changed is None or board.pk in changed)
                for ranked, board in boards_to_publish(changed=changed, now=now)
                if ranked.is_to_freeze(now) or ranked.status(now) in _RESULT
            )


def _publish(ranked: RankedRound, board: Board, has_changed: bool) -> bool:
    edition = _edition(ranked, board, has_changed)
    if edition is None:
        return False
    name = files.edition_name(edition.number, edition.digest)
    if files.has_edition(board.pk, name):
        return False
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        if board_digest(board_id=board.pk) != (edition.digest, edition.row_count):
            return False  # moved since it was recorded, so the next run records it anew
        pages = (msgspec.json.encode(page) for page in edition_pages(ranked, board))
        files.publish_edition(board.pk, name, pages)
    return True


def _edition(ranked: RankedRound, board: Board, has_changed: bool) -> BoardEdition | None:
    """The edition the board should show: a frozen one stays, a result follows its standings.

    None for a result that points to none: it is being ranked anew, and who does that writes its edition.
    """
    if not ranked.result_is_out:
        if board.frozen_edition is None:
            return freeze_board(board_id=board.pk)
        return board.editions.get(number=board.frozen_edition)
    if not has_changed:
        return board.editions.filter(number=board.edition).first()
    with transaction.atomic():
        hold_boards(round_id=ranked.round_id, exclusively=True)
        if not Board.objects.select_for_update(no_key=True).get(pk=board.pk).edition:
            return None
        return build_edition(board_id=board.pk, now=database_time())
