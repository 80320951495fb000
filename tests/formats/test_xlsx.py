"""The reader of XLSX question tables: a row is taken or refused, and what is taken says what the row says."""

import random
import string
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.formats.duplicates import fingerprint
from quizzes.formats.reading import Item, Reading
from quizzes.formats.xlsx import HeaderNotFound, read_workbook
from quizzes.refusals import Refusal
from quizzes.rules.marking import QuestionKind
from tests.formats.workbooks import LETTERS_HEADER, ONE_CELL_HEADER, Cell, a_workbook

WORDS = st.text(alphabet="abcdđeêghiklmnoôơpqrstuưvxy ", min_size=1, max_size=30).map(
    lambda text: f"x{text.strip()}x"
)


def read(*rows: tuple[Cell, ...], header: tuple[str, ...] = LETTERS_HEADER) -> Reading:
    return read_workbook(a_workbook(header, *rows))


def only(reading: Reading) -> Item:
    assert not reading.refused
    (item,) = reading.taken
    return item


def refusal_of(*row: Cell, header: tuple[str, ...] = LETTERS_HEADER) -> str:
    reading = read(row, header=header)
    assert not reading.taken
    (refused,) = reading.refused
    return refused.code


@given(
    rows=st.lists(
        st.tuples(
            WORDS,
            st.lists(WORDS, min_size=2, max_size=6, unique_by=lambda text: text.casefold()),
            st.randoms(use_true_random=False),
        ),
        min_size=1,
        max_size=5,
        unique_by=lambda row: row[0],
    ),
    in_one_cell=st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_what_is_written_is_read_back(
    rows: list[tuple[str, list[str], random.Random]], in_one_cell: bool
) -> None:
    written = [
        (stem, tuple(options), tuple(sorted(lot.sample(range(len(options)), lot.randint(1, len(options))))))
        for stem, options, lot in rows
    ]
    table: list[tuple[Cell, ...]] = []
    for number, (stem, options, correct) in enumerate(written, 1):
        key = ", ".join(string.ascii_uppercase[index] for index in correct)
        cells = "\n".join(f"{letter}. {text}" for letter, text in zip("ABCDEF", options, strict=False))
        padded = [*options, *[None] * (6 - len(options))]
        table.append((number, "chung", stem, cells, key) if in_one_cell else (number, stem, *padded, key))
    header = ONE_CELL_HEADER if in_one_cell else ("STT", "Câu hỏi", *"ABCDEF", "Đáp án")
    reading = read(*table, header=header)
    assert not reading.refused
    assert [(item.stem, item.options, item.correct) for item in reading.taken] == [
        (" ".join(stem.split()), tuple(" ".join(option.split()) for option in options), correct)
        for stem, options, correct in written
    ]


@given(
    rows=st.lists(
        st.lists(
            st.none()
            | st.text(max_size=6)
            | st.integers(0, 9)
            | st.sampled_from(["A", "B", "C. gì đó", "A và B"]),
            min_size=7,
            max_size=7,
        ),
        min_size=1,
        max_size=8,
    )
)
@settings(max_examples=100, deadline=None)
def test_taken_and_refused_add_up_to_the_rows_that_say_something(rows: list[list[Cell]]) -> None:
    tidy = [[_without_control(cell) for cell in row] for row in rows]
    reading = read(*(tuple(row) for row in tidy))
    saying = sum(any(str(cell or "").strip() or cell == 0 for cell in row[1:]) for row in tidy)
    assert len(reading.taken) + len(reading.refused) == reading.rows
    assert reading.rows == saying
    places = [item.place for item in reading.taken] + [row.place for row in reading.refused]
    assert len(set(places)) == len(places)
    for item in reading.taken:
        assert len(item.options) >= 2
        assert item.correct
        assert max(item.correct) < len(item.options)


def _without_control(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    return "".join(sign for sign in cell if sign.isalnum() or sign in " .,;:")


@given(
    stem=WORDS,
    options=st.lists(WORDS, min_size=2, max_size=4, unique_by=lambda text: text.casefold()),
    order=st.randoms(use_true_random=False),
)
@settings(max_examples=40, deadline=None)
def test_a_repeat_is_refused_in_any_order_of_its_options(
    stem: str, options: list[str], order: random.Random
) -> None:
    shuffled = order.sample(options, len(options))
    key = "ABCD"[shuffled.index(options[0])]
    first = (1, stem, *options, *[None] * (4 - len(options)), "A")
    again = (2, stem.upper(), *shuffled, *[None] * (4 - len(options)), key)
    reading = read(first, again)
    assert [item.place for item in reading.taken] == ["Câu hỏi!2"]
    assert [(row.place, row.code) for row in reading.refused] == [("Câu hỏi!3", "duplicate_in_file")]


def test_rows_that_contradict_each_other_are_all_refused() -> None:
    reading = read(
        (1, "Ai ký?", "Bộ trưởng", "Thủ tướng", None, None, "A"),
        (2, "Ai ký?", "Bộ trưởng", "Thủ tướng", None, None, "B"),
    )
    assert not reading.taken
    assert {row.code for row in reading.refused} == {"keys_contradict"}


def test_an_equal_stem_with_other_options_is_another_question() -> None:
    reading = read(
        (1, "Chọn phương án đúng", "một", "hai", None, None, "A"),
        (2, "Chọn phương án đúng", "ba", "bốn", None, None, "A"),
    )
    assert len(reading.taken) == 2


def test_the_order_counts_where_an_option_speaks_of_it() -> None:
    reading = read(
        (1, "Chọn", "một", "hai", "ba", "Cả A và B", "D"),
        (2, "Chọn", "hai", "ba", "một", "Cả A và B", "D"),
    )
    assert len(reading.taken) == 2


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ((1, None, "a", "b", "c", "d", "A"), "stem_is_missing"),
        ((1, "Hỏi?", "a", "", "c", "d", "A"), "option_is_empty"),
        ((1, "Hỏi?", "a", None, None, None, "A"), "options_are_missing"),
        ((1, "Hỏi?", None, None, None, None, None), "options_are_missing"),
        ((1, "Hỏi?", "a", "b", "A.", "d", "B"), "options_are_identical"),
        ((1, "Hỏi?", "a", "b", "c", "d", None), "key_is_missing"),
        ((1, "Hỏi?", "a", "b", "c", None, "D"), "key_names_no_option"),
        ((1, "Hỏi?", "a", "b", "c", "d", "không rõ"), "key_not_understood"),
        ((1, "Hỏi?", "a", "b", "c", "d", "AA"), "key_not_understood"),
        ((1, "Hỏi?", 3, 1, 2, 4, 2), "key_is_ambiguous"),
        ((1, "Mấy phần?", date(2021, 1, 3), date(2021, 1, 2), "2/3", "3/4", "A"), "cell_is_a_date"),
        ((1, "h" * 4_001, "a", "b", "c", "d", "A"), "text_is_too_long"),
    ],
)
def test_a_row_without_one_clear_question_is_refused(row: tuple[Cell, ...], code: str) -> None:
    assert refusal_of(*row) == code


