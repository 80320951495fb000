"""Files that are not what their name says, and files that would eat the machine."""

import random
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


MEBIBYTE = 1024 * 1024


def test_a_bomb_is_refused_quickly() -> None:
    bomb = repacked(a_workbook(LETTERS_HEADER, ROW), xl__worksheets__sheet2_xml=bytes(120 * MEBIBYTE))
    started = time.process_time()  # its own, however busy the machine is
    with pytest.raises(FileUnpacksTooLarge):
        check_workbook(bomb)
    assert time.process_time() - started < 0.5


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    """The size in the directory is a claim; a reader that trusts the stream would unpack it all."""
    bomb = bytearray(repacked(a_workbook(LETTERS_HEADER, ROW), zeros=bytes(120 * MEBIBYTE + 1)))
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


SHEET, TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def a_sheet(data: bytes, after: bytes = b"") -> bytes:
    return (
        b'<?xml version="1.0"?><worksheet '
        + MAIN
        + b"><sheetData>"
        + data
        + b"</sheetData>"
        + after
        + b"</worksheet>"
    )


def test_cells_without_an_address_count_too() -> None:
    rows = b"<row><c><v>1</v></c></row>" * 20_001
    with pytest.raises(TooManyRows):
        read_workbook(repacked(a_workbook(LETTERS_HEADER, ROW), **{SHEET: a_sheet(rows)}))


def test_one_long_text_in_every_cell_is_refused() -> None:
    """700 KB of file, 20 GB of memory: each cell would get its own copy."""
    text = random.Random(1).randbytes(100_000).hex().encode()  # too varied to look like a bomb
    rows = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (at, at) for at in range(1, 20_001))
    shared = b'<?xml version="1.0"?><sst ' + MAIN + b"><si><t>" + text + b"</t></si></sst>"
    hostile = repacked(a_workbook(LETTERS_HEADER, ROW), **{SHEET: a_sheet(rows), TEXTS: shared})
    with pytest.raises(FileUnpacksTooLarge):
        read_workbook(hostile)


def test_a_sheet_named_many_times_is_measured_many_times() -> None:
    one = a_workbook(LETTERS_HEADER, *[(at, f"Câu {at}?", "a", "b", None, None, "A") for at in range(11_000)])
    with zipfile.ZipFile(BytesIO(one)) as archive:
        book = archive.read("xl/workbook.xml")
    twice = book.replace(b"</sheets>", b'<sheet name="x" sheetId="2" r:id="rId1"/></sheets>')
    assert read_workbook(one).rows == 11_000
    with pytest.raises(TooManyRows):
        read_workbook(repacked(one, **{"xl/workbook.xml": twice}))


def test_merged_ranges_cost_no_more_than_the_rows_there_are() -> None:
    header = (*LETTERS_HEADER, "Chủ đề")
    many = [
        (at, f"Câu {at}?", "a", "b", None, None, "A", "Hiến pháp" if at == 0 else None) for at in range(50)
    ]
    book = a_workbook(header, *many)
    with zipfile.ZipFile(BytesIO(book)) as archive:
        sheet = archive.read(SHEET)
    merged = b'<mergeCell ref="H2:XFD1048576"/>' + b'<mergeCell ref="A1:XFD1048576"/>'
    changed = sheet.replace(b"</sheetData>", b"</sheetData><mergeCells>" + merged + b"</mergeCells>")
    assert {item.topic for item in read_workbook(repacked(book, **{SHEET: changed})).taken} == {"Hiến pháp"}
    endless = sheet.replace(b"</sheetData>", b"</sheetData><mergeCells>" + merged * 10_001 + b"</mergeCells>")
    with pytest.raises(TooManyRows):
        read_workbook(repacked(book, **{SHEET: endless}))


def test_a_tag_of_many_attributes_is_refused() -> None:
    attributes = b" ".join(b'a%d="1"' % at for at in range(100_000))
    sheet = a_sheet(b"").replace(b"<sheetData>", b"<sheetData " + attributes + b">")
    with pytest.raises(FileIsDamaged):
        read_workbook(repacked(a_workbook(LETTERS_HEADER, ROW), **{SHEET: sheet}))


def test_entities_in_shared_texts_are_refused() -> None:
    texts = (
        b'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b"<sst " + MAIN + b"><si><t>&x;</t></si></sst>"
    )
    with pytest.raises(FileIsDamaged):
        read_workbook(repacked(a_workbook(LETTERS_HEADER, ROW), **{TEXTS: texts}))


def test_an_encoding_nobody_knows_is_refused() -> None:
    sheet = a_sheet(b"").replace(b'"1.0"', b'"1.0" encoding="A1"')
    with pytest.raises(FileIsDamaged):
        read_workbook(repacked(a_workbook(LETTERS_HEADER, ROW), **{SHEET: sheet}))


def test_a_picture_is_no_sheet_whatever_bytes_it_has() -> None:
    picture = b"\x89PNG\r\n\x1a\n" + b"<sst sst\0<" * 10
    read = read_workbook(repacked(a_workbook(LETTERS_HEADER, ROW), **{"xl/media/image1.png": picture}))
    assert len(read.taken) == 1
    assert [warning.code for warning in read.warnings] == ["pictures_are_left_out"]


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
