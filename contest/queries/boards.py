"""Boards of persons, page by page."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any, NamedTuple, Protocol, TypedDict
from uuid import UUID
from zoneinfo import ZoneInfo

from contest.boards.live import Placing, View
from contest.models import Board
from contest.queries.board_names import public_names, staff_names
from contest.queries.board_ranks import ranks_of_run, ranks_on_board
from contest.queries.board_search import entry_with, units_sought
from contest.queries.ranked_rounds import BoardStatus, RankedRound, published_round, ranked_round
from contest.queries.statements import rows_prepared, run_prepared
from contest.rules.ranking import deciding_key, unpack
from contest.rules.terms import NamesOnBoard, RankingKey
from quizzes.refusals import Refusal

PAGE = 50
EACH_SIDE = 3
_ENTRY_ID_BYTES = 16


class RanksOf(Protocol):
    """The rank of each of these keys on a board."""

    def __call__(self, *, board_id: UUID, view: View, keys: Sequence[bytes]) -> Mapping[bytes, Placing]: ...


class DivisionUnknown(Refusal):
    """The contest has no such division."""

    code = "division_unknown"


class BoardRow(NamedTuple):
    """A place on a board. `decided_by` is the key by which it stands above the row below it on the page."""

    rank: int
    entry_id: UUID
    number: str
    name: str | None
    unit_id: UUID | None
    unit_name: str | None
    division: str | None
    points: int
    correct_count: int
    duration_ms: int
    submitted_at: datetime
    decided_by: RankingKey | None
    tied: bool
    attempt_id: UUID | None


@dataclass(frozen=True, slots=True)
class BoardPage:
    """Some rows of a board; `next_place` is where the next page begins, None on the last one."""

    ranked: RankedRound
    status: BoardStatus
    as_of: datetime
    keys: list[RankingKey]
    left_out: list[RankingKey]
    rows: list[BoardRow]
    next_place: bytes | None


@dataclass(frozen=True, slots=True)
class Selection:
    """Which rows of a board are meant: after a place, of a unit with all below it, of a division.

    `q` is an entry number as a whole, or else a part of a unit's name.
    """

    after: bytes | None = None
    unit: UUID | None = None
    division: str | None = None
    q: str = ""

    @property
    def ranks_of(self) -> RanksOf:
        """How the rows are ranked: all of them follow each other unless some are left out."""
        return ranks_on_board if self.unit or self.q else ranks_of_run


class _Found(NamedTuple):
    """The columns of the page statement."""

    key: bytes
    entry_id: UUID
    number: str
    unit_id: UUID | None
    unit_name: str | None
    division: str | None
    points: int
    correct_count: int
    duration_ms: int
    submitted_at: datetime
    attempt_id: UUID | None


def public_board(*, round_id: UUID, selection: Selection, now: datetime, limit: int = PAGE) -> BoardPage:
    """A page of the public board.

    Nothing on it depends on who asks, nor, while counters are hidden, on anything that happened since.
    Refuses RoundNotFound, DivisionUnknown.
    """
    ranked = published_round(round_id=round_id)
    status = ranked.status(now)
    board_id = board_of(ranked, selection.division)
    rows: list[BoardRow] = []
    found: list[_Found] = []
    if status is not BoardStatus.HIDDEN and board_id is not None:
        found = _rows(board_id, View.PUBLIC, selection, limit + 1)
        names = public_names([row.entry_id for row in found[:limit]], **naming(ranked))
        rows = _placed(board_id, View.PUBLIC, found, limit, ranked.public_keys, names, selection.ranks_of)
    frozen_at = ranked.counters_hidden_from if status is BoardStatus.FROZEN else None
    return BoardPage(
        ranked=ranked,
        status=status,
        as_of=frozen_at or now,
        keys=ranked.public_keys,
        left_out=ranked.left_out,
        rows=rows,
        next_place=_next(found, limit),
    )


def staff_board(*, round_id: UUID, selection: Selection, now: datetime, limit: int = PAGE) -> BoardPage:
    """A page of the board as judges see it: always up to date, with names.

    Refuses RoundNotFound, DivisionUnknown.
    """
    ranked = ranked_round(round_id=round_id)
    board_id = board_of(ranked, selection.division)
    keys = ranked.staff_keys
    found = [] if board_id is None else _rows(board_id, View.STAFF, selection, limit + 1)
    found = [_as_judged(row, keys) for row in found]
    shown = found[:limit]
    names = staff_names([row.entry_id for row in shown])
    rows = (
        []
        if board_id is None
        else _placed(board_id, View.STAFF, found, limit, keys, names, selection.ranks_of)
    )
    return BoardPage(
        ranked=ranked,
        status=ranked.status(now),
        as_of=now,
        keys=keys,
        left_out=[key for key in ranked.terms.ranking_keys if key not in keys],
        rows=rows,
        next_place=_next(found, limit),
    )


def rows_around(*, ranked: RankedRound, board_id: UUID, entry_id: UUID) -> list[BoardRow]:
    """The rows of the public board next to an entry's own, the own one among them; none without that."""
    found = [_Found(*row) for row in rows_prepared(_AROUND, [board_id, entry_id])]
    found.sort(key=lambda row: (row.key, row.entry_id))
    names = public_names([row.entry_id for row in found], **naming(ranked))
    return _placed(board_id, View.PUBLIC, found, len(found), ranked.public_keys, names, ranks_of_run)


