"""Laws of Vietnamese text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.rules.texts import folded, normalised, sort_key, typed_form

VIETNAMESE = st.text(alphabet="aàảãáạăằâầbcdđeèêềghiklmnoòôồơờpqrstuùưừvxyỳ ĐÂƠƯ \n", max_size=40)


@given(st.text(max_size=60))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalised(text)
    assert normalised(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(st.text(max_size=60))
def test_the_way_a_text_was_composed_makes_no_difference(text: str) -> None:
    assert normalised(unicodedata.normalize("NFD", text)) == normalised(unicodedata.normalize("NFC", text))


@given(VIETNAMESE)
def test_folding_leaves_plain_letters_only(text: str) -> None:
    assert folded(text) == folded(folded(text))
    assert set(folded(text)) <= set("abcdefghijklmnopqrstuvwxyz ")


@pytest.mark.parametrize(
    ("written", "sought"),
    [("Phường Đồng  Tâm", "phuong dong tam"), ("H'Hen Niê", "h'hen nie"), ("ÐẮK LẮK", "dak lak")],
)
def test_names_are_found_without_marks(written: str, sought: str) -> None:
    assert folded(written) == sought


@pytest.mark.parametrize(("one", "other"), [("hoà", "hòa"), ("THỦY  lợi", "thuỷ lợi")])
def test_two_ways_to_place_a_tone_are_one_answer(one: str, other: str) -> None:
    assert typed_form(one) == typed_form(other)


@pytest.mark.parametrize(("one", "other"), [("ma", "má"), ("an", "ân"), ("dam", "đam"), ("hòa", "hóa")])
def test_letters_and_tones_make_another_answer(one: str, other: str) -> None:
    assert typed_form(one) != typed_form(other)


def test_points_of_an_article_stand_in_vietnamese_order() -> None:
    in_order = ["a", "b", "c", "d", "đ", "e", "g"]
    assert sorted(reversed(in_order), key=sort_key) == in_order


def test_dictionary_order_is_letters_then_tones() -> None:
    in_order = ["An Bình", "Ăn", "Ân", "Da", "Đa", "ma", "mà", "mả", "mã", "má", "mạ", "man"]
    assert sorted(sorted(in_order), key=sort_key) == in_order


@given(st.lists(VIETNAMESE, max_size=8, unique_by=normalised))
def test_different_texts_have_one_order_only(texts: list[str]) -> None:
    assert sorted(texts, key=sort_key) == sorted(reversed(texts), key=sort_key)
