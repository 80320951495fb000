"""Promise 7: a paper pins question versions, option order and seed; a changed bank changes no paper."""

import json

import pytest
from django.db import DatabaseError, transaction

from contest.models import Attempt, Paper, Round
from contest.queries.papers import commitment
from contest.services.drain_submitted import drain_submitted
from contest.services.prepare_papers import prepare_papers
from contest.services.submit_attempt import submit_attempt
from quizzes.models import Question, QuestionVersion
from quizzes.rules.drawing import lot
from quizzes.rules.texts import folded
from tests.services import live_rows as rows

pytestmark = pytest.mark.django_db


def papers(one: Round) -> list[tuple[int, bytes, object, str, str]]:
    return [
        (paper.index, bytes(paper.seed), paper.layout, paper.content, paper.commitment)
        for paper in Paper.objects.filter(round=one)
    ]


def revise_everything(running: rows.Running) -> None:
    """New wordings, another order of options, other keys; and one question withdrawn."""
    for question in Question.objects.filter(bank=running.bank):
        before = question.current
        assert before is not None
        question.current = QuestionVersion.objects.create(
            question=question,
            number=2,
            kind=before.kind,
            stem="Lời mới?",
            options=list(reversed(before.options)),
            key={"correct": [1]},
            folded_stem=folded("Lời mới?"),
            author=before.author,
            written_at=rows.now(),
        )
        question.save(update_fields=["current"])
    Question.objects.filter(pk=question.pk).update(status=Question.Status.RETIRED)


def test_a_changed_bank_changes_no_paper_and_no_marks() -> None:
    running = rows.a_running_contest(kinds=[rows.CHOICE] * 8, paper=_five())
    before = papers(running.round)
    opened = rows.an_open_attempt(running)
    revise_everything(running)
    assert prepare_papers(round_id=running.round.pk, now=rows.now(), pool=5) == 5
    assert papers(running.round) == before

    shown = json.loads(opened.content)
    Attempt.objects.filter(pk=opened.id).update(
        chosen=[1 << question["options"].index("Đúng chỗ") for question in shown]
    )
    submit_attempt(attempt_id=opened.id, epoch=1)
    drain_submitted()
    assert Attempt.objects.get(pk=opened.id).mark_rows.get().points == 25


@pytest.mark.parametrize("what", ["content", "layout", "seed", "commitment"])
def test_nobody_changes_a_paper_even_by_hand(what: str) -> None:
    papers = Paper.objects.filter(round=rows.a_running_contest().round)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        papers.update(**{what: b"x" if what == "seed" else "[]"})
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        papers.delete()
    assert papers.count() == 5


def test_a_repeat_or_an_interrupted_run_draws_the_same_papers() -> None:
    running = rows.a_running_contest(kinds=[rows.CHOICE] * 12, paper=_five(), pool=0)
    other = rows.a_round(running.contest, running.bank, number=2, pool=0)
    Round.objects.update(seed=bytes(running.round.seed))
    prepare_papers(round_id=running.round.pk, now=rows.now(), pool=7)
    for pool in (3, 3, 7):  # it stopped after three
        prepare_papers(round_id=other.pk, now=rows.now(), pool=pool)
    assert papers(other) == papers(running.round)
    assert Round.objects.get(pk=other.pk).paper_count == 7


def test_a_round_under_way_keeps_its_pool() -> None:
    running = rows.a_running_contest(pool=2)
    rows.an_open_attempt(running)
    assert prepare_papers(round_id=running.round.pk, now=rows.now(), pool=9) == 2
    assert len(papers(running.round)) == 2


def test_the_round_s_seed_accounts_for_every_paper() -> None:
    """Whoever is given the seed after the round can check each commitment and each draw."""
    running = rows.a_running_contest(kinds=[rows.CHOICE] * 9, paper=_five())
    for index, seed, layout, content, committed in papers(running.round):
        assert seed == lot(bytes(running.round.seed), "seed of paper", str(index))
        assert committed == commitment(seed, layout)
        assert isinstance(layout, list)
        assert [one["points"] for one in layout] == [one["points"] for one in json.loads(content)]
        assert len({one["version"] for one in layout}) == 5


def test_what_a_taker_sees_tells_no_answer() -> None:
    running = rows.a_running_contest(kinds=[rows.CHOICE, rows.SEVERAL, rows.NUMBER, rows.WORDS])
    allowed = {"position", "kind", "stem", "options", "points"}
    for _, _, _, content, _ in papers(running.round):
        assert all(question.keys() == allowed for question in json.loads(content))
        assert "2013" not in content
        assert "Hiến pháp" not in content


def _five() -> dict[str, object]:
    return {"question_count": 5, "points_per_question": 5, "source": {"kind": "RANDOM"}}