class Naming(TypedDict):
    """How people are named on a public board."""

    how: NamesOnBoard
    on: date


def naming(ranked: RankedRound) -> Naming:
    """How the terms name people on the public board of a round as it stands.

    They are as old as on the day on which the round opens, where the contest is held.
    """
    publication = ranked.terms.publication
    how = publication.names_in_results if ranked.result_is_out else publication.names_while_open
    return {"how": how, "on": ranked.window.opens_at.astimezone(ZoneInfo(ranked.time_zone)).date()}


def pages_of_board(*, ranked: RankedRound, board_id: UUID, size: int) -> Iterator[list[BoardRow]]:
    """The whole public board in pages; ranks are counted on the way, so Redis is not asked."""
    after: bytes | None = None
    rank, seen = 0, 0
    last_key = b""
    while True:
        found = _rows(board_id, View.PUBLIC, Selection(after=after), size + 1)
        shown = found[:size]
        ranks: dict[bytes, Placing] = {}
        same = Counter(row.key for row in found)
        for row in shown:
            seen += 1
            if row.key != last_key:
                rank = seen
            tied = row.key == last_key or same[row.key] > 1
            last_key = row.key
            ranks.setdefault(row.key, Placing(rank, 1 + tied))
        names = public_names([row.entry_id for row in shown], **naming(ranked))
        if shown:
            yield _with_ranks(found, size, ranked.public_keys, names, ranks)
        after = _next(found, size)
        if after is None:
            return


def board_of(ranked: RankedRound, division: str | None) -> UUID | None:
    """The board of everybody or of a division; None before anybody could stand on it."""
    if division is not None and not any(one.code == division for one in ranked.terms.divisions):
        raise DivisionUnknown(division=division)
    row = run_prepared(_BOARD, [ranked.round_id, division])
    return None if row is None else row[0]


def _rows(board_id: UUID, view: View, selection: Selection, limit: int) -> list[_Found]:
    key, select = (
        ("standing.public_key", _PUBLIC_ROWS) if view is View.PUBLIC else ("standing.staff_key", _STAFF_ROWS)
    )
    parameters: list[Any] = [board_id]
    after = sought = ""
    if selection.after is not None:
        after = f"AND ({key}, standing.entry_id) > ($2::bytea, $3::uuid)"
        edge = len(selection.after) - _ENTRY_ID_BYTES
        parameters += (selection.after[:edge], UUID(bytes=selection.after[edge:]))
    entry_id = entry_with(board_id=board_id, number=selection.q) if selection.q else None
    units = units_sought(unit=selection.unit, q="" if entry_id else selection.q)
    if units is not None:
        parameters.append(units)
        of_units = _OF_UNITS if entry_id else _FIRST_OF_UNITS
        sought = of_units.format(key=key, after=after, units=len(parameters), limit=limit)
    if entry_id is not None:
        parameters.append(entry_id)
        sought += f" AND standing.entry_id = ${len(parameters)}::uuid"
    # Written out: of a plan for any number of rows PostgreSQL thinks so little that it plans each time anew.
    order = f"ORDER BY {key}, standing.entry_id LIMIT {limit}"
    return [_Found(*row) for row in rows_prepared(f"{select} {after} {sought} {order}", parameters)]


def _placed(
    board_id: UUID,
    view: View,
    found: Sequence[_Found],
    limit: int,
    keys: Sequence[RankingKey],
    names: dict[UUID, str],
    ranks_of: RanksOf,
) -> list[BoardRow]:
    ranks = ranks_of(board_id=board_id, view=view, keys=[row.key for row in found[:limit]])
    return _with_ranks(found, limit, keys, names, ranks)


