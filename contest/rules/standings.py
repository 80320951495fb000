"""Which attempt of a person counts, and what units are compared by."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from contest.rules.prediction import rounded_share
from contest.rules.ranking import Pack, Result, place
from contest.rules.terms import Counting, UnitBoard, UnitMeasure

_WIDTH = 8
_TOP = (1 << 8 * _WIDTH) - 1


class Tried(NamedTuple):
    """One scored attempt that is not void."""

    attempt_id: UUID
    ordinal: int
    result: Result


def counted(tries: Sequence[Tried], counting: Counting, pack: Pack) -> Tried:
    """The try that counts: the best in the full order of the board, or the first, or the last.

    Of tries equal in every key the earliest counts. Raises ValueError without a try.
    """
    if len(tries) == 1:
        return tries[0]
    match counting:
        case Counting.BEST:
            return min(tries, key=lambda tried: (pack(tried.result), tried.ordinal))
        case Counting.FIRST:
            return min(tries, key=lambda tried: tried.ordinal)
        case Counting.LAST:
            return max(tries, key=lambda tried: tried.ordinal)


@dataclass(frozen=True, slots=True)
class UnitTally:
    """What was counted for a unit with everything below it.

    `points` sums, and `all_right` counts, the attempts that count, one a person. `head_count` is how many
    people were meant to take part, None where nobody said.
    """

    people: int
    attempts: int
    points: int
    all_right: int
    head_count: int | None = None

    @property
    def rate(self) -> int | None:
        """People of the head-count in hundredths of a percent, rounded half up."""
        return None if self.head_count is None else rounded_share(self.people, self.head_count, 10_000)

    @property
    def mean_points(self) -> int:
        """Mean points of the people who took part, in hundredths of a point, rounded half up."""
        return rounded_share(self.points, self.people, 100)


def unit_measure(tally: UnitTally, measure: UnitMeasure) -> int:
    """A unit's value in one measure, larger is better; an unknown rate is no rate at all."""
    match measure:
        case UnitMeasure.PEOPLE:
            return tally.people
        case UnitMeasure.ATTEMPTS:
            return tally.attempts
        case UnitMeasure.RATE:
            return tally.rate or 0
        case UnitMeasure.MEAN_POINTS:
            return tally.mean_points
        case UnitMeasure.ALL_RIGHT:
            return tally.all_right


def unit_key(tally: UnitTally, measures: Sequence[UnitMeasure]) -> bytes:
    """The packed key of a unit: ascending bytes are best first, as for persons."""
    return b"".join((_TOP - unit_measure(tally, one)).to_bytes(_WIDTH, "big") for one in measures)


def qualifies(tally: UnitTally, board: UnitBoard) -> bool:
    """True when the unit's rate reaches what the terms ask of a unit to be ranked."""
    return not board.qualifies_from or (tally.rate or 0) >= board.qualifies_from


def place_units(tallies: Sequence[UnitTally], board: UnitBoard) -> list[int | None]:
    """The rank of each unit in the order given; None for a unit that does not qualify."""
    ranked = [index for index, tally in enumerate(tallies) if qualifies(tally, board)]
    ranks = place([unit_key(tallies[index], board.measures) for index in ranked])
    found: list[int | None] = [None] * len(tallies)
    for index, rank in zip(ranked, ranks, strict=True):
        found[index] = rank
    return found
