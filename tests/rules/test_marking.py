"""Laws of marking one question."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.rules.marking import (
    CLOSED_KINDS,
    ChoiceKey,
    Mark,
    NumberKey,
    OrderKey,
    PersonKey,
    QuestionKind,
    SettledKey,
    chosen_in,
    mark,
    mask_of,
    number_in,
    order_in,
    shown_key,
    shown_mask,
)

MASKS = st.integers(1, (1 << 10) - 1)


@given(st.sets(st.integers(0, 20)))
def test_a_mask_says_what_was_chosen(chosen: set[int]) -> None:
    assert chosen_in(mask_of(sorted(chosen))) == sorted(chosen)


@given(MASKS, MASKS)
def test_a_closed_answer_is_right_when_exactly_the_right_options_are_chosen(key: int, answer: int) -> None:
    expected = Mark.RIGHT if key == answer else Mark.WRONG
    assert mark(ChoiceKey(frozenset({key})), mask=answer) is expected


@given(MASKS)
def test_no_answer_is_blank_and_never_right(key: int) -> None:
    assert mark(ChoiceKey(frozenset({key})), mask=0) is Mark.BLANK
    assert mark(NumberKey(Decimal(0)), written="  ") is Mark.BLANK
    assert mark(PersonKey(), written="") is Mark.BLANK


@given(MASKS, MASKS, MASKS)
def test_either_of_two_accepted_keys_is_right(one: int, other: int, answer: int) -> None:
    assert (mark(ChoiceKey(frozenset({one, other})), mask=answer) is Mark.RIGHT) == (answer in {one, other})


@given(st.permutations(range(6)), st.sets(st.integers(0, 5), min_size=1))
def test_the_order_of_options_changes_nothing(order: list[int], correct: set[int]) -> None:
    key = shown_key(QuestionKind.MULTIPLE_RESPONSE, {"correct": sorted(correct)}, order)
    shown = [place for place, own in enumerate(order) if own in correct]
    assert mark(key, mask=mask_of(shown)) is Mark.RIGHT
    assert shown_mask(mask_of(sorted(correct)), order) == mask_of(shown)


@given(st.permutations(range(5)), st.permutations(range(5)))
def test_putting_in_order_is_right_by_meaning_not_by_place(shown: list[int], right: list[int]) -> None:
    key = shown_key(QuestionKind.ORDERING, {"order": right}, shown)
    answer = [shown.index(own) for own in right]
    assert mark(key, written=",".join(map(str, answer))) is Mark.RIGHT
    assert mark(key, written=",".join(map(str, [*answer[1:], answer[0]]))) is Mark.WRONG


@given(st.integers(-(10**6), 10**6), st.integers(0, 100), st.integers(-200, 200))
def test_a_number_is_right_within_its_tolerance(value: int, tolerance: int, off: int) -> None:
    key = shown_key(QuestionKind.NUMBER, {"value": value, "tolerance": tolerance}, ())
    expected = Mark.RIGHT if abs(off) <= tolerance else Mark.WRONG
    assert mark(key, written=str(value + off)) is expected


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1.000", Decimal(1000)),
        ("1.234.567,8", Decimal("1234567.8")),
        ("87,65432", Decimal("87.65432")),
        ("87.65", Decimal("87.65")),
        (" 1 000 000 ", Decimal(1000000)),
        ("-5", Decimal(-5)),
        ("khoảng 5", None),
        ("1,2,3", None),
        ("NaN", None),
        ("1e9", None),
    ],
)
def test_numbers_are_read_as_vietnamese_writes_them(typed: str, number: Decimal | None) -> None:
    assert number_in(typed) == number


@pytest.mark.parametrize("typed", ["HOÀ  giải", "hòa giải", " Hoà Giải "])
def test_a_filled_in_word_is_compared_in_its_typed_form(typed: str) -> None:
    key = shown_key(QuestionKind.FILL_IN, {"accepted": ["hòa giải", "đối thoại"]}, ())
    assert mark(key, written=typed) is Mark.RIGHT
    assert mark(key, written="hoả giải") is Mark.WRONG


@pytest.mark.parametrize("typed", ["", "a,b", "1;2", "1,,2", "-1", "²", "9" * 5000])
def test_what_is_no_list_of_places_is_no_order(typed: str) -> None:
    assert order_in(typed) is None
    assert mark(OrderKey((0, 1)), written=typed or "x") is Mark.WRONG


@pytest.mark.parametrize("right", [True, False])
@given(answer=st.integers(0, 100), written=st.text(max_size=5))
def test_a_settled_question_is_the_same_for_everybody(right: bool, answer: int, written: str) -> None:
    assert mark(SettledKey(right), mask=answer, written=written) is (Mark.RIGHT if right else Mark.WRONG)


def test_open_text_waits_for_a_person() -> None:
    assert mark(shown_key(QuestionKind.OPEN_TEXT, {}, ()), written="Theo tôi …") is Mark.PENDING


@pytest.mark.parametrize("kind", sorted(CLOSED_KINDS))
def test_a_closed_question_without_a_right_option_has_no_key(kind: QuestionKind) -> None:
    with pytest.raises(ValueError, match="right option"):
        shown_key(kind, {"correct": []}, (0, 1))
