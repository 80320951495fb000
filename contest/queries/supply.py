"""What the papers of a round are made of: questions that may be asked on its days."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q

from contest.models import Round
from contest.queries.statements import rows_prepared
from contest.queries.terms import TERMS_OF_ROUND, terms_version
from contest.rules.terms import Blueprint, FixedSets, Terms
from quizzes.models import QuestionBank, QuestionVersion
from quizzes.queries.usable import candidate, usable_questions, version_obstacles
from quizzes.refusals import Refusal
from quizzes.rules.drawing import Candidate, Cell, Placed, draw

Drawn = tuple[Candidate, int]


class BankMissing(Refusal):
    """The round names no bank to draw from."""

    code = "bank_missing"


class QuestionsNotUsable(Refusal):
    """A set put together by hand holds questions that may not be asked on the round's days."""

    code = "questions_not_usable"


@dataclass(frozen=True, slots=True)
class Supply:
    """Where the questions of a round come from: cells to fill from banks, or sets put together by hand."""

    cells: Mapping[UUID, Sequence[Cell]]
    candidates: Mapping[UUID, Sequence[Candidate]]
    sets: Sequence[Sequence[Drawn]]
    versions: Mapping[str, QuestionVersion]

    def questions(self, index: int, seed: bytes) -> list[Drawn]:
        """The questions of one paper with their points, in no particular order."""
        if self.sets:
            return list(self.sets[index % len(self.sets)])
        known = {one.id: one for pool in self.candidates.values() for one in pool}
        drawn: list[Placed] = []
        for bank_id, cells in self.cells.items():
            drawn += draw(
                self.candidates[bank_id], cells, seed=seed, shuffle_questions=False, shuffle_options=False
            )
        return [(known[placed.id], placed.points) for placed in drawn]


def supply_of(one: Round, terms: Terms) -> Supply:
    """What the papers of a round are made of.

    Only approved questions whose every citation is in force on the first and the last day of the round.
    Refuses BankMissing, QuestionsNotUsable.
    """
    first, last = _days(one)
    source = terms.paper.source
    if isinstance(source, FixedSets) and one.blueprint is None:
        return _by_hand(one, terms, source, first, last)
    cells = _cells(one, terms)
    pools = {bank_id: _usable(bank_id, first, last) for bank_id in cells}
    return Supply(
        cells=cells,
        candidates={bank_id: [candidate(version) for version in pool] for bank_id, pool in pools.items()},
        sets=(),
        versions={str(version.pk): version for pool in pools.values() for version in pool},
    )


def versions_out_of_force(one: Round) -> set[UUID]:
    """The question versions in a round's papers that may not be asked on its first or on its last day."""
    used = [version for (version,) in rows_prepared(_USED, [one.pk, one.paper_from])]
    return {
        version
        for day in _days(one)
        for version, found in version_obstacles(version_ids=used, on=day).items()
        if found
    }


def can_be_asked(*, version_ids: Iterable[str], besides: UUID, now: datetime) -> bool:
    """Whether a round that has not ended, `besides` apart, may ask one of these questions, in any wording.

    By the question: its bank may be drawn from, by the round or by a row of its blueprint, or a set put
    together by hand may name it. Banks that are open on purpose keep no secret (needs N7).
    """
    secret = dict(
        QuestionVersion.objects.filter(pk__in=version_ids, question__bank__is_open=False).values_list(
            "question_id", "question__bank"
        )
    )
    banks = set(secret.values())
    drawn = Q(bank__in=banks) | Q(blueprint__cells__bank__in=banks)
    if Round.objects.filter(drawn, closes_at__gt=now).exclude(pk=besides).exists():
        return True
    return not secret.keys().isdisjoint(_in_sets(besides, now)) if secret else False


def _in_sets(besides: UUID, now: datetime) -> set[UUID]:
    """The questions of all sets put together by hand for rounds that have not ended."""
    found: set[UUID] = set()
    for number, terms_id in rows_prepared(_BY_TERMS, [now, besides]):
        source = terms_version(terms_id).paper.source
        if isinstance(source, FixedSets):
            sets = [single.questions for single in source.sets if single.round in (None, number)]
            found |= {UUID(question) for single in sets for question in single}
    return found


_BY_TERMS = f"""
SELECT round.number, terms.id
  FROM contest_round AS round
{TERMS_OF_ROUND}
 WHERE round.closes_at > $1 AND round.id <> $2 AND round.blueprint_id IS NULL
"""  # noqa: S608  # a fragment of our own
_USED = """
SELECT DISTINCT (placed ->> 'version')::uuid
  FROM contest_paper, jsonb_array_elements(layout) AS placed
 WHERE round_id = $1 AND index >= $2::int
"""


def _days(one: Round) -> tuple[date, date]:
    """The first and the last day of the round, where the contest is held."""
    zone = ZoneInfo(one.contest.time_zone)
    last = one.closes_at - timedelta(microseconds=1)
    return one.opens_at.astimezone(zone).date(), last.astimezone(zone).date()


def _usable(bank_id: UUID, first: date, last: date) -> list[QuestionVersion]:
    at_the_end = {version.pk for version in usable_questions(bank_id=bank_id, on=last)}
    return [one for one in usable_questions(bank_id=bank_id, on=first) if one.pk in at_the_end]


def _cells(one: Round, terms: Terms) -> dict[UUID, list[Cell]]:
    """What each bank has to give: by the round's own blueprint, else by the terms."""
    if one.blueprint is not None:
        rows = list(one.blueprint.cells.all())
        return {
            bank_id: [
                Cell(row.count, row.topic or None, row.level or None, row.points)
                for row in rows
                if row.bank_id == bank_id
            ]
            for bank_id in dict.fromkeys(row.bank_id for row in rows)
        }
    if one.bank_id is None:
        raise BankMissing
    source, each = terms.paper.source, terms.paper.points_per_question
    if isinstance(source, Blueprint):
        cells = [Cell(row.count, row.topic, row.level, row.points or each) for row in source.rows]
    else:
        cells = [Cell(terms.paper.question_count, points=each)]
    return {one.bank_id: cells}


def _by_hand(one: Round, terms: Terms, source: FixedSets, first: date, last: date) -> Supply:
    """Sets of this round; their questions may lie in any bank of the body."""
    sets = [single.questions for single in source.sets if single.round in (None, one.number)]
    banks = QuestionBank.objects.filter(owner=one.contest.body_id)
    usable = {
        str(version.question_id): version
        for bank_id in banks.values_list("pk", flat=True)
        for version in _usable(bank_id, first, last)
    }
    lacking = sorted({question for single in sets for question in single} - usable.keys())
    if lacking or not sets:
        raise QuestionsNotUsable(questions=lacking)
    points = terms.paper.points_per_question
    return Supply(
        cells={},
        candidates={},
        sets=[[(candidate(usable[question]), points) for question in single] for single in sets],
        versions={str(version.pk): version for version in usable.values()},
    )
