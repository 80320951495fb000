"""What judges look at: the board with all that decides it, one entry with its attempts."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count
from msgspec import Struct

from contest.accounts.sealing import unseal
from contest.models import Attempt, AttemptState, Contest, Entry, Mark, Standing, SubmittedBy
from contest.queries.boards import BoardRow, Selection, staff_board
from contest.queries.cases import CaseRow, cases_about
from contest.queries.organizing import Said
from contest.queries.staff import NotFound
from contest.rules.lifecycle import duration_ms
from contest.rules.terms import RankingKey


class AttemptRow(Struct, frozen=True):
    """An attempt as a judge reads it. `counts`: the entry stands on the board by it.

    `changed_ms` has, for each position in paper order, when its answer was last changed, in milliseconds
    since the start; null where it was never touched.
    """

    id: UUID
    round: int
    round_title: Said
    ordinal: int
    state: str
    submitted_by: str
    opened_at: datetime
    closes_at: datetime
    submitted_at: datetime | None
    voided_at: datetime | None
    counts: bool
    duration_ms: int | None
    points: int | None
    correct_count: int | None
    question_count: int
    prediction: int | None
    changed_ms: list[int | None]
    late_answers: int


class JudgedEntry(Struct, frozen=True):
    """An entry with its attempts and cases; `personal` only for whom the contest gives it."""

    number: str
    state: str
    channel: str
    unit: str | None
    division: Said | None
    entered_at: datetime
    personal: dict[str, str] | None
    attempts: list[AttemptRow]
    cases: list[CaseRow]


class JudgedPlace(Struct, frozen=True):
    """A place as judges see it, with every value a key may look at."""

    rank: int
    tied: bool
    number: str
    name: str | None
    unit: str | None
    division: str | None
    points: int
    correct_count: int
    duration_ms: int
    submitted_at: datetime
    prediction: int | None
    decided_by: RankingKey | None


class DivisionChoice(Struct, frozen=True):
    """A division by code and title."""

    code: str
    title: Said


class JudgedBoard(Struct, frozen=True):
    """A page of the judges' board; `after` is where the next one begins.

    `divisions` are those by which the round is ranked.
    """

    round: UUID
    contest: str
    status: str
    as_of: datetime
    keys: list[RankingKey]
    left_out: list[RankingKey]
    divisions: list[DivisionChoice]
    rows: list[JudgedPlace]
    after: str | None


class JudgedPage(NamedTuple):
    """A page of the judges' board, and the place where the next one begins."""

    board: JudgedBoard
    next_place: bytes | None


def judged_page(*, round_id: UUID, selection: Selection, now: datetime, with_names: bool) -> JudgedPage:
    """Fifty places of a round with all that decides them, also what is hidden from the public."""
    page = staff_board(round_id=round_id, selection=selection, now=now)
    predictions = dict(
        Attempt.objects.filter(pk__in=[row.attempt_id for row in page.rows]).values_list("pk", "prediction")
    )
    board = JudgedBoard(
        round=round_id,
        contest=page.ranked.contest_slug,
        status=page.status,
        as_of=page.as_of,
        keys=page.keys,
        left_out=page.left_out,
        divisions=[
            DivisionChoice(one.code, {"vi": one.title.vi, "en": one.title.en})
            for one in page.ranked.terms.divisions
        ],
        rows=[_judged_place(row, predictions, with_names=with_names) for row in page.rows],
        after=None,
    )
    return JudgedPage(board, page.next_place)


def _judged_place(row: BoardRow, predictions: Mapping[UUID, int | None], *, with_names: bool) -> JudgedPlace:
    return JudgedPlace(
        rank=row.rank,
        tied=row.tied,
        number=row.number,
        name=row.name if with_names else None,
        unit=row.unit_name,
        division=row.division,
        points=row.points,
        correct_count=row.correct_count,
        duration_ms=row.duration_ms,
        submitted_at=row.submitted_at,
        prediction=predictions.get(row.attempt_id) if row.attempt_id else None,
        decided_by=row.decided_by,
    )


def judged_entry(*, contest: Contest, number: str, user_id: UUID, with_personal: bool) -> JudgedEntry:
    """One entry of the contest; refuses NotFound."""
    entry = (
        Entry.objects.select_related("unit", "division", "personal")
        .filter(contest=contest, number=number.strip().upper())
        .first()
    )
    if entry is None:
        raise NotFound
    return JudgedEntry(
        number=entry.number,
        state=entry.state,
        channel=entry.channel,
        unit=entry.unit.name if entry.unit else None,
        division=entry.division.title if entry.division else None,
        entered_at=entry.entered_at,
        personal=_personal(entry) if with_personal else None,
        attempts=_attempts(entry),
        cases=cases_about(entry_id=entry.pk, user_id=user_id),
    )


def _personal(entry: Entry) -> dict[str, str] | None:
    """What was registered; None once it was erased."""
    if not hasattr(entry, "personal"):
        return None
    return unseal(bytes(entry.personal.sealed), about=entry.pk)


def _attempts(entry: Entry) -> list[AttemptRow]:
    attempts = list(
        entry.attempts.select_related("round", "paper")
        .annotate(late=Count("late_answers"))
        .order_by("round__number", "ordinal")
    )
    marks = {(one.attempt_id, one.key_number): one for one in Mark.objects.filter(attempt__in=attempts)}
    ranked = Standing.objects.filter(board__contest=entry.contest_id, entry=entry, staff_key__isnull=False)
    counting = set(ranked.values_list("attempt_id", flat=True))
    return [
        _attempt(one, marks.get((one.pk, one.round.key_number)), one.late, counts=one.pk in counting)
        for one in attempts
    ]


def _attempt(one: Attempt, mark: Mark | None, late: int, *, counts: bool) -> AttemptRow:
    return AttemptRow(
        id=one.pk,
        round=one.round.number,
        round_title=one.round.title,
        ordinal=one.ordinal,
        state=AttemptState(one.state).name,
        submitted_by=SubmittedBy(one.submitted_by).name,
        opened_at=one.opened_at,
        closes_at=one.closes_at,
        submitted_at=one.submitted_at,
        voided_at=one.voided_at,
        counts=counts,
        duration_ms=duration_ms(one.opened_at, one.submitted_at) if one.submitted_at else None,
        points=mark.points if mark else None,
        correct_count=mark.correct_count if mark else None,
        question_count=one.paper.question_count,
        prediction=one.prediction,
        changed_ms=[
            at if sequence else None for at, sequence in zip(one.changed_ms, one.sequences, strict=True)
        ],
        late_answers=late,
    )