def test_options_in_one_cell_without_labels_are_not_guessed() -> None:
    assert refusal_of(1, "", "Hỏi?", "một\nhai", "A", header=ONE_CELL_HEADER) == "options_not_understood"
    assert refusal_of(1, "", "Hỏi?", "A. một\nB. hai\nC.", "A", header=ONE_CELL_HEADER) == "option_is_empty"


@pytest.mark.parametrize(
    ("key", "correct"),
    [
        ("B", (1,)),
        ("b.", (1,)),
        ("Đáp án B", (1,)),
        ("A, C", (0, 2)),
        ("A;C", (0, 2)),
        ("A và C", (0, 2)),
        ("ACD", (0, 2, 3)),
        (2, (1,)),
        ("Thủ tướng Chính phủ.", (1,)),
    ],
)
def test_the_ways_to_write_a_key(key: Cell, correct: tuple[int, ...]) -> None:
    item = only(read((1, "Ai?", "Quốc hội", "Thủ tướng Chính phủ", "Bộ trưởng", "Chủ tịch", key)))
    assert item.correct == correct
    several = len(correct) > 1
    assert item.kind == (QuestionKind.MULTIPLE_RESPONSE if several else QuestionKind.SINGLE_CHOICE)


def test_cells_are_cleaned_and_numbers_lose_their_decimal_zero() -> None:
    item = only(read((1, "Có\u00a0mấy   tổ\nchức?", 6.0, "  năm ", "7", 8, "A")))
    assert item.stem == "Có mấy tổ chức?"
    assert item.options == ("6", "năm", "7", "8")


