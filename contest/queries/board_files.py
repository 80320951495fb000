"""What stands in the published files of a board: the same rows as the API gives."""

import hashlib
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import F

from contest.boards import files
from contest.models import Board
from contest.queries.boards import BoardRow, pages_of_board
from contest.queries.ranked_rounds import BoardStatus, RankedRound, ranked_rounds_shown
from contest.queries.statements import rows_prepared
from contest.queries.unit_boards import unit_rows
from contest.rules.lifecycle import phase

TOP = 200
UNIT_TOP = 100
EDITION_PAGE = 1_000
_DIGEST_BATCH = 5_000


def board_index(ranked: RankedRound, board: Board, now: datetime) -> dict[str, Any]:
    """What the board is and where its rows are; nothing that counts while counters are hidden."""
    status = ranked.status(now)
    shows = status is not BoardStatus.HIDDEN
    number = board.frozen_edition if status is BoardStatus.FROZEN else board.edition
    edition = board.editions.filter(number=number).first() if shows and number else None
    return {
        "round": {
            "id": str(ranked.round_id),
            "number": ranked.number,
            "title": ranked.round_title,
            "opens_at": _instant(ranked.window.opens_at),
            "closes_at": _instant(ranked.window.closes_at),
            "phase": phase(ranked.window, now),
            "state": ranked.round_state,
        },
        "contest": {"slug": ranked.contest_slug, "title": ranked.contest_title},
        "division": board.division.code if board.division else None,
        "status": status,
        "keys": ranked.public_keys,
        "left_out": ranked.left_out,
        "edition": edition
        and {
            "number": edition.number,
            "digest": edition.digest,
            "built_at": _instant(edition.built_at),
            "rows": edition.row_count,
            "rows_a_page": EDITION_PAGE,
        },
    }


def board_top(ranked: RankedRound, board: Board, now: datetime) -> dict[str, Any]:
    """The first rows of a board."""
    pages = pages_of_board(ranked=ranked, board_id=board.pk, size=TOP)
    rows = next(pages, [])
    return {"as_of": _as_of(ranked, now), "rows": [_row(row) for row in rows]}


def unit_top(ranked: RankedRound, now: datetime) -> dict[str, Any]:
    """The first rows of a unit board."""
    rows = [
        {
            "rank": row.rank,
            "unit": {"id": str(row.unit_id), "name": row.name, "parent_name": row.parent_name},
            "people": row.people,
            "attempts": row.attempts,
            "head_count": row.head_count,
            "rate_percent": row.rate_percent,
            "mean_points": row.mean_points,
            "all_right": row.all_right,
        }
        for _place, row in islice(unit_rows(ranked), UNIT_TOP)
    ]
    return {"as_of": _as_of(ranked, now), "rows": rows}


def edition_pages(ranked: RankedRound, board: Board) -> Iterator[list[dict[str, Any]]]:
    """Every row of the public board, a thousand at a time."""
    for rows in pages_of_board(ranked=ranked, board_id=board.pk, size=EDITION_PAGE):
        yield [_row(row) for row in rows]


def board_digest(*, board_id: UUID) -> tuple[str, int]:
    """The SHA-256 (hex) over packed key and entry's id of each public row in order, and their number."""
    digest, row_count = hashlib.sha256(), 0
    key, entry_id = b"", UUID(int=0)
    while rows := rows_prepared(_KEYS, [board_id, key, entry_id, _DIGEST_BATCH]):
        for key, entry_id in rows:
            digest.update(key + entry_id.bytes)
        row_count += len(rows)
    return digest.hexdigest(), row_count


def boards_to_publish(
    *, changed: Collection[UUID] | None, now: datetime
) -> Iterator[tuple[RankedRound, Board]]:
    """The boards whose files may have to be written: those that move, that changed or that have no file.

    Without knowing what `changed`, all there are. The board of everybody stands for its round, so it comes
    last.
    """
    boards = Board.objects.filter(scope=Board.Scope.ROUND)
    if changed is not None:
        there = files.boards_there()
        changed = {*changed, *boards.exclude(pk__in=there).values_list("pk", flat=True)}
    for ranked in ranked_rounds_shown(now=now, boards=changed):
        of_round = boards.filter(round=ranked.round_id).select_related("division")
        for board in of_round.order_by(F("division").asc(nulls_last=True)):
            yield ranked, board


def _as_of(ranked: RankedRound, now: datetime) -> str:
    frozen_at = ranked.counters_hidden_from if ranked.status(now) is BoardStatus.FROZEN else None
    return _instant(frozen_at or now)


def _row(row: BoardRow) -> dict[str, Any]:
    return {
        "rank": row.rank,
        "name": row.name,
        "unit": None if row.unit_id is None else {"id": str(row.unit_id), "name": row.unit_name},
        "division": row.division,
        "points": row.points,
        "correct_count": row.correct_count,
        "duration_ms": row.duration_ms,
        "submitted_at": _instant(row.submitted_at),
        "decided_by": row.decided_by,
        "tied": row.tied,
    }


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


_KEYS = """
SELECT public_key, entry_id FROM contest_standing
 WHERE board_id = $1 AND public_key IS NOT NULL AND (public_key, entry_id) > ($2::bytea, $3::uuid)
 ORDER BY public_key, entry_id LIMIT $4::int
"""
