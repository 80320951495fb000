"""The order of a board, in one place.

The ranking keys of the terms pack into one byte string of fixed width: ascending bytes are best first, so the
database, Redis and Python agree on the order without knowing the keys. Equal strings share a rank.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import NamedTuple

from contest.rules.terms import RankingKey

Pack = Callable[["Result"], bytes]


class Result(NamedTuple):
    """What one standing is ranked by. Moments are milliseconds since 1970; a distance None is no guess."""

    points: int
    correct_count: int
    duration_ms: int
    submitted_ms: int
    entered_ms: int = 0
    perfect_tries: int = 0
    prediction_distance: int | None = None


class _Measure(NamedTuple):
    field: int
    width: int
    larger_is_better: bool = False


def _field(name: str) -> int:
    return Result._fields.index(name)


# Widths in bytes. Changing one changes every stored key: a new width is a new edition of all standings.
_MEASURES = {
    RankingKey.POINTS: _Measure(_field("points"), 4, larger_is_better=True),
    RankingKey.CORRECT_COUNT: _Measure(_field("correct_count"), 2, larger_is_better=True),
    RankingKey.PREDICTION_DISTANCE: _Measure(_field("prediction_distance"), 8),
    RankingKey.DURATION: _Measure(_field("duration_ms"), 5),
    RankingKey.SUBMIT_MOMENT: _Measure(_field("submitted_ms"), 6),
    RankingKey.ENTRY_MOMENT: _Measure(_field("entered_ms"), 6),
    RankingKey.PERFECT_TRIES: _Measure(_field("perfect_tries"), 4, larger_is_better=True),
}
MEASURED_KEYS = frozenset(_MEASURES)


def live_keys(keys: Sequence[RankingKey]) -> list[RankingKey]:
    """The keys a board can use before the truth of the prediction is known."""
    return [key for key in keys if key is not RankingKey.PREDICTION_DISTANCE]


def packer(keys: Sequence[RankingKey]) -> Pack:
    """A function from a result to its key under this order of keys.

    The function raises ValueError for a value its width cannot hold: an order is never approximated. A
    missing guess is the largest distance there is, behind every guess made.
    """
    measures = [_MEASURES[key] for key in keys]
    plan = [
        (field, 8 * width, (1 << 8 * width) - 1, larger_is_better)
        for field, width, larger_is_better in measures
    ]
    total = sum(measure.width for measure in measures)

    def pack(result: Result) -> bytes:
        packed = 0
        for field, bits, top, larger_is_better in plan:
            value = result[field]
            if value is None:
                value = top
            elif not 0 <= value < top:
                raise ValueError(f"{Result._fields[field]} {value} does not fit the ranking key")
            packed = packed << bits | (top - value if larger_is_better else value)
        return packed.to_bytes(total, "big")

    return pack


def pack_key(result: Result, keys: Sequence[RankingKey]) -> bytes:
    """The key of one result. For many results take the function `packer` gives."""
    return packer(keys)(result)


def unpack(packed: bytes, keys: Sequence[RankingKey]) -> dict[RankingKey, int | None]:
    """What a packed key says, key by key; None is a missing guess."""
    found: dict[RankingKey, int | None] = {}
    start = 0
    for key in keys:
        measure = _MEASURES[key]
        top = (1 << 8 * measure.width) - 1
        value = int.from_bytes(packed[start : start + measure.width], "big")
        start += measure.width
        if measure.larger_is_better:
            found[key] = top - value
        else:
            found[key] = None if value == top else value
    return found


def place(packed: Sequence[bytes]) -> list[int]:
    """The rank of each key, in the order given: one plus the number of keys strictly better."""
    in_order = sorted(packed)
    return [1 + bisect_left(in_order, key) for key in packed]


def deciding_key(above: bytes, below: bytes, keys: Sequence[RankingKey]) -> RankingKey | None:
    """The first key in which two packed keys differ: why one stands above the other. None: they are equal."""
    start = 0
    for key in keys:
        end = start + _MEASURES[key].width
        if above[start:end] != below[start:end]:
            return key
        start = end
    return None
