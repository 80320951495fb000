"""Files that are not what their name says, and files that would eat the machine."""

import struct
import time
import zipfile
from io import BytesIO

import pytest
import xlsxwriter

from quizzes.formats.archives import (
    MAX_FILE_BYTES,
    FileIsDamaged,
    FileTooLarge,
    FileUnpacksTooLarge,
    NotASpreadsheet,
    check_workbook,
)
from quizzes.formats.extents import TooManyRows
from quizzes.formats.xlsx import TooManySheets, read_workbook
from tests.formats.workbooks import LETTERS_HEADER, a_workbook, repacked

ROW = (1, "Ai?", "một", "hai", None, None, "A")


def a_zip(**entries: bytes) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "looks_like"),
    [
        (b"", "unknown"),
        (b"%PDF-1.7 ...", "pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old excel, or one with a password", "ole"),
        (b"\x89PNG\r\n", "png"),
        (b"<html><table>", "markup"),
        ("STT;Câu hỏi;A;B;Đáp án".encode(), "text"),
        (a_zip(word__document_xml=b"<w/>"), "zip"),
        (a_zip(word__document_xml=b"<w/>", xl__x_xml=b"<x/>"), "zip"),
    ],
)
def test_a_file_is_told_by_its_content(content: bytes, looks_like: str) -> None:
    with pytest.raises(NotASpreadsheet) as refused:
        check_workbook(content)
    assert refused.value.details["looks_like"] in {looks_like, "docx"}


def test_fifty_megabytes_are_refused_before_anything_is_read() -> None:
    with pytest.raises(FileTooLarge) as refused:
        check_workbook(b"PK\x03\x04" + bytes(50 * 1024 * 1024))
    assert refused.value.details["limit"] == MAX_FILE_BYTES


def test_a_bomb_is_refused_quickly() -> None:
    bomb = repacked(a_workbook(LETTERS_HEADER, ROW), xl__worksheets__sheet2_xml=bytes(400 * 1024 * 1024))
    started = time.monotonic()
    with pytest.raises(FileUnpacksTooLarge):
        check_workbook(bomb)
    assert time.monotonic() - started < 2


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    """The size in the directory is a claim; a reader that trusts the stream would unpack it all."""
    bomb = bytearray(repacked(a_workbook(LETTERS_HEADER, ROW), zeros=bytes(300 * 1024 * 1024)))
    with zipfile.ZipFile(BytesIO(bytes(bomb))) as archive:
        entry = archive.getinfo("zeros")
    honest = struct.pack("<L", entry.file_size)
    assert bytes(bomb).count(honest) == 2
    lying = bytes(bomb).replace(honest, struct.pack("<L", 100))
    with pytest.raises(FileUnpacksTooLarge):
        check_workbook(lying)


def test_too_many_entries_are_refused() -> None:
    many = {f"e{number}": b"" for number in range(1_001)}
    with pytest.raises(FileUnpacksTooLarge):
        check_workbook(repacked(a_workbook(LETTERS_HEADER, ROW), **many))


def test_two_cells_at_the_corners_of_a_sheet_are_refused() -> None:
    page = (
        b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    with pytest.raises(TooManyRows):
        read_workbook(repacked(a_workbook(LETTERS_HEADER, ROW), **{"xl/worksheets/sheet1.xml": page}))


def test_entities_in_a_sheet_are_refused() -> None:
    page = (
        b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
    )
    with pytest.raises(FileIsDamaged):
        read_workbook(repacked(a_workbook(LETTERS_HEADER, ROW), **{"xl/worksheets/sheet1.xml": page}))


def test_too_many_sheets_are_refused() -> None:
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        for _ in range(31):
            book.add_worksheet()
    with pytest.raises(TooManySheets):
        read_workbook(content.getvalue())
