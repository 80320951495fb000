"""Laws of scoring an attempt."""

from decimal import Decimal
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.rules.scoring import PaperKey, Policy, accepted_keys, paper_key, points_for
from quizzes.rules.marking import (
    ChoiceKey,
    Mark,
    NumberKey,
    PersonKey,
    QuestionKey,
    QuestionKind,
    SettledKey,
    mark,
    mask_of,
)

KEYS: st.SearchStrategy[QuestionKey] = st.one_of(
    st.frozensets(st.integers(1, 15), min_size=1, max_size=2).map(ChoiceKey),
    st.integers(0, 5).map(lambda value: NumberKey(Decimal(value))),
    st.booleans().map(SettledKey),
    st.just(PersonKey()),
)
QUESTIONS = st.lists(
    st.tuples(st.lists(KEYS, min_size=1, max_size=2), st.integers(0, 10)), min_size=1, max_size=12
)


@given(QUESTIONS, st.data())
def test_an_attempt_earns_what_its_questions_earn_one_by_one(
    questions: list[tuple[list[QuestionKey], int]], data: st.DataObject
) -> None:
    chosen = data.draw(st.lists(st.integers(0, 15), min_size=len(questions), max_size=len(questions)))
    texts = st.sampled_from(["", "0", "3", "5", "chữ"])
    written = data.draw(st.dictionaries(st.integers(0, len(questions) - 1), texts))
    score = points_for(paper_key(questions), chosen, written)
    right = [
        any(mark(key, mask=chosen[position], written=written.get(position, "")) is Mark.RIGHT for key in keys)
        for position, (keys, _points) in enumerate(questions)
    ]
    assert score.marks == [points * is_right for (_, points), is_right in zip(questions, right, strict=True)]
    assert score.points == sum(score.marks)
    assert score.correct_count == sum(right)


@given(st.lists(st.sets(st.integers(0, 3), min_size=1), min_size=1, max_size=10), st.data())
def test_shuffled_papers_give_the_same_points_for_the_same_choices(
    correct: list[set[int]], data: st.DataObject
) -> None:
    choices = data.draw(st.lists(st.sets(st.integers(0, 3)), min_size=len(correct), max_size=len(correct)))
    plain = tuple(range(4))
    orders = data.draw(st.lists(st.permutations(plain), min_size=len(correct), max_size=len(correct)))

    def score(order_of: list[list[int]]) -> int:
        kind = QuestionKind.MULTIPLE_RESPONSE
        key = paper_key(
            [
                (accepted_keys(kind, {"correct": sorted(right)}, order), 1)
                for right, order in zip(correct, order_of, strict=True)
            ]
        )
        shown = [
            mask_of([order.index(own) for own in sorted(chosen)])
            for chosen, order in zip(choices, order_of, strict=True)
        ]
        return points_for(key, shown, {}).points

    assert score(orders) == score([list(plain)] * len(correct))


@pytest.mark.parametrize(
    ("policy", "earned"),
    [
        (Policy.NEW_KEY, {0: 0, 1: 0, 2: 1}),
        (Policy.BOTH_KEYS, {0: 1, 1: 0, 2: 1}),
        (Policy.FULL_CREDIT, {0: 1, 1: 1, 2: 1}),
        (Policy.NO_CREDIT, {0: 0, 1: 0, 2: 0}),
    ],
)
def test_a_later_key_version_overrides_a_question(policy: Policy, earned: dict[int, int]) -> None:
    new: dict[str, Any] = {"correct": [2]}
    keys = accepted_keys(QuestionKind.SINGLE_CHOICE, {"correct": [0]}, (0, 1, 2), (policy, new))
    key = paper_key([(keys, 1)])
    assert {option: points_for(key, [1 << option], {}).points for option in earned} == earned


def test_answers_of_another_paper_are_not_scored() -> None:
    key = PaperKey(masks=(1, 2), points=(1, 1))
    with pytest.raises(ValueError, match="size"):
        points_for(key, [1], {})


def test_scoring_is_fast_enough_for_the_rush_at_closing_time() -> None:
    key = paper_key([([ChoiceKey(frozenset({1 << position % 4}))], 5) for position in range(20)])
    chosen = [1 << position % 3 for position in range(20)]
    started = process_time()
    for _ in range(20_000):
        points_for(key, chosen, {})
    # 20,000 attempts a second is the target for a whole worker; the rule alone must leave room for the rest.
    assert process_time() - started < 0.5
