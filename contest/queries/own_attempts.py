"""One's own attempts: their state, and of their result what the terms let one see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from psycopg.types.numeric import Int2

from contest.models import Attempt, AttemptState, Entry, Mark, Paper, WrittenAnswer
from contest.queries.clock import database_time
from contest.queries.own_standing import OwnStanding, own_standing
from contest.queries.ranked_rounds import RankedRound, RoundNotFound, published_round
from contest.queries.receipts import Receipt, receipt_of
from contest.queries.statements import rows_prepared, run_prepared
from contest.queries.supply import can_be_asked
from contest.rules.lifecycle import Phase, duration_ms, phase
from contest.rules.terms import AttemptsPer, Feedback
from quizzes.models import QuestionVersion
from quizzes.refusals import Refusal
from quizzes.rules.marking import CLOSED_KINDS, QuestionKind, chosen_in

_SHOWS_POINTS = frozenset({Feedback.POINTS, Feedback.POINTS_AND_TIME, Feedback.REVIEW_AFTER_CLOSE})
_SHOWS_TIME = frozenset({Feedback.POINTS_AND_TIME, Feedback.REVIEW_AFTER_CLOSE})


class AttemptNotFound(Refusal):
    """There is no such attempt, or it is somebody else's."""

    code = "not_found"


class Result(NamedTuple):
    """What an attempt earned, as far as it may be seen. `duration_ms` None: not yet."""

    points: int
    points_max: int
    correct_count: int
    question_count: int
    duration_ms: int | None


class Reviewed(NamedTuple):
    """A question after the round, with its key. `correct` None: not answered by choosing options."""

    position: int
    kind: str
    stem: str
    options: list[str]
    chosen: list[int] | None
    written: str | None
    correct: list[int] | None
    points: int
    explanation: str
    citations: list[str]


@dataclass(frozen=True, slots=True)
class SeenAttempt:
    """An attempt with what its person may see of it now."""

    id: UUID
    ordinal: int
    state: str
    opened_at: datetime
    closes_at: datetime
    submitted_at: datetime | None
    receipt: Receipt | None
    result: Result | None
    review: Sequence[Reviewed] | None


class AttemptRow(NamedTuple):
    """An attempt in a list."""

    id: UUID
    ordinal: int
    state: str
    opened_at: datetime
    closes_at: datetime
    submitted_at: datetime | None
    points: int | None
    counts: bool


class OwnEntry(NamedTuple):
    """The entry of a person, by number and unit. The last columns of _ENTRY."""

    id: UUID
    number: str
    state: str
    unit_id: UUID | None
    unit_name: str | None


@dataclass(frozen=True, slots=True)
class OwnRound:
    """A round as it is for one person; `hotline` is whom to call, and when."""

    ranked: RankedRound
    hotline: tuple[str, dict[str, str]]
    now: datetime
    entry: OwnEntry | None
    attempts: Sequence[AttemptRow]
    next_ordinal: int | None
    attempts_left: int | None
    standing: OwnStanding


def seen_attempt(*, attempt_id: UUID, user_id: UUID | None) -> SeenAttempt:
    """An attempt as its person sees it; `user_id` None for who holds its token. Refuses AttemptNotFound."""
    owned = Attempt.objects.filter(pk=attempt_id)
    if user_id is not None:
        owned = owned.filter(entry__user=user_id)
    attempt = owned.first()
    if attempt is None:
        raise AttemptNotFound
    ranked = published_round(round_id=attempt.round_id)
    mark = _mark(attempt, ranked)
    return SeenAttempt(
        id=attempt.pk,
        ordinal=attempt.ordinal,
        state=_state(attempt),
        opened_at=attempt.opened_at,
        closes_at=attempt.closes_at,
        submitted_at=attempt.submitted_at,
        receipt=receipt_of(attempt_id=attempt_id),
        result=None if mark is None else _result(attempt, mark, ranked),
        review=None if mark is None else _review(attempt, mark, ranked, database_time()),
    )


def own_round(*, round_id: UUID, user_id: UUID) -> OwnRound:
    """Where a person stands in a round: entry, attempts, what is left, standing. Refuses RoundNotFound."""
    ranked = published_round(round_id=round_id)
    row = run_prepared(_ENTRY, [ranked.contest_id, user_id])
    if row is None:
        raise RoundNotFound(round_id=str(round_id))
    now, hotline = row[0], (row[1], row[2])
    if row[3] is None:
        return OwnRound(ranked, hotline, now, None, [], None, None, OwnStanding(None, False, []))
    entry = OwnEntry(*row[3:])
    of_contest = rows_prepared(_ATTEMPTS, [entry.id, round_id, Int2(ranked.key_number)])
    attempts = [_Listed(*columns) for is_here, *columns in of_contest if is_here]
    left = _left(ranked, len(attempts), len(of_contest))
    standing = own_standing(ranked=ranked, entry_id=entry.id, now=now)
    counted = standing.place.counted_attempt if standing.place else None
    shows_points = _shows(ranked, _SHOWS_POINTS)
    return OwnRound(
        ranked=ranked,
        hotline=hotline,
        now=now,
        entry=entry,
        attempts=[_row(one, one.points if shows_points else None, counted) for one in attempts],
        next_ordinal=_next(ranked, entry, attempts, left, now),
        attempts_left=left,
        standing=standing,
    )