def test_lines_of_a_list_stay_lines() -> None:
    item = only(read((1, "Xét:\n(1) một\n(2) hai\nba", "đúng", "không đúng", None, None, "A")))
    assert item.stem == "Xét:\n(1) một\n(2) hai ba"


def test_true_false_is_told_by_its_two_options() -> None:
    assert only(read((1, "Đúng không?", "Đúng", "Sai", None, None, "Sai"))).kind == QuestionKind.TRUE_FALSE
    three = only(read((1, "Chọn từ viết đúng", "Đúng", "Dung", "Sai", None, "A")))
    assert three.kind == QuestionKind.SINGLE_CHOICE


def test_labels_repeated_in_their_own_columns_are_dropped() -> None:
    item = only(read((1, "Ai?", "A. một", "B. hai", "C. ba", "D. bốn", "C")))
    assert item.options == ("một", "hai", "ba", "bốn")


def test_options_written_on_one_line() -> None:
    item = only(
        read(
            (
                1,
                "",
                "Ai?",
                "A. một B. hai C. ba",
                "C",
            ),
            header=ONE_CELL_HEADER,
        )
    )
    assert item.options == ("một", "hai", "ba")


def test_the_header_is_found_below_a_title_and_optional_columns_are_read() -> None:
    content = a_workbook(
        ("BỘ CÂU HỎI TÌM HIỂU PHÁP LUẬT",),
        (),
        (
            "TT",
            "Chủ đề",
            "Câu hỏi (bắt buộc)",
            "Phương án A",
            "Phương án B",
            "Đáp án đúng",
            "Mức độ",
            "Căn cứ",
            "Giải thích",
        ),
        (1, "Căn cước", "Ai?", "một", "hai", "A", "Vận dụng cao", "Điều 1 Luật Căn cước", "Vì thế"),
    )
    item = only(read_workbook(content))
    assert item.place == "Câu hỏi!4"
    assert (item.topic, item.level, item.citation, item.explanation) == (
        "Căn cước",
        "APPLY_HIGH",
        "Điều 1 Luật Căn cước",
        "Vì thế",
    )


def test_hidden_sheets_and_sheets_without_header_are_named_not_read() -> None:
    row = (1, "Ai?", "một", "hai", None, None, "A")
    reading = read_workbook(a_workbook(LETTERS_HEADER, row, hidden=[LETTERS_HEADER, row]))
    assert len(reading.taken) == 1
    assert [(warning.place, warning.code) for warning in reading.warnings] == [("Ẩn", "sheet_is_hidden")]
    with pytest.raises(HeaderNotFound):
        read_workbook(a_workbook(("Họ tên", "Điểm"), ("x", 1)))


def test_questions_the_bank_holds_are_refused() -> None:
    content = a_workbook(LETTERS_HEADER, (1, "Ai?", "một", "hai", None, None, "A"))
    from_first = read_workbook(content)
    known = {fingerprint(item.stem, item.options) for item in from_first.taken}
    assert [row.code for row in read_workbook(content, known=known).refused] == ["already_in_bank"]


def test_progress_ends_at_the_number_of_rows() -> None:
    heard: list[tuple[int, int]] = []
    rows = [(n, f"Câu {n}?", "một", "hai", None, None, "A") for n in range(120)]
    read_workbook(a_workbook(LETTERS_HEADER, *rows), progress=lambda done, total: heard.append((done, total)))
    assert heard == [(50, 120), (100, 120), (120, 120)]


@given(seed=st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_a_damaged_file_is_refused_or_read_never_a_crash(seed: int) -> None:
    lot = random.Random(seed)
    content = bytearray(a_workbook(LETTERS_HEADER, (1, "Ai?", "một", "hai", None, None, "A")))
    for _ in range(lot.randint(1, 20)):
        content[lot.randrange(len(content))] = lot.randrange(256)
    damaged = bytes(content[: lot.choice([None, None, lot.randrange(len(content))])])
    assert _outcome(damaged) in {
        "read",
        "file_is_damaged",
        "not_a_spreadsheet",
        "header_not_found",
        "file_unpacks_too_large",
    }


def _outcome(content: bytes) -> str:
    try:
        reading = read_workbook(content)
    except Refusal as refusal:
        return refusal.code
    assert reading.rows == len(reading.taken) + len(reading.refused)
    return "read"
