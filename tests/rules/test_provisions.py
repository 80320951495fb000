"""Laws of force on a date, and of when a question may be used."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.rules.provisions import Force, Validity, chain_force_on, force_on, is_in_force
from quizzes.rules.usability import Obstacle, is_usable, obstacles

DAYS = st.dates(date(1990, 1, 1), date(2040, 1, 1))


@st.composite
def validities(draw: st.DrawFn) -> Validity:
    """Any span of force, with unknown ends."""
    first = draw(st.none() | DAYS)
    last = draw(st.none() | DAYS)
    if first and last and last < first:
        first, last = last, first
    return Validity(first, last)


@given(DAYS, st.integers(1, 4000), DAYS)
def test_force_tiles_the_time_line(start: date, length: int, day: date) -> None:
    end = start + timedelta(days=length)
    expected = Force.NOT_YET if day < start else Force.IN_FORCE if day < end else Force.ENDED
    assert force_on(Validity(start, end), day) is expected


@given(DAYS)
def test_nothing_is_guessed_of_an_unknown_start(day: date) -> None:
    assert force_on(Validity(None), day) is Force.UNKNOWN
    assert force_on(Validity(None, day), day) is Force.ENDED
    assert chain_force_on([], day) is Force.UNKNOWN


@given(st.lists(validities(), min_size=1, max_size=4), DAYS)
def test_a_part_is_in_force_only_with_the_whole(chain: list[Validity], day: date) -> None:
    assert is_in_force(chain, day) == all(force_on(one, day) is Force.IN_FORCE for one in chain)
    assert chain_force_on(chain, day) in {force_on(one, day) for one in chain}


def test_force_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        Validity(date(2025, 1, 2), date(2025, 1, 1))


@given(st.lists(st.lists(validities(), min_size=1, max_size=3), max_size=4), DAYS)
def test_a_question_is_usable_when_every_citation_is_in_force(
    citations: list[list[Validity]], day: date
) -> None:
    expected = bool(citations) and all(is_in_force(chain, day) for chain in citations)
    assert is_usable(citations, on=day) == expected


@given(st.lists(st.lists(validities(), min_size=1, max_size=3), min_size=1, max_size=4), DAYS)
def test_each_obstacle_is_named_once_and_in_order(citations: list[list[Validity]], day: date) -> None:
    found = obstacles(citations, on=day)
    assert found == [one for one in Obstacle if one in found]
    assert Obstacle.NO_CITATION not in found


def test_a_question_without_ground_is_never_usable() -> None:
    assert obstacles([], on=date(2026, 11, 24)) == [Obstacle.NO_CITATION]
