"""One row of a table of questions: the question it states, or why it states none."""

import re
from collections.abc import Sequence
from typing import Final

from quizzes.formats.cells import CellValue, block, cell_text, is_date
from quizzes.formats.columns import LETTERS, Column, Layout, level_of
from quizzes.formats.pinning import pinned_options
from quizzes.formats.reading import Item, RefusedRow
from quizzes.rules.lengths import MAX_CITATION, MAX_EXPLANATION, MAX_OPTION, MAX_STEM, MAX_TOPIC
from quizzes.rules.marking import QuestionKind
from quizzes.rules.texts import folded, typed_form

SHOWN: Final = 300

_LABELLED_LINE = re.compile(r"^\s*\(?([A-Fa-f])\s*[.):\-/]\s*(.*)$")
_KEY_WORDS = re.compile(r"\b(?:dap an|phuong an|chon|cau|y|dung|la|key)\b|[.:()]")
_KEY_BETWEEN = re.compile(r"\s*(?:,|;|/|\+|&|\n|\s|\bva\b)\s*")
_TRUE_FALSE = ({"dung", "sai"}, {"co", "khong"}, {"true", "false"})


class _No(Exception):
    """Inside this module only: a code on its way to the RefusedRow."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_row(row: Sequence[CellValue], layout: Layout, place: str) -> Item | RefusedRow:
    """The question of a row, or the refusal with its code and the words to recognise the row by."""
    try:
        return _item(row, layout, place)
    except _No as no:
        return RefusedRow(place, no.code, _shown(row, layout))


def is_blank(row: Sequence[CellValue], layout: Layout) -> bool:
    """True when a row says nothing: empty, or only a running number left behind."""
    number = layout.columns.get(Column.NUMBER)
    return not any(cell_text(value) for index, value in enumerate(row) if index != number)


def _item(row: Sequence[CellValue], layout: Layout, place: str) -> Item:
    if any(is_date(value) for value in _question_cells(row, layout)):
        raise _No("cell_is_a_date")
    stem = block(_text(row, layout, Column.STEM))
    if not stem:
        raise _No("stem_is_missing")
    warnings: list[str] = []
    options = _options(row, layout, warnings)
    topic, explanation, citation = (
        " ".join(_text(row, layout, Column.TOPIC).split()),
        block(_text(row, layout, Column.EXPLANATION)),
        " ".join(_text(row, layout, Column.CITATION).split()),
    )
    if (
        len(stem) > MAX_STEM
        or any(len(option) > MAX_OPTION for option in options)
        or len(topic) > MAX_TOPIC
        or len(explanation) > MAX_EXPLANATION
        or len(citation) > MAX_CITATION
    ):
        raise _No("text_is_too_long")
    _check_options(options)
    correct = _key(_text(row, layout, Column.KEY), options)
    pinned = pinned_options(options)
    if pinned:
        warnings.append("options_refer_to_others")
    level_text = _text(row, layout, Column.LEVEL)
    level = level_of(level_text)
    if level_text and level is None:
        warnings.append("level_is_unknown")
    return Item(
        place=place,
        stem=stem,
        kind=_kind(options, correct),
        options=options,
        correct=correct,
        pinned=pinned,
        level=level,
        topic=topic,
        explanation=explanation,
        citation=citation,
        warnings=tuple(warnings),
    )


def _question_cells(row: Sequence[CellValue], layout: Layout) -> list[CellValue]:
    wanted = [
        *layout.options,
        *(layout.columns.get(c, -1) for c in (Column.STEM, Column.OPTIONS, Column.KEY)),
    ]
    return [row[index] for index in wanted if 0 <= index < len(row)]


def _text(row: Sequence[CellValue], layout: Layout, column: Column) -> str:
    index = layout.columns.get(column)
    return cell_text(row[index]) if index is not None and index < len(row) else ""


def _options(row: Sequence[CellValue], layout: Layout, warnings: list[str]) -> tuple[str, ...]:
    if not layout.options:
        return _split_options(_text(row, layout, Column.OPTIONS))
    cells = [cell_text(row[index]) if index < len(row) else "" for index in layout.options]
    while cells and not cells[-1]:
        cells.pop()
    if any(not cell for cell in cells):
        raise _No("option_is_empty")
    if len(cells) < len(layout.options):
        warnings.append("fewer_options_than_columns")
    values = (row[index] for index in layout.options if index < len(row))
    if any(isinstance(value, float) and not value.is_integer() for value in values):
        warnings.append("number_may_be_a_percentage")
    return tuple(block(cell) for cell in _without_labels(cells))


def _without_labels(cells: list[str]) -> list[str]:
    """The cells without «A. », «B. » … when every one of them repeats its own letter."""
    found = [_LABELLED_LINE.match(cell.split("\n", 1)[0]) for cell in cells]
    if all(match and match[1].upper() == letter for match, letter in zip(found, LETTERS, strict=False)):
        return [re.sub(r"^\s*\(?[A-Fa-f]\s*[.):\-/]\s*", "", cell) for cell in cells]
    return cells


def _split_options(cell: str) -> tuple[str, ...]:
    """The options of one cell: lines that begin with A, B, C … in order; others belong to the one above."""
    options: list[str] = []
    for line in cell.split("\n"):
        match = _LABELLED_LINE.match(line)
        if match and len(options) < len(LETTERS) and match[1].upper() == LETTERS[len(options)]:
            options.append(match[2])
        elif options:
            options[-1] = f"{options[-1]}\n{line}"
        elif line.strip():
            raise _No("options_not_understood")
    if len(options) == 1:
        options = _split_on_one_line(cell)
    return tuple(block(option) for option in options)


def _split_on_one_line(cell: str) -> list[str]:
    """«A. … B. … C. …» written without line breaks."""
    line = " ".join(cell.split())
    starts: list[tuple[int, int]] = []
    for letter in LETTERS:
        found = re.compile(rf"(?:^|(?<=\s)){letter}\s?[.)]\s").search(line, starts[-1][1] if starts else 0)
        if found is None:
            break
        starts.append(found.span())
    ends = [start for start, _ in starts[1:]] + [len(line)]
    return [line[start:end].strip() for (_, start), end in zip(starts, ends, strict=True)]


def _check_options(options: tuple[str, ...]) -> None:
    if any(not option for option in options):
        raise _No("option_is_empty")
    if len(options) < 2:
        raise _No("options_are_missing")
    if len({_bare(option) for option in options}) < len(options):
        raise _No("options_are_identical")


def _key(text: str, options: tuple[str, ...]) -> tuple[int, ...]:
    """The 0-based indexes a key cell names: «A», «B.», «Đáp án C», «ACD», «2», an option's own words."""
    if not text.strip():
        raise _No("key_is_missing")
    bare = " ".join(_KEY_WORDS.sub(" ", folded(text)).split())
    if re.fullmatch(r"[a-f]{2,6}", bare):
        bare = " ".join(bare)
    parts = [part for part in _KEY_BETWEEN.split(bare) if part]
    if parts and all(re.fullmatch(r"[a-f1-6]", part) for part in parts):
        if any(part.isdigit() and part in options for part in parts):
            raise _No("key_is_ambiguous")
        indexes = tuple(sorted("abcdef".find(part) if part.isalpha() else int(part) - 1 for part in parts))
        if len(set(indexes)) < len(indexes):
            raise _No("key_not_understood")
        if indexes[-1] >= len(options):
            raise _No("key_names_no_option")
        return indexes
    said = _bare(text)
    matching = tuple(i for i, option in enumerate(options) if _bare(option) == said)
    if not matching:
        raise _No("key_not_understood")
    return matching


def _bare(text: str) -> str:
    return typed_form(text.rstrip(" .;"))


def _kind(options: tuple[str, ...], correct: tuple[int, ...]) -> QuestionKind:
    if len(correct) > 1:
        return QuestionKind.MULTIPLE_RESPONSE
    if len(options) == 2 and {folded(option).rstrip(" .") for option in options} in _TRUE_FALSE:
        return QuestionKind.TRUE_FALSE
    return QuestionKind.SINGLE_CHOICE


def _shown(row: Sequence[CellValue], layout: Layout) -> str:
    stem = " ".join(_text(row, layout, Column.STEM).split())
    words = stem or " | ".join(filter(None, (" ".join(cell_text(value).split()) for value in row)))
    return words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"
