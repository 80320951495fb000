"""Writing the editions of frozen boards and of results: every row, in files that never change."""

from datetime import datetime

import msgspec

from contest.boards import files
from contest.boards.live import Reader, take_changed
from contest.models import Board, BoardEdition
from contest.queries.board_files import edition_pages
from contest.queries.ranked_rounds import BoardStatus, RankedRound, ranked_rounds_shown
from contest.services.alone import alone
from contest.services.build_edition import build_edition

SHOWN_WHOLE = (BoardStatus.FROZEN, BoardStatus.PROVISIONAL, BoardStatus.FINAL)


def publish_editions(*, now: datetime) -> int:
    """Put every edition in place that is not; returns how many were written.

    A board that froze gets one edition. A result gets a further one when its places changed since, as by a
    ruling; the last three stay. One process at a time writes; another one does nothing.
    """
    with alone("publish_editions") as is_alone:
        if not is_alone:
            return 0
        changed = take_changed(Reader.EDITIONS)
        return sum(
            _publish(ranked, board, changed is None or board.pk in changed, now)
            for ranked in ranked_rounds_shown(now=now)
            if ranked.status(now) in SHOWN_WHOLE
            for board in Board.objects.filter(round=ranked.round_id, scope=Board.Scope.ROUND).order_by("pk")
        )


def _publish(ranked: RankedRound, board: Board, has_changed: bool, now: datetime) -> bool:
    edition = _edition(ranked, board, has_changed, now)
    name = files.edition_name(edition.number, edition.digest)
    if files.has_edition(board.pk, name):
        return False
    pages = (msgspec.json.encode(page) for page in edition_pages(ranked, board))
    files.publish_edition(board.pk, name, pages)
    return True


def _edition(ranked: RankedRound, board: Board, has_changed: bool, now: datetime) -> BoardEdition:
    """The edition the board should show: a frozen one stays, a result follows its standings."""
    frozen = not ranked.result_is_out
    number = board.frozen_edition if frozen else board.edition
    if number and (frozen or not has_changed):
        return board.editions.get(number=number)
    kind = BoardEdition.Kind.FROZEN if frozen else BoardEdition.Kind.FINAL
    return build_edition(board_id=board.pk, now=now, kind=kind)
