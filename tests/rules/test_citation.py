"""Laws of citations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.rules.citation import Citation, CitationNotUnderstood, document_number, parse, printed

REGULATIONS = st.sampled_from(
    [
        "Luật Phòng, chống ma túy số 73/2021/QH14",
        "Nghị định số 100/2019/NĐ-CP",
        "Bộ luật Dân sự 2015",
        "Hiến pháp năm 2013",
        "Thông tư liên tịch số 01/2016/TTLT-BTP-BNV",
        "Quy định số 21-QĐ/TW ngày 11/4/2026",
    ]
)
ARTICLES = st.from_regex(r"\A[1-9]\d{0,2}[ab]?\Z")
CLAUSES = st.from_regex(r"\A[1-9]\d?[ab]?\Z")
POINTS = st.sampled_from("abcdđeghik")


@st.composite
def citations(draw: st.DrawFn) -> Citation:
    """Any citation the grammar can write."""
    depth = draw(st.integers(0, 3))
    return Citation(
        regulation=draw(REGULATIONS),
        article=draw(ARTICLES) if depth >= 1 else None,
        clause=draw(CLAUSES) if depth >= 2 else None,
        point=draw(POINTS) if depth >= 3 else None,
    )


@given(citations())
def test_what_is_printed_is_read_back(citation: Citation) -> None:
    assert parse(printed(citation)) == citation


@given(citations())
def test_a_citation_runs_from_small_to_large(citation: Citation) -> None:
    text = printed(citation)
    places = [text.index(word) for word in ("điểm ", "khoản ", "Điều ") if word in text]
    assert places == sorted(places)
    assert text.endswith(citation.regulation)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Điểm đ, khoản 2, Điều 5 của Luật An ninh mạng 2018.",
            Citation("Luật An ninh mạng 2018", "5", "2", "đ"),
        ),
        ("điều 8  Luật Trẻ em số 102/2016/QH13", Citation("Luật Trẻ em số 102/2016/QH13", "8")),
    ],
)
def test_common_ways_of_writing_are_read(text: str, expected: Citation) -> None:
    assert parse(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "khoản 2 Điều này",
        "khoản 1 Luật Trẻ em",
        "điểm a Điều 5 Luật Trẻ em",
        "các điểm a, b khoản 1 Điều 8 Luật Trẻ em",
        "từ Điều 5 đến Điều 9 Luật Trẻ em",
        "theo tài liệu của Ban Tổ chức",
    ],
)
def test_what_is_no_single_place_is_refused(text: str) -> None:
    with pytest.raises(CitationNotUnderstood):
        parse(text)


@pytest.mark.parametrize(
    ("regulation", "number"),
    [
        ("Nghị định số 100/2019/NĐ-CP của Chính phủ", "100/2019/NĐ-CP"),
        ("Luật số 31/2024/QH15", "31/2024/QH15"),
        ("Bộ luật Dân sự 2015", None),
    ],
)
def test_the_number_inside_a_name(regulation: str, number: str | None) -> None:
    assert document_number(regulation) == number
