"""Boards on the wire."""

from datetime import datetime
from typing import Any

from msgspec import Struct

from contest.api import pages
from contest.api.instants import Instant, instant
from contest.api.round_shapes import ContestName, RoundBrief, UnitName, round_brief
from contest.queries.boards import BoardPage, BoardRow
from contest.queries.ranked_rounds import BoardStatus
from contest.queries.unit_boards import UnitPage, UnitRow
from contest.rules.terms import RankingKey


class Place(Struct, kw_only=True):
    """A place on a board. `decided_by`: the key by which it stands above the next row; null: none."""

    rank: int
    name: str | None
    unit: UnitName | None
    division: str | None
    points: int
    correct_count: int
    duration_ms: int
    submitted_at: Instant
    decided_by: RankingKey | None
    tied: bool


class OwnPlaceRow(Place, kw_only=True):
    """A place near one's own."""

    mine: bool


class Board(Struct):
    """A page of a board; `after` is where the next one begins, `left_out` what cannot be ranked by yet."""

    round: RoundBrief
    contest: ContestName
    status: BoardStatus
    as_of: Instant
    keys: list[RankingKey]
    left_out: list[RankingKey]
    rows: list[Place]
    after: str | None


class UnitAbove(Struct):
    """A unit with the name of what it belongs to."""

    id: str
    name: str
    parent_name: str | None


class UnitPlace(Struct):
    """A unit's place. `rank` null: its rate is below what the terms ask."""

    rank: int | None
    unit: UnitAbove
    people: int
    attempts: int
    head_count: int | None
    rate_percent: float | None
    mean_points: float
    all_right: int


class UnitBoard(Struct):
    """A page of a board of units."""

    round: RoundBrief
    contest: ContestName
    status: BoardStatus
    as_of: Instant
    rows: list[UnitPlace]
    after: str | None


def board(page: BoardPage, list_name: str, now: datetime) -> Board:
    """A page of the public board."""
    ranked = page.ranked
    return Board(
        round=round_brief(ranked, now),
        contest=ContestName(ranked.contest_slug, ranked.contest_title),
        status=page.status,
        as_of=instant(page.as_of),
        keys=page.keys,
        left_out=page.left_out,
        rows=[Place(**_place(row)) for row in page.rows],
        after=None if page.next_place is None else pages.cursor(page.next_place, of=list_name),
    )


def unit_board(page: UnitPage, list_name: str, now: datetime) -> UnitBoard:
    """A page of the public board of units."""
    ranked = page.ranked
    return UnitBoard(
        round=round_brief(ranked, now),
        contest=ContestName(ranked.contest_slug, ranked.contest_title),
        status=page.status,
        as_of=instant(page.as_of),
        rows=[_unit_place(row) for row in page.rows],
        after=None if page.next_place is None else pages.cursor(page.next_place, of=list_name),
    )


def near(row: BoardRow, *, mine: bool) -> OwnPlaceRow:
    """A place near one's own."""
    return OwnPlaceRow(**_place(row), mine=mine)


def _place(row: BoardRow) -> dict[str, Any]:
    return {
        "rank": row.rank,
        "name": row.name,
        "unit": UnitName(str(row.unit_id), row.unit_name or "") if row.unit_id else None,
        "division": row.division,
        "points": row.points,
        "correct_count": row.correct_count,
        "duration_ms": row.duration_ms,
        "submitted_at": instant(row.submitted_at),
        "decided_by": row.decided_by,
        "tied": row.tied,
    }


def _unit_place(row: UnitRow) -> UnitPlace:
    return UnitPlace(
        row.rank,
        UnitAbove(str(row.unit_id), row.name, row.parent_name),
        row.people,
        row.attempts,
        row.head_count,
        row.rate_percent,
        row.mean_points,
        row.all_right,
    )
