"""How far the cells of a workbook reach, told before a reader builds the whole rectangle in memory.

Two cells at opposite corners of a sheet make a rectangle of 17 billion cells out of a file of 5 KB.
"""

from typing import Final
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl
from zipfile import ZipFile

from defusedxml import DefusedXmlException
from defusedxml import sax as defused_sax

from quizzes.formats.archives import FileIsDamaged, entry_content
from quizzes.refusals import Refusal

MAX_ROWS: Final = 20_000
MAX_CELLS: Final = 1_000_000


class TooManyRows(Refusal):
    """The filled cells of one sheet span more rows or cells than a question file can have."""

    code = "too_many_rows"


def check_extents(archive: ZipFile) -> None:
    """Refuse a workbook one of whose sheets spans too many rows or cells."""
    for name in archive.namelist():
        content = entry_content(archive, name)
        if b"sheetData" not in content:
            continue
        extent = _Extent()
        try:
            defused_sax.parseString(content, extent, forbid_dtd=True)
        except (SAXException, DefusedXmlException, ValueError) as broken:
            raise FileIsDamaged(part=name) from broken
        if extent.rows > MAX_ROWS or extent.rows * extent.columns > MAX_CELLS:
            raise TooManyRows(part=name, rows=extent.rows, columns=extent.columns, limit=MAX_ROWS)


class _Extent(ContentHandler):
    """The lowest row and the rightmost column that hold a value; styled empty cells do not count."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = 0
        self.columns = 0
        self._cell = ""

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        local = name.rpartition(":")[2]
        if local == "c":
            self._cell = attrs.get("r", "")
        elif local in ("v", "is", "f") and self._cell:
            letters = self._cell.rstrip("0123456789")
            self.rows = max(self.rows, int(self._cell[len(letters) :] or 0))
            self.columns = max(self.columns, _column_number(letters))


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper()[:4]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
