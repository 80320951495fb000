"""What an uploaded file really is, and whether it is safe to unpack. No name and no header is trusted."""

import io
import zipfile
import zlib
from typing import Final

from quizzes.refusals import Refusal

MAX_FILE_BYTES: Final = 25 * 1024 * 1024
MAX_ENTRIES: Final = 1_000
MAX_UNPACKED_BYTES: Final = 100 * 1024 * 1024
MAX_BOOK_BYTES: Final = 1024 * 1024  # of xl/workbook.xml, which only lists sheets and names
MAX_RATIO: Final = 200
RATIO_COUNTS_FROM_BYTES: Final = 5 * 1024 * 1024
LOCAL_HEADER_BYTES: Final = 30
CHUNK: Final = 1024 * 1024

SIGNATURES: Final = (
    (b"%PDF", "pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),  # old Office files and password-protected new ones
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"<", "markup"),
)


class FileTooLarge(Refusal):
    code = "file_too_large"


class FileUnpacksTooLarge(Refusal):
    """The archive holds far more than its size says: too many entries, too many bytes or too high a ratio."""

    code = "file_unpacks_too_large"


class FileIsDamaged(Refusal):
    code = "file_is_damaged"


class NotASpreadsheet(Refusal):
    """The content is not an XLSX workbook, whatever the name says; `looks_like` tells what it is."""

    code = "not_a_spreadsheet"


def check_workbook(content: bytes) -> zipfile.ZipFile:
    """The XLSX archive in `content`, after measuring every entry by unpacking it within the limits."""
    if len(content) > MAX_FILE_BYTES:
        raise FileTooLarge(bytes=len(content), limit=MAX_FILE_BYTES)
    if not content.startswith(b"PK\x03\x04"):
        raise NotASpreadsheet(looks_like=_looks_like(content))
    archive = _opened(content)
    names = set(archive.namelist())
    if len(archive.infolist()) > MAX_ENTRIES:
        raise FileUnpacksTooLarge(entries=len(archive.infolist()), limit=MAX_ENTRIES)
    if not {"[Content_Types].xml", "xl/workbook.xml"} <= names:
        raise NotASpreadsheet(looks_like=_looks_like_archive(names))
    _measure(content, archive)
    if len(entry_content(archive, "xl/workbook.xml")) > MAX_BOOK_BYTES:
        raise FileUnpacksTooLarge(part="xl/workbook.xml", limit=MAX_BOOK_BYTES)
    return archive


def entry_content(archive: zipfile.ZipFile, name: str) -> bytes:
    """One entry of a checked archive, unpacked."""
    try:
        return archive.read(name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as broken:
        raise FileIsDamaged(part=name) from broken


def _opened(content: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as broken:
        raise FileIsDamaged(part="zip") from broken


def _looks_like(content: bytes) -> str:
    for signature, name in SIGNATURES:
        if content.startswith(signature):
            return name
    return "text" if content and b"\0" not in content[:4096] else "unknown"


def _looks_like_archive(names: set[str]) -> str:
    for marker, name in (
        ("word/document.xml", "docx"),
        ("ppt/presentation.xml", "pptx"),
        ("xl/workbook.bin", "xlsb"),
        ("content.xml", "opendocument"),
    ):
        if marker in names:
            return name
    return "zip"


def _measure(content: bytes, archive: zipfile.ZipFile) -> None:
    """Unpack every entry to nowhere: the sizes written in a zip are claims of whoever wrote it."""
    total = 0
    for entry in archive.infolist():
        if entry.flag_bits & 1 or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise FileIsDamaged(part=entry.filename)
        total += _unpacked_bytes(content, entry, MAX_UNPACKED_BYTES - total)
        ratio = total / len(content)
        if total > MAX_UNPACKED_BYTES or (total > RATIO_COUNTS_FROM_BYTES and ratio > MAX_RATIO):
            raise FileUnpacksTooLarge(limit=MAX_UNPACKED_BYTES, ratio_limit=MAX_RATIO)


def _unpacked_bytes(content: bytes, entry: zipfile.ZipInfo, at_most: int) -> int:
    """The true unpacked size, or something above `at_most` as soon as that is passed."""
    start = entry.header_offset
    header = content[start : start + LOCAL_HEADER_BYTES]
    if len(header) < LOCAL_HEADER_BYTES or not header.startswith(b"PK\x03\x04"):
        raise FileIsDamaged(part=entry.filename)
    skip = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    packed = memoryview(content)[start + LOCAL_HEADER_BYTES + skip :][: entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        return len(packed)
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    size = 0
    try:
        for at in range(0, len(packed), CHUNK):
            waiting: bytes | memoryview = packed[at : at + CHUNK]
            while waiting and size <= at_most:
                size += len(inflater.decompress(waiting, CHUNK))
                waiting = inflater.unconsumed_tail
    except zlib.error as broken:
        raise FileIsDamaged(part=entry.filename) from broken
    return size
