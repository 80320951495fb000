"""What every reader of question files yields."""

from collections.abc import Iterable

from msgspec import Struct

from quizzes.rules.marking import QuestionKind


class Item(Struct, frozen=True, kw_only=True):
    """A question as the file states it. `correct` and `pinned` are 0-based indexes of `options`."""

    place: str
    stem: str
    kind: QuestionKind
    options: tuple[str, ...]
    correct: tuple[int, ...]
    pinned: tuple[int, ...] = ()
    level: str | None = None
    topic: str = ""
    explanation: str = ""
    citation: str = ""
    warnings: tuple[str, ...] = ()


class RefusedRow(Struct, frozen=True):
    """A row that is not taken: where it stands, why (a stable code) and what it says, to recognise it by."""

    place: str
    code: str
    text: str


class FileWarning(Struct, frozen=True):
    """Something the reader left out of a file that was otherwise read."""

    place: str
    code: str


class Reading(Struct, frozen=True, kw_only=True):
    """A whole file read. `len(taken) + len(refused) == rows` always holds."""

    format: str
    rows: int
    taken: tuple[Item, ...]
    refused: tuple[RefusedRow, ...]
    warnings: tuple[FileWarning, ...] = ()


def gathered(
    file_format: str, rows: Iterable[Item | RefusedRow], warnings: Iterable[FileWarning] = ()
) -> Reading:
    """The rows a reader yields, each either taken or refused, and counted."""
    read = tuple(rows)
    return Reading(
        format=file_format,
        rows=len(read),
        taken=tuple(row for row in read if isinstance(row, Item)),
        refused=tuple(row for row in read if isinstance(row, RefusedRow)),
        warnings=tuple(warnings),
    )
