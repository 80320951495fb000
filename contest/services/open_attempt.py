"""Start an attempt, or take up the same one again."""

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from psycopg.types.numeric import Int4
from uuid_utils.compat import uuid7

from contest.models import AttemptState, Entry, LifecycleState
from contest.queries.exclusion import HELPED_TO_RUN
from contest.queries.ranked_rounds import RoundNotFound
from contest.queries.statements import run_prepared
from contest.queries.terms import TERMS_OF_ROUND, terms_version
from contest.rules.lifecycle import Phase, Window, attempt_closes_at, phase
from contest.rules.terms import AttemptsPer, Terms
from contest.services.enter_contest import HasARole
from contest.services.hold_starts import starts_key
from quizzes.refusals import Refusal
from quizzes.rules.drawing import lot

MOST_EPOCHS = 32_767


class NotEntered(Refusal):
    """The person has not entered the contest, or the entry no longer takes part."""

    code = "not_entered"


class RoundIsNotOpen(Refusal):
    """The round's window, by the database's clock, has not begun or is past."""

    code = "round_is_not_open"


class OrdinalOutOfRange(Refusal):
    """Beyond `limit`, what the terms grant, or one before it has not been taken."""

    code = "ordinal_out_of_range"


class AttemptIsSubmitted(Refusal):
    """That attempt is handed in already, by the person or by its deadline."""

    code = "attempt_is_submitted"


class PreviousAttemptIsOpen(Refusal):
    """An attempt before it can still be worked on."""

    code = "previous_attempt_is_open"


class NoPaperReady(Refusal):
    """The round has no papers yet; nothing was used up."""

    code = "no_paper_ready"


class OpenedAttempt(NamedTuple):
    """An attempt as it stands after a start: its stored answers and its paper."""

    id: UUID
    ordinal: int
    epoch: int
    opened_at: datetime
    closes_at: datetime
    chosen: list[int]
    sequences: list[int]
    prediction: int | None
    prediction_sequence: int
    is_new: bool
    paper_id: UUID
    content: str
    written: dict[str, str]
    server_time: datetime


@dataclass(frozen=True, slots=True)
class Ground:
    """What a start stands on: the round, the person's entry and the round's terms."""

    round_id: UUID
    number: int
    round_title: dict[str, str]
    round_state: str
    window: Window
    paper_from: int
    paper_count: int
    seed: bytes
    contest_slug: str
    contest_title: dict[str, str]
    entry_id: UUID | None
    extra_seconds: int
    has_helped: bool
    terms: Terms
    now: datetime


def open_attempt(*, round_id: UUID, user_id: UUID, ordinal: int) -> tuple[Ground, OpenedAttempt]:
    """Open the person's attempt with this number in the round, or resume it with a higher epoch.

    A repeat never uses up a second try: (entry, round, ordinal) is unique. The paper is picked by a hash of
    the entry, the ordinal and the round's secret seed, without a lock. The database's clock decides. Who got
    a role since entering starts nothing. Refuses RoundNotFound, NotEntered, HasARole, RoundIsNotOpen,
    OrdinalOutOfRange, AttemptIsSubmitted, PreviousAttemptIsOpen, NoPaperReady.
    """
    ground = _ground(round_id, user_id)
    entry_id = ground.entry_id
    if entry_id is None:
        raise NotEntered
    if ground.has_helped:
        raise HasARole
    limit = ground.terms.attempts.limit
    if limit is not None and ordinal > limit:
        raise OrdinalOutOfRange(limit=limit)
    if not ground.paper_count:
        raise NoPaperReady
    spans_rounds = ground.terms.attempts.per is AttemptsPer.CONTEST and limit is not None
    with transaction.atomic() if spans_rounds else nullcontext():
        if spans_rounds:
            # Two rounds at once could otherwise each see one try left.
            run_prepared(_HOLD_ENTRY, [entry_id])
        opened = _opened(ground, entry_id, ordinal, limit if spans_rounds else None)
    if opened is None:
        raise _reason(ground, entry_id, ordinal)
    return ground, opened


_HOLD_ENTRY = "SELECT id FROM contest_entry WHERE id = $1 FOR NO KEY UPDATE"


def paper_index(*, entry_id: UUID, ordinal: int, seed: bytes, paper_count: int) -> int:
    """Which paper of the pool an attempt gets."""
    return int.from_bytes(lot(seed, "paper", str(entry_id), str(ordinal))[:8], "big") % paper_count


_GROUND = f"""
SELECT round.id, round.number, round.title, round.state, round.opens_at, round.closes_at, round.paper_from,
       round.paper_count, round.seed, contest.slug, contest.title,
       entry.id, COALESCE(entry.extra_seconds, 0), {HELPED_TO_RUN}, terms.id, statement_timestamp()
  FROM contest_round AS round
  JOIN contest_contest AS contest ON contest.id = round.contest_id
  {TERMS_OF_ROUND}
  LEFT JOIN contest_entry AS entry
    ON entry.contest_id = contest.id AND entry.user_id = $2 AND entry.state = '{Entry.State.ACTIVE}'
 WHERE round.id = $1 AND contest.state <> '{LifecycleState.DRAFT}' AND contest.retired_at IS NULL
"""  # noqa: S608  # only names of states are put in


