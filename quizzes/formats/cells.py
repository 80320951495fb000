"""What a spreadsheet cell says, as text: the one form in which stems and options are kept."""

import re
from datetime import date, datetime, time, timedelta

from quizzes.rules.texts import normalised

CellValue = int | float | str | bool | time | date | datetime | timedelta

# A new line inside a cell is kept only before a list item; elsewhere it is the wrapping of the source.
_LIST_ITEM = re.compile(r"(?:[-–•+*]|\(?[a-zđ][.)]|\(?\d{1,2}[.)]|\(?[ivx]{1,4}\))\s*\S", re.IGNORECASE)


def is_date(value: CellValue) -> bool:
    """Excel turns «1/3» into a date and forgets what was typed; what such a cell meant cannot be known."""
    return isinstance(value, date | datetime | time | timedelta)


def cell_text(value: CellValue) -> str:
    """The text of a cell with its lines. Whole numbers lose the «.0» the file format gives them."""
    if isinstance(value, bool):
        return "Đúng" if value else "Sai"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value).replace(".", ",")
    if isinstance(value, datetime):
        return value.strftime("%d/%m/%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return normalised(str(value))


def block(text: str) -> str:
    """The text with wrapped lines joined and list items on lines of their own."""
    joined: list[str] = []
    for line in filter(None, (part.strip() for part in text.split("\n"))):
        if joined and not _LIST_ITEM.match(line):
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
    return "\n".join(joined)
