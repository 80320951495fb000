"""How much a reader of a workbook would build in memory, told before it does.

Two cells at opposite corners of a sheet make a rectangle of 17 billion cells out of a file of 5 KB, and one
long shared text named by each of 20,000 cells makes 20,000 copies of it.
"""

from typing import Final
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl
from zipfile import ZipFile

from defusedxml import DefusedXmlException
from defusedxml import sax as defused_sax

from quizzes.formats.archives import FileIsDamaged, FileUnpacksTooLarge, entry_content
from quizzes.refusals import Refusal

# The one place the reader takes them from, whatever the relations of the workbook say; in any case.
SHARED_TEXTS: Final = "xl/sharedstrings.xml"
MAX_ROWS: Final = 20_000
MAX_CELLS: Final = 1_000_000
MAX_CHARACTERS: Final = 20_000_000
# In bytes, also of a text; Excel's own longest text is 32,767 characters.
LONGEST_TAG: Final = 256 * 1024
# Elements of a sheet, empty ones too: a million styled rows without a value are still a question file.
MAX_ELEMENTS: Final = 4_000_000


class TooManyRows(Refusal):
    """The filled cells of the workbook span more rows or cells than a question file can have."""

    code = "too_many_rows"


def check_extents(archive: ZipFile) -> None:
    """Refuse a workbook one of whose sheets spans too many rows or cells, or repeats too much text."""
    lengths: list[int] = []
    for name in archive.namelist():
        if name.lower() == SHARED_TEXTS:
            _parse(name, entry_content(archive, name), _SharedTexts(lengths))
    for name in archive.namelist():
        if b"sheetData" in (content := entry_content(archive, name)):
            _parse(name, content, _Extent(name, lengths))


def _parse(name: str, content: bytes, handler: ContentHandler) -> None:
    # One tag with millions of attributes would be kept whole before it is told of.
    blocks = range(0, len(content) - LONGEST_TAG, LONGEST_TAG)
    if any(b">" not in content[at : at + LONGEST_TAG] for at in blocks):
        raise FileIsDamaged(part=name)
    try:
        defused_sax.parseString(content, handler, forbid_dtd=True)
    except (SAXException, DefusedXmlException, LookupError, ValueError) as broken:
        raise FileIsDamaged(part=name) from broken


class _SharedTexts(ContentHandler):
    """The length of each shared text, in order."""

    def __init__(self, lengths: list[int]) -> None:
        super().__init__()
        self._lengths = lengths

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        if name.rpartition(":")[2] == "si":
            self._lengths.append(0)
            if len(self._lengths) > MAX_CELLS:
                raise TooManyRows(texts=len(self._lengths), limit=MAX_CELLS)

    def characters(self, content: str) -> None:
        if self._lengths:
            self._lengths[-1] += len(content)


class _Extent(ContentHandler):
    """The lowest row and the rightmost column that hold a value, and how much text the cells hold.

    Styled empty cells do not count. A row or cell without its number stands behind the one before it.
    """

    def __init__(self, part: str, lengths: list[int]) -> None:
        super().__init__()
        self._part = part
        self._lengths = lengths
        self._elements = self._merged = self._characters = 0
        self._rows = self._columns = 0
        self._row = self._column = 0
        self._is_shared = False
        self._index = ""

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        self._elements += 1
        local = name.rpartition(":")[2]
        if local == "row":
            self._row = int(attrs.get("r") or self._row + 1)
            self._column = 0
        elif local == "c":
            self._at(attrs.get("r", ""))
            self._is_shared = attrs.get("t") == "s"
        elif local in ("v", "is", "f"):
            self._rows = max(self._rows, self._row)
            self._columns = max(self._columns, self._column)
            self._index = ""
        elif local == "mergeCell":
            self._merged += 1
        self._check()

    def characters(self, content: str) -> None:
        if self._is_shared:
            self._index += content
        else:
            self._characters += len(content)

    def endElement(self, name: str) -> None:
        if self._is_shared and name.rpartition(":")[2] == "v":
            index = int(self._index)
            self._characters += self._lengths[index] if 0 <= index < len(self._lengths) else 0
            self._is_shared = False
            self._check()

    def _at(self, address: str) -> None:
        if not address:
            self._column += 1
            return
        letters = address.rstrip("0123456789")
        self._row = int(address[len(letters) :])
        self._column = _column_number(letters)

    def _check(self) -> None:
        rows, columns = self._rows, self._columns
        if rows > MAX_ROWS or rows * columns > MAX_CELLS:
            raise TooManyRows(part=self._part, rows=rows, columns=columns, limit=MAX_ROWS)
        if self._merged > MAX_ROWS:
            raise TooManyRows(part=self._part, merged=self._merged, limit=MAX_ROWS)
        if self._characters > MAX_CHARACTERS:
            raise FileUnpacksTooLarge(part=self._part, characters=self._characters, limit=MAX_CHARACTERS)
        if self._elements > MAX_ELEMENTS:
            raise FileUnpacksTooLarge(part=self._part, elements=self._elements, limit=MAX_ELEMENTS)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper()[:4]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
