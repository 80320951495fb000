"""Boards of units: people, attempts, rate, mean, people all right."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.core.cache import cache

from contest.accounts.models import Unit
from contest.models import Contest, HeadCount
from contest.queries.boards import board_of
from contest.queries.ranked_rounds import BoardStatus, RankedRound, published_round
from contest.queries.statements import rows_prepared
from contest.rules.standings import UnitTally, place_units, unit_key
from contest.rules.terms import EntryField

PAGE = 50
_KEPT_SECONDS = 5


class UnitRow(NamedTuple):
    """A unit with all below it. `rank` None: its rate is below what the terms ask.

    Rate and mean are rounded to two decimals; without a head-count there is no rate.
    """

    rank: int | None
    unit_id: UUID
    name: str
    parent_name: str | None
    people: int
    attempts: int
    head_count: int | None
    rate_percent: float | None
    mean_points: float
    all_right: int


@dataclass(frozen=True, slots=True)
class UnitPage:
    """Some rows of a unit board; `next_place` is where the next page begins."""

    ranked: RankedRound
    status: BoardStatus
    as_of: datetime
    rows: list[UnitRow]
    next_place: bytes | None


@dataclass(slots=True)
class _Sum:
    people: int = 0
    attempts: int = 0
    points: int = 0
    all_right: int = 0

    def add(self, other: "_Sum") -> None:
        self.people += other.people
        self.attempts += other.attempts
        self.points += other.points
        self.all_right += other.all_right


@dataclass(slots=True)
class _Ground:
    """What the sums are put on: the units shown and their names."""

    units: dict[UUID, Unit]
    head_counts: dict[UUID, int]
    sums: dict[UUID, _Sum] = field(default_factory=dict)


def unit_board(
    *,
    round_id: UUID,
    after: bytes | None,
    now: datetime,
    limit: int = PAGE,
    within: Collection[UUID] | None = None,
) -> UnitPage:
    """A page of the public unit board, at most five seconds old; `within`: only these units.

    While counters are hidden it stays as it was when they were hidden. Refuses RoundNotFound.
    """
    ranked = published_round(round_id=round_id)
    status = ranked.status(now)
    if status is BoardStatus.HIDDEN:
        return UnitPage(ranked, status, now, [], None)
    key = f"unit-board:{round_id}:{ranked.round_state}"
    rows: list[tuple[bytes, UnitRow]] | None = cache.get(key)
    if rows is None:
        rows = unit_rows(ranked)
        cache.set(key, rows, _KEPT_SECONDS)
    rest = [
        pair
        for pair in rows
        if (after is None or pair[0] > after) and (within is None or pair[1].unit_id in within)
    ]
    as_of = ranked.counters_hidden_from if status is BoardStatus.FROZEN else None
    next_place = rest[limit - 1][0] if len(rest) > limit else None
    return UnitPage(ranked, status, as_of or now, [row for _, row in rest[:limit]], next_place)


def unit_rows(ranked: RankedRound) -> list[tuple[bytes, UnitRow]]:
    """All units in order, each with its place: those somebody entered for and those with a head-count."""
    board_id = board_of(ranked, None)
    if board_id is None or not any(asked.field is EntryField.UNIT for asked in ranked.terms.registration):
        return []
    question_count = ranked.terms.paper.question_count
    direct = {
        unit_id: _Sum(*numbers) for unit_id, *numbers in rows_prepared(_SUMS, [board_id, question_count])
    }
    ground = _rolled_up(ranked, direct)
    order = ranked.terms.units
    ids = list(ground.sums)
    tallies = [
        UnitTally(one.people, one.attempts, one.points, one.all_right, ground.head_counts.get(unit_id))
        for unit_id, one in ground.sums.items()
    ]
    rows = []
    for unit_id, tally, rank in zip(ids, tallies, place_units(tallies, order), strict=True):
        # Units that do not qualify come last.
        place = bytes([rank is None]) + unit_key(tally, order.measures) + unit_id.bytes
        rows.append((place, _row(ground.units[unit_id], tally, rank)))
    return sorted(rows, key=lambda pair: pair[0])


def _rolled_up(ranked: RankedRound, direct: dict[UUID, _Sum]) -> _Ground:
    """The sums of each unit shown with those of everything below it."""
    head_counts = dict(HeadCount.objects.filter(contest=ranked.contest_id).values_list("unit", "people"))
    root = Contest.objects.values_list("unit_root", flat=True).get(pk=ranked.contest_id)
    shown = (direct.keys() | head_counts.keys()) - {root}
    units = Unit.objects.select_related("parent").in_bulk([*direct, *head_counts])
    ground = _Ground(units, head_counts, {unit_id: _Sum() for unit_id in sorted(shown)})
    for unit_id, numbers in direct.items():
        for above in {unit_id, *units[unit_id].ancestors} & shown:
            ground.sums[above].add(numbers)
    return ground


def _row(unit: Unit, tally: UnitTally, rank: int | None) -> UnitRow:
    return UnitRow(
        rank=rank,
        unit_id=unit.pk,
        name=unit.name,
        parent_name=unit.parent.name if unit.parent else None,
        people=tally.people,
        attempts=tally.attempts,
        head_count=tally.head_count,
        rate_percent=None if tally.rate is None else tally.rate / 100,
        mean_points=tally.mean_points / 100,
        all_right=tally.all_right,
    )


# The public values only: they stand still while counters are hidden.
_SUMS = """
SELECT unit_id, count(*)::int, sum(attempt_count)::int, sum(points)::bigint,
       (count(*) FILTER (WHERE correct_count = $2::int))::int
  FROM contest_standing
 WHERE board_id = $1 AND public_key IS NOT NULL AND unit_id IS NOT NULL
 GROUP BY unit_id
"""
