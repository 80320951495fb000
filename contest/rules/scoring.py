"""Points of an attempt: a pure function of its paper, its answers and a version of the key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import eq, mul
from typing import Any, NamedTuple

from quizzes.rules.marking import ChoiceKey, Mark, QuestionKey, QuestionKind, SettledKey, mark, shown_key

# No answer has this mask, so a position marked elsewhere never matches in the fast comparison.
_MARKED_APART = -1


class Policy(StrEnum):
    """What a later key version says about one question."""

    NEW_KEY = "NEW_KEY"
    BOTH_KEYS = "BOTH_KEYS"
    FULL_CREDIT = "FULL_CREDIT"
    NO_CREDIT = "NO_CREDIT"


class Score(NamedTuple):
    """What an attempt earned; `marks` has the points of each position in paper order."""

    points: int
    correct_count: int
    marks: list[int]


@dataclass(frozen=True, slots=True)
class PaperKey:
    """The key of one paper under one key version, laid out so that an attempt costs a few list operations."""

    masks: tuple[int, ...]
    points: tuple[int, ...]
    apart: tuple[tuple[int, QuestionKey], ...] = ()

    @property
    def question_count(self) -> int:
        """How many questions the paper has."""
        return len(self.masks)


def paper_key(questions: Sequence[tuple[Sequence[QuestionKey], int]]) -> PaperKey:
    """The key of a paper from, for each position, the keys any of which is met and the points."""
    masks: list[int] = []
    apart: list[tuple[int, QuestionKey]] = []
    for position, (accepted, _points) in enumerate(questions):
        only = accepted[0]
        if len(accepted) == 1 and isinstance(only, ChoiceKey) and len(only.masks) == 1:
            masks.append(next(iter(only.masks)))
        else:
            masks.append(_MARKED_APART)
            apart.extend((position, key) for key in accepted)
    return PaperKey(tuple(masks), tuple(points for _accepted, points in questions), tuple(apart))


def accepted_keys(
    kind: QuestionKind,
    key: Mapping[str, Any],
    option_order: Sequence[int],
    override: tuple[Policy, Mapping[str, Any]] | None = None,
) -> list[QuestionKey]:
    """The keys that count for a question of a paper; an override replaces, joins or settles the original."""
    if override is None:
        return [shown_key(kind, key, option_order)]
    policy, new = override
    if policy is Policy.FULL_CREDIT or policy is Policy.NO_CREDIT:
        return [SettledKey(right=policy is Policy.FULL_CREDIT)]
    keys = [shown_key(kind, new, option_order)]
    return keys if policy is Policy.NEW_KEY else [shown_key(kind, key, option_order), *keys]


def points_for(key: PaperKey, chosen: Sequence[int], written: Mapping[int, str]) -> Score:
    """The score of an attempt: `chosen` has one mask a position, `written` the typed answers by position.

    Open text earns nothing here; a person's mark adds to it elsewhere. Raises ValueError when the answers are
    not those of a paper of this size.
    """
    if len(chosen) != len(key.masks):
        raise ValueError("answers and paper differ in size")
    right = list(map(eq, chosen, key.masks))
    for position, question_key in key.apart:
        if not right[position]:
            answer = mark(question_key, mask=chosen[position], written=written.get(position, ""))
            right[position] = answer is Mark.RIGHT
    marks = list(map(mul, right, key.points))
    return Score(sum(marks), right.count(True), marks)
