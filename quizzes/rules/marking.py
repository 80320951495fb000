"""Marking one question against its key, all or nothing.

An answer to a closed question is a bit mask over the options as shown (bit i set: shown option i chosen), so
marking it is one comparison. The kinds that are typed or put in order carry text.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from quizzes.rules.texts import typed_form


class QuestionKind(StrEnum):
    """How a question is answered."""

    SINGLE_CHOICE = "SINGLE_CHOICE"
    MULTIPLE_RESPONSE = "MULTIPLE_RESPONSE"
    TRUE_FALSE = "TRUE_FALSE"
    NUMBER = "NUMBER"
    FILL_IN = "FILL_IN"
    ORDERING = "ORDERING"
    OPEN_TEXT = "OPEN_TEXT"


CLOSED_KINDS = frozenset(
    {QuestionKind.SINGLE_CHOICE, QuestionKind.MULTIPLE_RESPONSE, QuestionKind.TRUE_FALSE}
)


class Marking(StrEnum):
    """How much a partly right answer is worth."""

    ALL_OR_NOTHING = "ALL_OR_NOTHING"


class Mark(StrEnum):
    """What marking says of one answer; PENDING waits for a person (open text)."""

    RIGHT = "RIGHT"
    WRONG = "WRONG"
    BLANK = "BLANK"
    PENDING = "PENDING"


@dataclass(frozen=True, slots=True)
class ChoiceKey:
    """The masks, over the options as shown, any of which is right."""

    masks: frozenset[int]


@dataclass(frozen=True, slots=True)
class NumberKey:
    """A number and how far off an answer may be, both ends included."""

    value: Decimal
    tolerance: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class WordKey:
    """Accepted wordings in their typed form (`texts.typed_form`)."""

    forms: frozenset[str]


@dataclass(frozen=True, slots=True)
class OrderKey:
    """The right order as indexes of the options as shown."""

    order: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PersonKey:
    """No machine can mark it."""


@dataclass(frozen=True, slots=True)
class SettledKey:
    """A ruling settled it whatever was answered: right for everybody, or for nobody."""

    right: bool


QuestionKey = ChoiceKey | NumberKey | WordKey | OrderKey | PersonKey | SettledKey


def mask_of(chosen: Sequence[int]) -> int:
    """The bit mask of a set of option indexes.

    >>> mask_of([0, 2])
    5
    """
    mask = 0
    for index in chosen:
        mask |= 1 << index
    return mask


def chosen_in(mask: int) -> list[int]:
    """The option indexes set in a mask, ascending."""
    return [index for index in range(mask.bit_length()) if mask >> index & 1]


def shown_mask(mask: int, option_order: Sequence[int]) -> int:
    """A mask over a question's own options as a mask over the options as one paper shows them."""
    return mask_of([shown for shown, own in enumerate(option_order) if mask >> own & 1])


def shown_key(kind: QuestionKind, key: Mapping[str, Any], option_order: Sequence[int]) -> QuestionKey:
    """The key of a question version, stored as JSON values, over the options as one paper shows them.

    `key` is {"correct": [indexes]}, {"value", "tolerance"}, {"accepted": [texts]}, {"order": [indexes]} or {}
    by kind; indexes count the options as the version lists them. Raises ValueError for a key nothing meets.
    """
    match kind:
        case QuestionKind.NUMBER:
            return NumberKey(Decimal(str(key["value"])), Decimal(str(key.get("tolerance", 0))))
        case QuestionKind.FILL_IN:
            return WordKey(frozenset(typed_form(text) for text in key["accepted"]))
        case QuestionKind.ORDERING:
            return OrderKey(tuple(option_order.index(own) for own in key["order"]))
        case QuestionKind.OPEN_TEXT:
            return PersonKey()
    mask = shown_mask(mask_of(key["correct"]), option_order)
    if not mask:
        raise ValueError("a closed question needs a right option")
    return ChoiceKey(frozenset({mask}))


def number_in(text: str) -> Decimal | None:
    """The number typed, or None.

    Comma is the decimal sign; dots group thousands wherever they can («1.000» is a thousand), else they are a
    decimal sign too.
    """
    bare = re.sub(r"\s", "", text)
    if re.fullmatch(r"[+-]?\d{1,3}(\.\d{3})+(,\d+)?", bare):
        bare = bare.replace(".", "")
    return Decimal(bare.replace(",", ".")) if re.fullmatch(r"[+-]?\d+([.,]\d+)?", bare) else None


def order_in(text: str) -> tuple[int, ...] | None:
    """The order written as indexes separated by commas («2,0,1»), or None where it is no such list."""
    parts = [part.strip() for part in text.split(",")]
    # No option has a number of four digits, and Python refuses to read one of thousands.
    return tuple(map(int, parts)) if all(re.fullmatch(r"[0-9]{1,3}", part) for part in parts) else None


def mark(key: QuestionKey, *, mask: int = 0, written: str = "") -> Mark:
    """The mark of one answer, `mask` to a closed question, `written` to any other; 0 or blank: none."""
    if isinstance(key, SettledKey):
        return Mark.RIGHT if key.right else Mark.WRONG
    if not (mask if isinstance(key, ChoiceKey) else written.strip()):
        return Mark.BLANK
    if isinstance(key, PersonKey):
        return Mark.PENDING
    return Mark.RIGHT if _is_right(key, mask, written) else Mark.WRONG


def _is_right(key: ChoiceKey | NumberKey | WordKey | OrderKey, mask: int, written: str) -> bool:
    match key:
        case ChoiceKey(masks=masks):
            return mask in masks
        case NumberKey(value=value, tolerance=tolerance):
            number = number_in(written)
            return number is not None and abs(number - value) <= tolerance
        case WordKey(forms=forms):
            return typed_form(written) in forms
        case OrderKey(order=order):
            return order_in(written) == order
