"""Laws of which attempt counts, and of comparing units."""

from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.rules.ranking import Result, packer
from contest.rules.standings import Tried, UnitTally, counted, place_units, unit_key, unit_measure
from contest.rules.terms import Counting, RankingKey, UnitBoard, UnitMeasure

PACK = packer([RankingKey.POINTS, RankingKey.DURATION])
RESULTS = st.builds(
    Result,
    points=st.integers(0, 3),
    correct_count=st.just(0),
    duration_ms=st.integers(0, 3),
    submitted_ms=st.integers(0, 9),
)


@st.composite
def tries_of_a_person(draw: st.DrawFn) -> list[Tried]:
    """Some attempts with different ordinals, in any order."""
    results = draw(st.lists(RESULTS, min_size=1, max_size=6))
    tries = [Tried(UUID(int=ordinal), ordinal, result) for ordinal, result in enumerate(results, start=1)]
    return draw(st.permutations(tries))


@given(tries_of_a_person())
def test_the_best_try_has_none_better_and_is_the_earliest_of_its_equals(tries: list[Tried]) -> None:
    best = counted(tries, Counting.BEST, PACK)
    own = PACK(best.result)
    assert all(PACK(one.result) >= own for one in tries)
    assert best.ordinal == min(one.ordinal for one in tries if PACK(one.result) == own)


@given(tries_of_a_person())
def test_first_and_last_go_by_ordinal(tries: list[Tried]) -> None:
    assert counted(tries, Counting.FIRST, PACK).ordinal == min(one.ordinal for one in tries)
    assert counted(tries, Counting.LAST, PACK).ordinal == max(one.ordinal for one in tries)


@given(tries_of_a_person(), RESULTS)
def test_one_more_try_never_makes_the_best_worse(tries: list[Tried], result: Result) -> None:
    more = [*tries, Tried(UUID(int=99), len(tries) + 1, result)]
    before = PACK(counted(tries, Counting.BEST, PACK).result)
    assert PACK(counted(more, Counting.BEST, PACK).result) == min(before, PACK(result))


@pytest.mark.parametrize("counting", list(Counting))
def test_without_a_try_nothing_counts(counting: Counting) -> None:
    with pytest.raises(ValueError, match="empty"):
        counted([], counting, PACK)


@st.composite
def tallies(draw: st.DrawFn) -> UnitTally:
    """A unit's counts that can belong together."""
    people = draw(st.integers(0, 50))
    return UnitTally(
        people=people,
        attempts=people and draw(st.integers(people, 3 * people)),
        points=people and draw(st.integers(0, 100 * people)),
        all_right=draw(st.integers(0, people)),
        head_count=draw(st.none() | st.integers(1, 100)),
    )


MEASURES = st.lists(st.sampled_from(UnitMeasure), min_size=1, unique=True)
EXACTLY_HALF = st.integers(1, 9).map(lambda people: UnitTally(people, people, 0, 0, head_count=2 * people))


@given(tallies())
def test_each_measure_is_the_number_it_names(unit: UnitTally) -> None:
    assert {measure: unit_measure(unit, measure) for measure in UnitMeasure} == {
        UnitMeasure.PEOPLE: unit.people,
        UnitMeasure.ATTEMPTS: unit.attempts,
        UnitMeasure.RATE: unit.rate or 0,
        UnitMeasure.MEAN_POINTS: unit.mean_points,
        UnitMeasure.ALL_RIGHT: unit.all_right,
    }


@given(st.lists(tallies() | EXACTLY_HALF, max_size=10), MEASURES, st.sampled_from([0, 5000, 7000]))
def test_units_rank_by_measures_in_order(
    units: list[UnitTally], measures: list[UnitMeasure], floor: int
) -> None:
    board = UnitBoard(measures=tuple(measures), qualifies_from=floor)
    values = {
        index: [unit_measure(unit, measure) for measure in measures]
        for index, unit in enumerate(units)
        if not floor or (unit.rate is not None and unit.rate >= floor)
    }
    for index, rank in enumerate(place_units(units, board)):
        expected = 1 + sum(other > values[index] for other in values.values()) if index in values else None
        assert rank == expected


@given(tallies(), tallies(), MEASURES)
def test_unit_keys_order_as_measures_do(
    one: UnitTally, other: UnitTally, measures: list[UnitMeasure]
) -> None:
    mine = [-unit_measure(one, measure) for measure in measures]
    theirs = [-unit_measure(other, measure) for measure in measures]
    assert (unit_key(one, measures) < unit_key(other, measures)) == (mine < theirs)


@given(tallies())
def test_rate_and_mean_have_two_decimals(unit: UnitTally) -> None:
    half = Fraction(1, 2)
    if unit.head_count is None:
        assert unit.rate is None
    else:
        assert unit.rate is not None
        assert abs(unit.rate - Fraction(10_000 * unit.people, unit.head_count)) <= half
    if unit.people:
        assert abs(unit.mean_points - Fraction(100 * unit.points, unit.people)) <= half
    else:
        assert unit.mean_points == 0
