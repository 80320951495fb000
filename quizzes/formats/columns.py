"""Which column of a table of questions holds what, told by the words of its header row."""

import re
from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct

from quizzes.rules.texts import folded

LETTERS = "ABCDEF"


class Column(StrEnum):
    """What a column can hold besides a single option."""

    STEM = "STEM"
    OPTIONS = "OPTIONS"  # all of them in one cell
    KEY = "KEY"
    NUMBER = "NUMBER"
    TOPIC = "TOPIC"
    LEVEL = "LEVEL"
    EXPLANATION = "EXPLANATION"
    CITATION = "CITATION"


_NAMES: dict[Column, frozenset[str]] = {
    Column.STEM: frozenset(
        {
            "noi dung cau hoi",
            "cau hoi",
            "noi dung",
            "cau hoi trac nghiem",
            "de bai",
            "cau dan",
            "question",
            "stem",
        }
    ),
    Column.OPTIONS: frozenset(
        {
            "phuong an tra loi",
            "phuong an",
            "cac phuong an",
            "cac phuong an tra loi",
            "lua chon",
            "cac lua chon",
        }
        | {"cac dap an", "dap an lua chon", "options", "choices"}
    ),
    Column.KEY: frozenset(
        {
            "dap an",
            "dap an dung",
            "phuong an dung",
            "tra loi dung",
            "cau tra loi dung",
            "lua chon dung",
            "key",
        }
        | {"answer", "correct", "correct answer"}
    ),
    Column.NUMBER: frozenset(
        {"stt", "tt", "so tt", "so thu tu", "cau so", "cau", "so", "no", "id", "ma", "ma cau hoi"}
    ),
    Column.TOPIC: frozenset(
        {"hang muc", "chu de", "chuyen de", "linh vuc", "nhom", "phan", "chuong", "topic", "category"}
    ),
    Column.LEVEL: frozenset({"muc do", "do kho", "cap do", "muc do nhan thuc", "level", "difficulty"}),
    Column.EXPLANATION: frozenset(
        {"giai thich", "giai thich dap an", "loi giai", "ghi chu giai thich", "explanation"}
    ),
    Column.CITATION: frozenset(
        {"can cu", "can cu phap ly", "can cu phap luat", "co so phap ly", "vien dan", "dieu khoan", "nguon"}
        | {"van ban", "citation", "reference"}
    ),
}
_OPTION_HEADER = re.compile(
    r"^(?:(?:phuong an|dap an|lua chon|cau tra loi|tra loi|y|option|choice|answer)(?: thu)? )?([a-f]|[1-6])$"
)
_LEVELS = {
    "nhan biet": "RECALL",
    "de": "RECALL",
    "nb": "RECALL",
    "thong hieu": "UNDERSTAND",
    "trung binh": "UNDERSTAND",
    "th": "UNDERSTAND",
    "van dung": "APPLY",
    "kho": "APPLY",
    "vd": "APPLY",
    "van dung cao": "APPLY_HIGH",
    "rat kho": "APPLY_HIGH",
    "vdc": "APPLY_HIGH",
}


class Layout(Struct, frozen=True):
    """Where things stand: `options` are the columns of A, B, C …; `columns` the rest."""

    columns: dict[Column, int]
    options: tuple[int, ...]


def header_name(text: str) -> str:
    """A header as it is compared: folded, without punctuation or what stands in brackets."""
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", folded(text))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", bare).split())


def layout_of(header: Sequence[str]) -> Layout | None:
    """The layout a header row announces, or None when it is not one: no stem, no options or no key."""
    columns: dict[Column, int] = {}
    options: dict[str, int] = {}
    for index, text in enumerate(header):
        name = header_name(text)
        option = _OPTION_HEADER.match(name)
        if option:
            options.setdefault(option[1], index)
            continue
        for column, names in _NAMES.items():
            if name in names:
                columns.setdefault(column, index)
    ordered = _in_order(options)
    if Column.STEM not in columns or Column.KEY not in columns:
        return None
    if len(ordered) < 2 and Column.OPTIONS not in columns:
        return None
    return Layout(columns, ordered if len(ordered) >= 2 else ())


def _in_order(options: dict[str, int]) -> tuple[int, ...]:
    for labels in ("abcdef", "123456"):
        found = [options[label] for label in labels if label in options]
        if len(found) >= 2 and all(label in options for label in labels[: len(found)]):
            return tuple(found)
    return ()


def level_of(text: str) -> str | None:
    """The level a cell names (Vietnamese words or the English code), None when empty or unknown."""
    name = header_name(text)
    code = text.strip().upper()
    return _LEVELS.get(name) or (code if code in _LEVELS.values() else None)