def _ground(round_id: UUID, user_id: UUID) -> Ground:
    row = run_prepared(_GROUND, [round_id, user_id])
    if row is None:
        raise RoundNotFound(round_id=str(round_id))
    (_, number, title, state, opens_at, closes_at, paper_from, paper_count, seed, slug, contest_title) = row[
        :11
    ]
    entry_id, extra_seconds, has_helped, terms_id, now = row[11:]
    return Ground(
        round_id=round_id,
        number=number,
        round_title=title,
        round_state=state,
        window=Window(opens_at, closes_at),
        paper_from=paper_from,
        paper_count=paper_count,
        seed=seed,
        contest_slug=slug,
        contest_title=contest_title,
        entry_id=entry_id,
        extra_seconds=extra_seconds,
        has_helped=has_helped,
        terms=terms_version(terms_id),
        now=now,
    )


# Asked of an entry's attempts alone, never of all that are open.
_STILL_OPEN = f"state = {AttemptState.OPEN} AND closes_at >= statement_timestamp()"

# The clock is asked once the starts are held: one that waits for the round to be closed comes too late.
# GREATEST: the row of a repeat after the end, which is never written, is checked all the same.
_OPEN = f"""
WITH held AS MATERIALIZED (
    SELECT clock_timestamp() AS at FROM (SELECT pg_advisory_xact_lock_shared($9, $10) OFFSET 0) AS starts
), opened AS (
    INSERT INTO contest_attempt AS attempt
           (id, entry_id, round_id, paper_id, ordinal, state, submitted_by, epoch, prediction_sequence,
            opened_at, closes_at, chosen, sequences, changed_ms, receipt_code)
    SELECT $1, $2, round.id, paper.id, $4, {AttemptState.OPEN}, 0, 1, 0, $5, GREATEST($5, $6),
           array_fill(0, ARRAY[paper.question_count]), array_fill(0, ARRAY[paper.question_count]),
           array_fill(0, ARRAY[paper.question_count]), ''
      FROM held CROSS JOIN contest_round AS round
      JOIN contest_paper AS paper ON paper.round_id = round.id AND paper.index = $7
     WHERE round.id = $3
       AND (EXISTS (SELECT FROM contest_attempt
                     WHERE entry_id = $2 AND round_id = $3 AND ordinal = $4)
            OR (round.opens_at <= statement_timestamp() AND held.at < round.closes_at
                AND round.state IN ('{LifecycleState.DRAFT}', '{LifecycleState.OPEN}')
                AND $4 = (SELECT 1 + count(*) FROM contest_attempt
                           WHERE entry_id = $2 AND round_id = $3
                          HAVING count(*) FILTER (WHERE {_STILL_OPEN}) = 0)
                AND ($8::int IS NULL
                     OR $8 > (SELECT count(*) FROM contest_attempt WHERE entry_id = $2))))
    ON CONFLICT ON CONSTRAINT attempt_ordinal DO UPDATE
       SET epoch = LEAST(attempt.epoch + 1, {MOST_EPOCHS})
     WHERE attempt.state = {AttemptState.OPEN} AND attempt.closes_at >= statement_timestamp()
    RETURNING *
)
SELECT opened.id, opened.ordinal, opened.epoch, opened.opened_at, opened.closes_at, opened.chosen,
       opened.sequences, opened.prediction, opened.prediction_sequence, opened.id = $1, paper.id,
       paper.content,
       (SELECT COALESCE(jsonb_object_agg(position, text), '{{}}') FROM contest_writtenanswer
         WHERE attempt_id = opened.id),
       statement_timestamp()
  FROM opened JOIN contest_paper AS paper ON paper.id = opened.paper_id
"""  # noqa: S608  # only numbers and names of states are put in


def _opened(
    ground: Ground, entry_id: UUID, ordinal: int, limit_over_rounds: int | None
) -> OpenedAttempt | None:
    closes_at = attempt_closes_at(
        ground.now,
        round_closes_at=ground.window.closes_at,
        time_limit_seconds=ground.terms.time_limit_seconds,
        extra_seconds=ground.extra_seconds,
    )
    place = paper_index(entry_id=entry_id, ordinal=ordinal, seed=ground.seed, paper_count=ground.paper_count)
    parameters: list[Any] = [
        uuid7(),
        entry_id,
        ground.round_id,
        Int4(ordinal),
        ground.now,
        closes_at,
        Int4(ground.paper_from + place),
    ]
    limit = None if limit_over_rounds is None else Int4(limit_over_rounds)
    row = run_prepared(_OPEN, [*parameters, limit, *starts_key(ground.round_id)])
    return None if row is None else OpenedAttempt(*row)


def _reason(ground: Ground, entry_id: UUID, ordinal: int) -> Refusal:
    """Why the statement opened nothing."""
    row = run_prepared(
        f"""
        SELECT array_agg(ordinal), array_agg(id) FILTER (WHERE ordinal = $3),
               min(ordinal) FILTER (WHERE {_STILL_OPEN}), statement_timestamp()
          FROM contest_attempt WHERE entry_id = $1 AND round_id = $2
        """,  # noqa: S608  # only numbers of states are put in
        [entry_id, ground.round_id, Int4(ordinal)],
    )
    taken, same, still_open, now = row or (None, None, None, ground.now)
    if same:
        return AttemptIsSubmitted(attempt_id=str(same[0]))
    if phase(ground.window, now) is not Phase.OPEN or ground.round_state not in _STARTABLE:
        return RoundIsNotOpen(opens_at=ground.window.opens_at, closes_at=ground.window.closes_at)
    if still_open is not None:
        return PreviousAttemptIsOpen(ordinal=still_open)
    return OrdinalOutOfRange(limit=ground.terms.attempts.limit, next=len(taken or ()) + 1)


_STARTABLE = frozenset({LifecycleState.DRAFT, LifecycleState.OPEN})
