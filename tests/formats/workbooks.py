"""Workbooks made on the spot for the reader to read."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date

import xlsxwriter

LETTERS_HEADER = ("STT", "Nội dung câu hỏi", "A", "B", "C", "D", "Đáp án")
ONE_CELL_HEADER = ("STT", "Hạng mục", "Nội dung", "Phương án trả lời", "Đáp án")

Cell = str | float | bool | date | None


def a_workbook(*rows: Sequence[Cell], sheet: str = "Câu hỏi", hidden: Sequence[Sequence[Cell]] = ()) -> bytes:
    """The bytes of a workbook with these rows on its first sheet, and a hidden second sheet if given."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        _fill(book, book.add_worksheet(sheet), rows)
        if hidden:
            second = book.add_worksheet("Ẩn")
            _fill(book, second, hidden)
            second.hide()
    return target.getvalue()


def _fill(
    book: xlsxwriter.Workbook, page: xlsxwriter.worksheet.Worksheet, rows: Sequence[Sequence[Cell]]
) -> None:
    as_date = book.add_format({"num_format": "d/m"})
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, date):
                page.write_datetime(at, column, value, as_date)
            elif isinstance(value, str):
                page.write_string(at, column, value)
            elif value is not None:
                page.write(at, column, value)


def repacked(content: bytes, **changed: bytes | None) -> bytes:
    """The archive with entries replaced, or left out when None; names are given with «/» as «__»."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        entries: dict[str, bytes | None] = {name: old.read(name) for name in old.namelist()}
        entries.update({name.replace("__", "/"): value for name, value in changed.items()})
        for name, value in entries.items():
            if value is not None:
                new.writestr(name, value)
    return target.getvalue()