class _Listed(NamedTuple):
    """An attempt of the round. The columns of _ATTEMPTS but the first, which says whether it is one."""

    id: UUID
    ordinal: int
    state: int
    opened_at: datetime
    closes_at: datetime
    submitted_at: datetime | None
    voided_at: datetime | None
    points: int | None


_ENTRY = """
SELECT statement_timestamp(), body.hotline, body.hotline_hours,
       entry.id, entry.number, entry.state, unit.id, unit.name
  FROM contest_contest AS contest
  JOIN accounts_body AS body ON body.id = contest.body_id
  LEFT JOIN contest_entry AS entry ON entry.contest_id = contest.id AND entry.user_id = $2
  LEFT JOIN accounts_unit AS unit ON unit.id = entry.unit_id
 WHERE contest.id = $1
"""
# Asked for by the entry alone: a round it has not counted yet the planner would rather read as a whole.
_ATTEMPTS = """
SELECT round_id = $2, id, ordinal, state, opened_at, closes_at, submitted_at, voided_at,
       (SELECT points FROM contest_mark WHERE attempt_id = attempt.id AND key_number = $3)
  FROM contest_attempt AS attempt WHERE entry_id = $1 ORDER BY ordinal
"""


def _left(ranked: RankedRound, in_round: int, in_contest: int) -> int | None:
    """How many attempts can still be opened; None without a limit."""
    granted = ranked.terms.attempts
    if granted.limit is None:
        return None
    return max(0, granted.limit - (in_contest if granted.per is AttemptsPer.CONTEST else in_round))


def _next(
    ranked: RankedRound, entry: OwnEntry, attempts: Sequence[_Listed], left: int | None, now: datetime
) -> int | None:
    """The ordinal a start would name: of the open attempt, else a new one; None for no start."""
    if entry.state != Entry.State.ACTIVE:
        return None
    for attempt in attempts:
        if attempt.state == AttemptState.OPEN and now <= attempt.closes_at:
            return attempt.ordinal
    # Before the opening too: whoever waits for it is told now with what number to start.
    can_open = phase(ranked.window, now) is not Phase.CLOSED and left != 0
    return len(attempts) + 1 if can_open else None


def _row(attempt: _Listed, points: int | None, counted: UUID | None) -> AttemptRow:
    return AttemptRow(
        attempt.id,
        attempt.ordinal,
        _state(attempt),
        attempt.opened_at,
        attempt.closes_at,
        attempt.submitted_at,
        points,
        attempt.id == counted,
    )


def _state(attempt: Attempt | _Listed) -> str:
    return "VOID" if attempt.voided_at else AttemptState(attempt.state).name


def _shows(ranked: RankedRound, feedback: frozenset[Feedback]) -> bool:
    return ranked.result_is_out or ranked.terms.feedback in feedback


def _mark(attempt: Attempt, ranked: RankedRound) -> Mark | None:
    """The marks that count, once they exist and may be seen."""
    if attempt.state != AttemptState.SCORED or not _shows(ranked, _SHOWS_POINTS):
        return None
    return Mark.objects.filter(attempt=attempt, key_number=ranked.key_number).first()


def _result(attempt: Attempt, mark: Mark, ranked: RankedRound) -> Result:
    took = None
    if attempt.submitted_at is not None and _shows(ranked, _SHOWS_TIME):
        took = duration_ms(attempt.opened_at, attempt.submitted_at)
    layout = Paper.objects.values_list("layout", flat=True).get(pk=attempt.paper_id)
    points_max = sum(one["points"] for one in layout)
    return Result(mark.points, points_max, mark.correct_count, len(layout), took)


def _review(attempt: Attempt, mark: Mark, ranked: RankedRound, now: datetime) -> list[Reviewed] | None:
    """The paper with its key: after the round, and while no other round can still ask its questions."""
    if ranked.terms.feedback is not Feedback.REVIEW_AFTER_CLOSE:
        return None
    if phase(ranked.window, now) is not Phase.CLOSED:
        return None
    layout = Paper.objects.values_list("layout", flat=True).get(pk=attempt.paper_id)
    ids = [one["version"] for one in layout]
    if can_be_asked(version_ids=ids, besides=attempt.round_id, now=now):
        return None
    versions = {
        str(one.pk): one for one in QuestionVersion.objects.filter(pk__in=ids).prefetch_related("citations")
    }
    written = dict(WrittenAnswer.objects.filter(attempt=attempt).values_list("position", "text"))
    return [
        _reviewed(position, one["order"], versions[one["version"]], attempt, mark, written.get(position))
        for position, one in enumerate(layout)
    ]


def _reviewed(
    position: int,
    order: Sequence[int],
    version: QuestionVersion,
    attempt: Attempt,
    mark: Mark,
    written: str | None,
) -> Reviewed:
    closed = QuestionKind(version.kind) in CLOSED_KINDS
    right = set(version.key["correct"]) if closed else set()
    return Reviewed(
        position=position,
        kind=version.kind,
        stem=version.stem,
        options=[version.options[own]["text"] for own in order],
        chosen=chosen_in(attempt.chosen[position]) if closed else None,
        written=written,
        correct=[shown for shown, own in enumerate(order) if own in right] if closed else None,
        points=mark.marks[position],
        explanation=version.explanation,
        citations=[citation.raw for citation in version.citations.all()],
    )
