"""Laws of age."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.rules.eligibility import (
    age_on,
    birthday_in,
    deciding_day,
    is_old_enough,
    may_be_named,
    needs_guardian,
)
from contest.rules.terms import AgeOn, Eligibility

BIRTHS = st.dates(date(1920, 1, 1), date(2026, 1, 1)) | st.sampled_from(
    [date(2008, 2, 29), date(2000, 2, 29)]
)
YEARS = st.integers(0, 100)


@given(BIRTHS, YEARS)
def test_a_year_is_complete_on_the_birthday_and_not_before(born: date, years: int) -> None:
    birthday = birthday_in(born, born.year + years)
    assert age_on(born, birthday) == years
    assert age_on(born, birthday - timedelta(days=1)) == years - 1


@given(BIRTHS, st.dates(date(1920, 1, 1), date(2060, 1, 1)))
def test_age_never_falls(born: date, day: date) -> None:
    assert 0 <= age_on(born, day + timedelta(days=1)) - age_on(born, day) <= 1


@pytest.mark.parametrize(
    ("day", "old_enough"),
    [(date(2022, 2, 27), False), (date(2022, 2, 28), True), (date(2022, 3, 1), True)],
)
def test_who_was_born_on_29_february_is_14_on_28_february(day: date, old_enough: bool) -> None:
    assert is_old_enough(date(2008, 2, 29), age_from=14, on=day) is old_enough


@given(BIRTHS, st.integers(1, 100), st.dates(date(1990, 1, 1), date(2060, 1, 1)))
def test_a_guardian_is_needed_exactly_below_the_age(born: date, age: int, day: date) -> None:
    assert needs_guardian(born, guardian_below_age=age, on=day) != is_old_enough(born, age_from=age, on=day)
    assert not needs_guardian(born, guardian_below_age=None, on=day)


def test_an_unknown_birth_date_reaches_no_age() -> None:
    assert is_old_enough(None, age_from=None, on=date(2026, 1, 1))
    assert not is_old_enough(None, age_from=1, on=date(2026, 1, 1))
    assert needs_guardian(None, guardian_below_age=16, on=date(2026, 1, 1))


@given(BIRTHS, st.dates(date(1990, 1, 1), date(2060, 1, 1)))
def test_children_are_not_named_by_their_own_tick(born: date, day: date) -> None:
    assert may_be_named(born, on=day) == (age_on(born, day) >= 16)
    assert may_be_named(None, on=day)


def test_the_terms_choose_the_day_that_decides() -> None:
    days = {"entered_on": date(2026, 10, 5), "contest_starts_on": date(2026, 10, 1)}
    assert deciding_day(Eligibility(age_on=AgeOn.ENTRY), **days) == date(2026, 10, 5)
    assert deciding_day(Eligibility(age_on=AgeOn.CONTEST_START), **days) == date(2026, 10, 1)
