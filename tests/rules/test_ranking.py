"""Laws of the order of a board."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.rules.ranking import (
    MEASURED_KEYS,
    Result,
    deciding_key,
    live_keys,
    pack_key,
    packer,
    place,
    unpack,
)
from contest.rules.terms import RankingKey
from contest.rules.terms.contradictions import NOT_MEASURED

SMALL = st.integers(0, 3)
RESULTS = st.builds(
    Result,
    points=SMALL | st.integers(0, 2**31 - 1),
    correct_count=SMALL,
    duration_ms=SMALL | st.integers(0, 2**31 - 1),
    submitted_ms=SMALL | st.integers(0, 2**44),
    entered_ms=SMALL,
    perfect_tries=SMALL,
    prediction_distance=st.none() | SMALL | st.integers(0, 2**63 - 1),
)
KEYS = st.lists(st.sampled_from(sorted(MEASURED_KEYS)), min_size=1, unique=True)


def spelled_out(result: Result, keys: list[RankingKey]) -> tuple[float, ...]:
    """The order in plain Python numbers, smaller is better: written apart from the packing."""
    guess = result.prediction_distance
    value = {
        RankingKey.POINTS: -result.points,
        RankingKey.CORRECT_COUNT: -result.correct_count,
        RankingKey.PREDICTION_DISTANCE: float("inf") if guess is None else guess,
        RankingKey.DURATION: result.duration_ms,
        RankingKey.SUBMIT_MOMENT: result.submitted_ms,
        RankingKey.ENTRY_MOMENT: result.entered_ms,
        RankingKey.PERFECT_TRIES: -result.perfect_tries,
    }
    return tuple(value[key] for key in keys)


def test_every_key_is_either_measured_or_refused_by_the_terms() -> None:
    assert set(RankingKey) == MEASURED_KEYS | NOT_MEASURED
    assert not MEASURED_KEYS & NOT_MEASURED


@given(RESULTS, RESULTS, KEYS)
def test_bytes_order_as_the_keys_do(one: Result, other: Result, keys: list[RankingKey]) -> None:
    packed, against = pack_key(one, keys), pack_key(other, keys)
    assert (packed < against) == (spelled_out(one, keys) < spelled_out(other, keys))
    assert (packed == against) == (spelled_out(one, keys) == spelled_out(other, keys))
    assert len(packed) == len(against)


@given(st.lists(RESULTS, max_size=20), KEYS)
def test_a_rank_is_one_plus_the_number_strictly_better(results: list[Result], keys: list[RankingKey]) -> None:
    packed = [pack_key(result, keys) for result in results]
    for own, rank in zip(packed, place(packed), strict=True):
        assert rank == 1 + sum(other < own for other in packed)


@given(st.lists(RESULTS, max_size=12), KEYS, st.data())
def test_the_order_of_arrival_is_irrelevant(
    results: list[Result], keys: list[RankingKey], data: st.DataObject
) -> None:
    pack = packer(keys)
    arrived = data.draw(st.permutations(results))
    ranks = dict(zip(map(pack, results), place(list(map(pack, results))), strict=True))
    assert dict(zip(map(pack, arrived), place(list(map(pack, arrived))), strict=True)) == ranks


@given(RESULTS, RESULTS, KEYS)
def test_the_deciding_key_is_the_first_that_differs(
    one: Result, other: Result, keys: list[RankingKey]
) -> None:
    decided_by = deciding_key(pack_key(one, keys), pack_key(other, keys), keys)
    differing = [
        key
        for key, mine, theirs in zip(keys, spelled_out(one, keys), spelled_out(other, keys), strict=True)
        if mine != theirs
    ]
    assert decided_by is (differing[0] if differing else None)


@given(RESULTS, KEYS)
def test_a_key_tells_what_it_was_made_of(result: Result, keys: list[RankingKey]) -> None:
    made_of = {
        RankingKey.POINTS: result.points,
        RankingKey.CORRECT_COUNT: result.correct_count,
        RankingKey.PREDICTION_DISTANCE: result.prediction_distance,
        RankingKey.DURATION: result.duration_ms,
        RankingKey.SUBMIT_MOMENT: result.submitted_ms,
        RankingKey.ENTRY_MOMENT: result.entered_ms,
        RankingKey.PERFECT_TRIES: result.perfect_tries,
    }
    assert unpack(pack_key(result, keys), keys) == {key: made_of[key] for key in keys}


@given(KEYS)
def test_live_boards_leave_out_only_what_is_not_known_yet(keys: list[RankingKey]) -> None:
    assert live_keys(keys) == [key for key in keys if key != "PREDICTION_DISTANCE"]


@pytest.mark.parametrize("value", [-1, 2**64 - 1, 2**64])
@pytest.mark.parametrize("key", sorted(MEASURED_KEYS))
def test_what_does_not_fit_is_never_approximated(key: RankingKey, value: int) -> None:
    """The largest number of the widest key means "no guess" and is no value itself."""
    result = Result(*[value] * len(Result._fields))
    with pytest.raises(ValueError, match="does not fit"):
        pack_key(result, [key])


@given(st.lists(RESULTS, min_size=2, max_size=10), KEYS)
def test_better_results_come_first(results: list[Result], keys: list[RankingKey]) -> None:
    in_order = sorted(results, key=packer(keys))
    assert all(spelled_out(one, keys) <= spelled_out(other, keys) for one, other in pairwise(in_order))
