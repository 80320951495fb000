"""Laws of the prediction question."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from contest.rules.prediction import PARTS_OF_A_PERCENT, Counts, distance, rounded_share, truth
from contest.rules.ranking import Result, pack_key
from contest.rules.terms import CountUnit, Prediction, PredictionTarget, RankingKey

NUMBERS = st.integers(0, 10**9)


@st.composite
def counts(draw: st.DrawFn) -> Counts:
    """Counts that can belong together: every person has at least one attempt."""
    people = draw(st.integers(0, 10**6))
    attempts = people and draw(st.integers(people, 5 * 10**6))
    people_all_right = draw(st.integers(0, people))
    return Counts(people, people_all_right, attempts, draw(st.integers(people_all_right, attempts)))


@given(counts())
def test_each_target_is_the_number_it_names(found: Counts) -> None:
    by_target = {
        target: truth(Prediction(target=target), found)
        for target in PredictionTarget
        if target is not PredictionTarget.PERCENT_ALL_RIGHT
    }
    assert by_target == {
        PredictionTarget.PEOPLE: found.people,
        PredictionTarget.PEOPLE_ALL_RIGHT: found.people_all_right,
        PredictionTarget.ATTEMPTS: found.attempts,
        PredictionTarget.ATTEMPTS_ALL_RIGHT: found.attempts_all_right,
    }


@given(counts(), st.sampled_from(CountUnit))
def test_a_percentage_is_within_half_of_its_last_digit(found: Counts, unit: CountUnit) -> None:
    part, whole = (
        (found.people_all_right, found.people)
        if unit is CountUnit.PEOPLE
        else (found.attempts_all_right, found.attempts)
    )
    value = truth(Prediction(target=PredictionTarget.PERCENT_ALL_RIGHT, unit=unit), found)
    exact = Fraction(100 * PARTS_OF_A_PERCENT * part, whole) if whole else Fraction(0)
    assert abs(value - exact) <= Fraction(1, 2)


@given(NUMBERS, st.integers(1, 10**9))
def test_rounding_is_half_up(part: int, whole: int) -> None:
    exact = Fraction(part, whole)
    assert -Fraction(1, 2) < rounded_share(part, whole, 1) - exact <= Fraction(1, 2)


@given(NUMBERS, NUMBERS)
def test_over_and_under_are_equally_far(true_value: int, off: int) -> None:
    assert distance(true_value + off, true_value) == distance(true_value - off, true_value) == off


@given(st.integers(0, 2**63 - 1), NUMBERS)
def test_no_guess_ranks_behind_every_guess(guess: int, true_value: int) -> None:
    keys = [RankingKey.PREDICTION_DISTANCE]
    made = Result(0, 0, 0, 0, prediction_distance=distance(guess, true_value))
    blank = Result(0, 0, 0, 0, prediction_distance=distance(None, true_value))
    assert pack_key(made, keys) < pack_key(blank, keys)
