"""Question tables in XLSX workbooks.

One column an option or all options in one cell; the header row is found by its words, wherever it stands.
"""

import io
from collections.abc import Callable, Collection, Iterator
from typing import Final

import python_calamine
from msgspec import Struct

from quizzes.formats.archives import FileIsDamaged, FileUnpacksTooLarge, check_workbook
from quizzes.formats.cells import CellValue, cell_text
from quizzes.formats.columns import Column, Layout, layout_of
from quizzes.formats.duplicates import without_duplicates
from quizzes.formats.extents import MAX_CHARACTERS, MAX_ROWS, TooManyRows, check_extents
from quizzes.formats.reading import FileWarning, Item, Reading, RefusedRow, gathered
from quizzes.formats.rows import is_blank, read_row
from quizzes.refusals import Refusal
from quizzes.rules.texts import normalised

FORMAT: Final = "xlsx"
MAX_SHEETS: Final = 30
HEADER_WITHIN_ROWS: Final = 30
PROGRESS_EVERY_ROWS: Final = 50
# A merged cell holds its value once; these columns are the ones people merge over several questions.
_MERGED_COLUMNS: Final = (Column.TOPIC, Column.LEVEL, Column.CITATION)

Row = list[CellValue]
Progress = Callable[[int, int], object]


class TooManySheets(Refusal):
    code = "too_many_sheets"


class HeaderNotFound(Refusal):
    """No visible sheet has a header row that names the question, its options and the key."""

    code = "header_not_found"


class _Table(Struct, frozen=True):
    """The question rows of one sheet, each with its place («Sheet1!12», as Excel counts)."""

    layout: Layout
    rows: tuple[tuple[str, Row], ...]
    characters: int


def read_workbook(
    content: bytes, *, known: Collection[str] = (), progress: Progress | None = None
) -> Reading:
    """Every question row of a workbook, taken or refused; the file itself may be refused whole.

    `known` are fingerprints of questions the bank already holds. `progress` hears (rows done, rows in all).
    """
    archive = check_workbook(content)
    check_extents(archive)
    tables, warnings = _tables(content)
    if any(name.startswith("xl/media/") for name in archive.namelist()):
        warnings.append(FileWarning("", "pictures_are_left_out"))
    return gathered(FORMAT, without_duplicates(_read(tables, progress), known), warnings)


def _read(tables: list[_Table], progress: Progress | None) -> Iterator[Item | RefusedRow]:
    total = sum(len(table.rows) for table in tables)
    done = 0
    for table in tables:
        for place, row in table.rows:
            yield read_row(row, table.layout, place)
            done += 1
            if progress is not None and (done % PROGRESS_EVERY_ROWS == 0 or done == total):
                progress(done, total)


def _tables(content: bytes) -> tuple[list[_Table], list[FileWarning]]:
    tables: list[_Table] = []
    warnings: list[FileWarning] = []
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        if len(book.sheets_metadata) > MAX_SHEETS:
            raise TooManySheets(sheets=len(book.sheets_metadata), limit=MAX_SHEETS)
        for sheet in book.sheets_metadata:
            if sheet.typ != python_calamine.SheetTypeEnum.WorkSheet:
                continue
            name = normalised(sheet.name)
            table = _table(name, book.get_sheet_by_name(sheet.name))
            if sheet.visible != python_calamine.SheetVisibleEnum.Visible:
                warnings.append(FileWarning(name, "sheet_is_hidden"))
            elif table is None:
                warnings.append(FileWarning(name, "sheet_has_no_header"))
            else:
                tables.append(table)
                _check_size(tables)
    except python_calamine.CalamineError as broken:
        raise FileIsDamaged(part="workbook") from broken
    if not tables:
        raise HeaderNotFound(sheets=[warning.place for warning in warnings])
    return tables, warnings


def _check_size(tables: list[_Table]) -> None:
    """Each sheet may be within the limits and all of them not; one part may be named as many sheets."""
    rows = sum(len(table.rows) for table in tables)
    if rows > MAX_ROWS:
        raise TooManyRows(part="workbook", rows=rows, limit=MAX_ROWS)
    characters = sum(table.characters for table in tables)
    if characters > MAX_CHARACTERS:
        raise FileUnpacksTooLarge(part="workbook", characters=characters, limit=MAX_CHARACTERS)


def _table(name: str, sheet: python_calamine.CalamineSheet) -> _Table | None:
    rows: list[Row] = sheet.to_python(skip_empty_area=False)
    for number, header in enumerate(rows[:HEADER_WITHIN_ROWS]):
        layout = layout_of([cell_text(value) for value in header])
        if layout is not None:
            _fill_merged(rows, sheet, layout)
            body = ((f"{name}!{at}", row) for at, row in enumerate(rows[number + 1 :], number + 2))
            kept = tuple((place, row) for place, row in body if not is_blank(row, layout))
            return _Table(layout, kept, sum(len(str(value)) for _, row in kept for value in row))
    return None


def _fill_merged(rows: list[Row], sheet: python_calamine.CalamineSheet, layout: Layout) -> None:
    columns = {layout.columns[column] for column in _MERGED_COLUMNS if column in layout.columns}
    filled = dict.fromkeys(columns, 0)
    for (top, left), (bottom, _) in sorted(sheet.merged_cell_ranges or ()):
        # Excel knows no ranges that overlap; where a file has some, no row is filled twice.
        if left in columns and filled[left] <= top < len(rows):
            filled[left] = bottom + 1
            for row in rows[top + 1 : bottom + 1]:
                row[left] = rows[top][left]
