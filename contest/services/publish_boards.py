"""Writing the published files of boards: the only writer."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from django.db import connection

from contest.boards import files
from contest.boards.live import take_changed
from contest.boards.store import StoreIsLost
from contest.models import Board, BoardEdition
from contest.queries.board_files import board_index, board_top, edition_pages, unit_top
from contest.queries.ranked_rounds import BoardStatus, RankedRound, ranked_rounds_shown
from contest.services.build_edition import build_edition

_LOCK = 0x626F617264  # any number nobody else locks by
_encode = msgspec.json.encode


def publish_boards(*, now: datetime) -> int:
    """Bring the files of every board that changed up to date; returns how many boards were written.

    While a board is live: its first rows and its units. Frozen and with the result: an edition with every
    row. While it is hidden nothing but that it is. One process at a time writes; another one does nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            return 0
        try:
            return _publish(now)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def _publish(now: datetime) -> int:
    changed = _changed()
    written = 0
    for ranked in ranked_rounds_shown(now=now):
        boards = Board.objects.filter(round=ranked.round_id, scope=Board.Scope.ROUND).order_by("pk")
        for board in boards.select_related("division"):
            written += _publish_board(ranked, board, changed is None or board.pk in changed, now)
    return written


def _changed() -> set[UUID] | None:
    """The boards that moved since the last time; None when nobody knows."""
    try:
        return take_changed()
    except StoreIsLost:
        return None


def _publish_board(ranked: RankedRound, board: Board, has_changed: bool, now: datetime) -> bool:
    status = ranked.status(now)
    index = _encode(board_index(ranked, board, now))
    match status:
        case BoardStatus.HIDDEN:
            for name in ("top.json", "units.json"):
                files.withdraw(board.pk, name)
        case BoardStatus.LIVE:
            if has_changed or files.is_missing(board.pk, "top.json"):
                _publish_tops(ranked, board, now)
        case _:
            _publish_edition(ranked, board, has_changed, now)
            index = _encode(board_index(ranked, board, now))
    return files.publish(board.pk, "index.json", index) or has_changed


def _publish_tops(ranked: RankedRound, board: Board, now: datetime) -> None:
    files.publish(board.pk, "top.json", _encode(board_top(ranked, board, now)))
    if board.division_id is None:
        files.publish(board.pk, "units.json", _encode(unit_top(ranked, now)))


def _publish_edition(ranked: RankedRound, board: Board, has_changed: bool, now: datetime) -> None:
    frozen = not ranked.result_is_out
    number = board.frozen_edition if frozen else board.edition
    if not number or (has_changed and not frozen):
        kind = BoardEdition.Kind.FROZEN if frozen else BoardEdition.Kind.FINAL
        number = build_edition(board_id=board.pk, now=now, kind=kind).number
        board.refresh_from_db()
    edition = board.editions.get(number=number)
    name = files.edition_name(edition.number, edition.digest)
    if not files.has_edition(board.pk, name):
        pages: Any = (_encode(page) for page in edition_pages(ranked, board))
        files.publish_edition(board.pk, name, pages)
        _publish_tops(ranked, board, now)
