"""What a person wrote as a question, brought to the stored form or refused."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import msgspec
from msgspec import Struct

from quizzes.formats.pinning import pinned_options
from quizzes.refusals import FieldsNotValid
from quizzes.rules.lengths import (
    MAX_ACCEPTED,
    MAX_ACCEPTED_TEXT,
    MAX_CITATION,
    MAX_CITATIONS,
    MAX_EXPLANATION,
    MAX_OPTION,
    MAX_OPTIONS,
    MAX_STEM,
    MAX_TOPIC,
)
from quizzes.rules.marking import CLOSED_KINDS, QuestionKind
from quizzes.rules.texts import normalised, typed_form

MOST: Final = 10**15
LANGUAGES: Final = ("vi", "en")
LEVELS: Final = ("RECALL", "UNDERSTAND", "APPLY", "APPLY_HIGH")


class QuestionDraft(Struct, frozen=True, kw_only=True):
    """A question as written. `key` is as in `QuestionVersion`; `pinned` None leaves it to the wording."""

    kind: QuestionKind
    stem: str
    options: tuple[str, ...] = ()
    key: dict[str, Any] = {}
    pinned: tuple[int, ...] | None = None
    topic: str = ""
    level: str = "RECALL"
    explanation: str = ""
    citations: tuple[str, ...] = ()
    language: str = "vi"


def check_draft(draft: QuestionDraft) -> QuestionDraft:
    """The draft in NFC with its pinned options settled; refuses FieldsNotValid naming every wrong field."""
    options = tuple(normalised(option) for option in draft.options)
    fields: dict[str, list[str]] = {
        "stem": ([] if normalised(draft.stem) else ["required"]) + _length_codes(draft.stem, MAX_STEM),
        "options": _option_codes(draft.kind, options),
        "key": _KEY_CODES[draft.kind](draft.key, len(options)),
        "level": [] if draft.level in LEVELS else ["level_is_unknown"],
        "language": [] if draft.language in LANGUAGES else ["invalid_choice"],
        "topic": _length_codes(draft.topic, MAX_TOPIC),
        "explanation": _length_codes(draft.explanation, MAX_EXPLANATION),
        "citations": _citation_codes(draft.citations),
        "pinned": [] if all(0 <= one < len(options) for one in draft.pinned or ()) else ["names_no_option"],
    }
    wrong = {name: [{"code": code} for code in codes] for name, codes in fields.items() if codes}
    if wrong:
        raise FieldsNotValid(fields=wrong)
    return msgspec.structs.replace(
        draft,
        stem=normalised(draft.stem),
        options=options,
        # What no reader of keys asks for is not kept: a version stays for good.
        key={name: draft.key[name] for name in _KEY_PARTS[draft.kind] if name in draft.key},
        pinned=pinned_options(options) if draft.pinned is None else draft.pinned,
        topic=" ".join(normalised(draft.topic).split()),
        explanation=normalised(draft.explanation),
        citations=_cited(draft.citations),
    )


def _cited(lines: tuple[str, ...]) -> tuple[str, ...]:
    """What was cited, each once."""
    bare = (" ".join(normalised(line).split()) for line in lines)
    return tuple(dict.fromkeys(filter(None, bare)))


def _length_codes(text: str, longest: int) -> list[str]:
    return ["text_is_too_long"] if len(normalised(text)) > longest else []


def _citation_codes(citations: tuple[str, ...]) -> list[str]:
    if len(citations) > MAX_CITATIONS:
        return ["too_many"]
    return next(filter(None, (_length_codes(one, MAX_CITATION) for one in citations)), [])


def _option_codes(kind: QuestionKind, options: tuple[str, ...]) -> list[str]:
    if kind not in CLOSED_KINDS and kind is not QuestionKind.ORDERING:
        return ["options_not_wanted"] if options else []
    checks = {
        "options_are_missing": len(options) < 2,
        "too_many_options": len(options) > MAX_OPTIONS,
        "true_false_has_two_options": kind is QuestionKind.TRUE_FALSE and len(options) != 2,
        "option_is_empty": not all(options),
        "text_is_too_long": any(len(option) > MAX_OPTION for option in options),
        "options_are_identical": len({typed_form(option.rstrip(" .;")) for option in options}) < len(options),
    }
    return [code for code, holds in checks.items() if holds]


def _indexes(value: object, count: int) -> list[int] | None:
    """The value as distinct option indexes, or None where it is anything else."""
    if not isinstance(value, list | tuple) or not all(type(one) is int and 0 <= one < count for one in value):
        return None
    return list(value) if len(set(value)) == len(value) else None


def _one_right(key: Mapping[str, Any], count: int) -> list[str]:
    correct = _indexes(key.get("correct"), count)
    if not correct:
        return ["key_names_no_option"]
    return [] if len(correct) == 1 else ["one_right_option_expected"]


def _some_right(key: Mapping[str, Any], count: int) -> list[str]:
    return [] if _indexes(key.get("correct"), count) else ["key_names_no_option"]


def _number(key: Mapping[str, Any], _: int) -> list[str]:
    value, tolerance = key.get("value"), key.get("tolerance", 0)
    right = type(value) is int and type(tolerance) is int and abs(value) < MOST and 0 <= tolerance < MOST
    return [] if right else ["number_expected"]


def _words(key: Mapping[str, Any], _: int) -> list[str]:
    accepted = key.get("accepted")
    right = (
        isinstance(accepted, list | tuple)
        and 0 < len(accepted) <= MAX_ACCEPTED
        and all(isinstance(one, str) and one.strip() and len(one) <= MAX_ACCEPTED_TEXT for one in accepted)
    )
    return [] if right else ["accepted_answers_expected"]


def _order(key: Mapping[str, Any], count: int) -> list[str]:
    order = _indexes(key.get("order"), count)
    return [] if order is not None and len(order) == count else ["order_of_all_options_expected"]


def _none(key: Mapping[str, Any], _: int) -> list[str]:
    return ["key_not_wanted"] if key else []


_KEY_CODES: Final[dict[QuestionKind, Callable[[Mapping[str, Any], int], list[str]]]] = {
    QuestionKind.SINGLE_CHOICE: _one_right,
    QuestionKind.TRUE_FALSE: _one_right,
    QuestionKind.MULTIPLE_RESPONSE: _some_right,
    QuestionKind.NUMBER: _number,
    QuestionKind.FILL_IN: _words,
    QuestionKind.ORDERING: _order,
    QuestionKind.OPEN_TEXT: _none,
}

_KEY_PARTS: Final[dict[QuestionKind, tuple[str, ...]]] = {
    **dict.fromkeys(CLOSED_KINDS, ("correct",)),
    QuestionKind.NUMBER: ("value", "tolerance"),
    QuestionKind.FILL_IN: ("accepted",),
    QuestionKind.ORDERING: ("order",),
    QuestionKind.OPEN_TEXT: (),
}