def _with_ranks(
    found: Sequence[_Found],
    limit: int,
    keys: Sequence[RankingKey],
    names: dict[UUID, str],
    ranks: Mapping[bytes, Placing],
) -> list[BoardRow]:
    """The first rows with their ranks; one row more tells what decides at the foot of the page."""
    decided = [deciding_key(above.key, below.key, keys) for above, below in pairwise(found)]
    rows = []
    for row, decided_by in zip(found[:limit], [*decided, None], strict=False):
        placing = ranks[row.key]
        rows.append(
            BoardRow(
                rank=placing.rank,
                entry_id=row.entry_id,
                number=row.number,
                name=names.get(row.entry_id),
                unit_id=row.unit_id,
                unit_name=row.unit_name,
                division=row.division,
                points=row.points,
                correct_count=row.correct_count,
                duration_ms=row.duration_ms,
                submitted_at=row.submitted_at,
                decided_by=decided_by,
                tied=placing.shared_by > 1,
                attempt_id=row.attempt_id,
            )
        )
    return rows


def ranked_duration_ms(key: bytes, keys: Sequence[RankingKey], *, measured_ms: int) -> int:
    """The duration by which a key ranks, which the last change may end and extra time scale; without such a
    key the measured one.
    """
    ranked_by = unpack(key, keys).get(RankingKey.DURATION)
    return measured_ms if ranked_by is None else ranked_by


def _as_judged(row: _Found, keys: Sequence[RankingKey]) -> _Found:
    return row._replace(duration_ms=ranked_duration_ms(row.key, keys, measured_ms=row.duration_ms))


def _next(found: Sequence[_Found], limit: int) -> bytes | None:
    return found[limit - 1].key + found[limit - 1].entry_id.bytes if len(found) > limit else None


_OF_UNITS = "AND standing.unit_id = ANY(${units}::uuid[])"
# The first of each unit and of these the first, by index: it costs as much as there are units, however long
# the board.
_FIRST_OF_UNITS = """AND standing.entry_id = ANY(ARRAY(
       SELECT first.entry_id
         FROM unnest(${units}::uuid[]) AS sought (unit_id)
        CROSS JOIN LATERAL (
              SELECT {key} AS key, standing.entry_id FROM contest_standing AS standing
               WHERE standing.board_id = $1 AND standing.unit_id = sought.unit_id
                 AND {key} IS NOT NULL {after}
               ORDER BY {key}, standing.entry_id LIMIT {limit}) AS first
        ORDER BY first.key, first.entry_id LIMIT {limit}))"""

_BOARD = f"""
SELECT board.id
  FROM contest_board AS board
  LEFT JOIN contest_division AS division ON division.id = board.division_id
 WHERE board.round_id = $1 AND board.scope = '{Board.Scope.ROUND}'
   AND division.code IS NOT DISTINCT FROM $2::text
"""  # noqa: S608  # only the name of a scope is put in
_FROM_TABLES = """
  FROM contest_standing AS standing
  JOIN contest_entry AS entry ON entry.id = standing.entry_id
  LEFT JOIN contest_division AS division ON division.id = entry.division_id
  LEFT JOIN accounts_unit AS unit ON unit.id = standing.unit_id"""
_PUBLIC_ROWS = f"""
SELECT standing.public_key, standing.entry_id, entry.number, standing.unit_id, unit.name, division.code,
       standing.points, standing.correct_count, standing.duration_ms, standing.submitted_at, NULL::uuid
{_FROM_TABLES}
 WHERE standing.board_id = $1 AND standing.public_key IS NOT NULL
"""
# What judges see is what the attempt that counts is worth now, not what the public was shown.
_STAFF_ROWS = f"""
SELECT standing.staff_key, standing.entry_id, entry.number, entry.unit_id, unit.name, division.code,
       mark.points, mark.correct_count,
       floor(EXTRACT(EPOCH FROM attempt.submitted_at - attempt.opened_at) * 1000)::bigint,
       attempt.submitted_at, attempt.id
{_FROM_TABLES}
  JOIN contest_attempt AS attempt ON attempt.id = standing.attempt_id
  JOIN contest_round AS round ON round.id = attempt.round_id
  JOIN contest_mark AS mark ON mark.attempt_id = attempt.id AND mark.key_number = round.key_number
 WHERE standing.board_id = $1 AND standing.staff_key IS NOT NULL
"""  # noqa: S608  # only a constant is put in
_BESIDE_OWN = """
   AND (standing.public_key, standing.entry_id) {} (own.public_key, own.entry_id)
 ORDER BY standing.public_key {}, standing.entry_id {}"""
_AROUND = f"""
SELECT near.* FROM contest_standing AS own
 CROSS JOIN LATERAL (
       ({_PUBLIC_ROWS} {_BESIDE_OWN.format("<", "DESC", "DESC")} LIMIT {EACH_SIDE})
       UNION ALL
       ({_PUBLIC_ROWS} {_BESIDE_OWN.format(">=", "", "")} LIMIT {EACH_SIDE + 1})) AS near
 WHERE own.board_id = $1 AND own.entry_id = $2
"""  # noqa: S608  # fragments of our own
