"""Draw and freeze the papers of a round before it opens."""

import itertools
from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from contest.models import Attempt, Paper, Round
from contest.queries.papers import ShownQuestion, commitment, content
from contest.queries.ranked_rounds import RoundNotFound, ranked_round
from contest.queries.supply import Supply, supply_of
from contest.rules.terms import Terms
from quizzes.rules.drawing import Placed, arrange, lot
from quizzes.rules.marking import QuestionKind

POOL = 400
"""Papers of a pool whose questions are drawn: enough that neighbours in a room hardly ever share one."""

CHUNK = 50


def prepare_papers(*, round_id: UUID, now: datetime, pool: int = POOL) -> int:
    """Draw papers until the round has `pool` of them, and give how many are ready.

    Each paper's seed derives from the round's secret seed and the paper's number, so a repeat or a run that
    goes on after an interruption draws the same papers from the same bank; `redraw_papers` begins a new pool.
    A round in which somebody has started keeps the papers it has. Only approved questions enter whose every
    citation is in force on the first and the last day of the round. Refuses RoundNotFound, BankMissing,
    QuestionsNotUsable, BankTooSmall.
    """
    terms = ranked_round(round_id=round_id).terms
    one = Round.objects.select_related("contest", "bank", "blueprint").get(pk=round_id)
    if one.paper_count and Attempt.objects.filter(round=one).exists():
        return one.paper_count
    supply = supply_of(one, terms)
    ready = set(Paper.objects.filter(round=one).values_list("index", flat=True))
    missing = (index for index in range(one.paper_from, one.paper_from + pool) if index not in ready)
    for chunk in _chunks(missing, CHUNK):
        papers = [_paper(one, terms, supply, index, now) for index in chunk]
        try:
            Paper.objects.bulk_create(papers, ignore_conflicts=True)
        except IntegrityError as gone:  # the round was deleted, as a draft's may be
            raise RoundNotFound(round_id=str(round_id)) from gone
    return _announced(one, pool)


def _announced(one: Round, pool: int) -> int:
    """Let starts draw from the pool, unless a new one was begun meanwhile; it never shrinks."""
    with transaction.atomic():
        held = Round.objects.select_for_update(no_key=True).filter(pk=one.pk).first()
        if held is None:
            raise RoundNotFound(round_id=str(one.pk))
        is_begun = held.paper_count and Attempt.objects.filter(round=one).exists()
        if held.paper_count < pool and held.paper_from == one.paper_from and not is_begun:
            held.paper_count = pool
            held.save(update_fields=["paper_count"])
        return held.paper_count


def _paper(one: Round, terms: Terms, supply: Supply, index: int, now: datetime) -> Paper:
    seed = lot(bytes(one.seed), "seed of paper", str(index))
    placed = arrange(
        supply.questions(index, seed),
        seed=seed,
        shuffle_questions=terms.paper.shuffle_questions,
        shuffle_options=terms.paper.shuffle_options,
    )
    layout = [
        {"version": question.id, "order": list(question.option_order), "points": question.points}
        for question in placed
    ]
    return Paper(
        round=one,
        index=index,
        seed=seed,
        layout=layout,
        content=content([_shown(place, question, supply) for place, question in enumerate(placed)]),
        question_count=len(placed),
        commitment=commitment(seed, layout),
        prepared_at=now,
    )


def _shown(position: int, placed: Placed, supply: Supply) -> ShownQuestion:
    version = supply.versions[placed.id]
    return ShownQuestion(
        position=position,
        kind=QuestionKind(version.kind),
        stem=version.stem,
        options=[version.options[index]["text"] for index in placed.option_order],
        points=placed.points,
    )


def _chunks(indexes: Iterable[int], size: int) -> Iterator[list[int]]:
    rest = iter(indexes)
    while chunk := list(itertools.islice(rest, size)):
        yield chunk
