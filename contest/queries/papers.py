"""Papers as they are shown, and how each position of one may be answered."""

import hashlib
from collections.abc import Iterable, Sequence

import msgspec
from msgspec import Struct

from quizzes.rules.marking import CLOSED_KINDS, QuestionKind

_MANY = 32
WRITTEN = 0
"""The shape of a position that is answered with text."""


class ShownQuestion(Struct, frozen=True):
    """A question as a paper shows it, without anything that tells the answer."""

    position: int
    kind: QuestionKind
    stem: str
    options: list[str]
    points: int


class _Outline(Struct):
    kind: QuestionKind
    options: list[msgspec.Raw]


_outlines = msgspec.json.Decoder(list[_Outline])


def content(questions: Sequence[ShownQuestion]) -> str:
    """The JSON text of a paper, made once when the paper is prepared."""
    return msgspec.json.encode(questions).decode()


def commitment(seed: bytes, layout: object) -> str:
    """What binds a paper before its seed is published: SHA-256 of the seed and the layout as sorted JSON."""
    return hashlib.sha256(seed + msgspec.json.encode(layout, order="sorted")).hexdigest()


def shapes(paper_content: str) -> bytes:
    """How each position may be answered, a byte each: WRITTEN, or how many options there are and whether
    several may be chosen.
    """
    return bytes(_shape(outline.kind, len(outline.options)) for outline in _outlines.decode(paper_content))


def _shape(kind: QuestionKind, option_count: int) -> int:
    if kind not in CLOSED_KINDS:
        return WRITTEN
    return option_count | (_MANY if kind is QuestionKind.MULTIPLE_RESPONSE else 0)


def takes(shape: int, chosen: Iterable[int]) -> bool:
    """Whether a position of this shape may be answered with these options; none clears the answer."""
    options = list(chosen)
    if shape == WRITTEN or (len(options) > 1 and not shape & _MANY):
        return False
    return all(0 <= option < shape & ~_MANY for option in options)
