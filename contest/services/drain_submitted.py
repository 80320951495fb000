"""Scoring what has been submitted, in batches, until none is left."""

import logging
import time
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from struct import Struct
from typing import NamedTuple
from uuid import UUID

from django.db import DataError, IntegrityError, transaction

from contest.jobs import clear_kick, kick_scoring
from contest.models import AttemptState
from contest.queries.columns import smalls, uuids, wholes
from contest.queries.paper_keys import paper_key_of
from contest.queries.statements import read_by_index, rows_prepared
from contest.rules.scoring import PaperKey, Score, points_for
from contest.services.place_entries import place_entries
from quizzes.refusals import Refusal

# A commit waits for the disk, however much it writes.
BATCH = 1_000
# Well below the hard limit of the queue; what is left then is asked for anew.
_LONGEST_SECONDS = 40.0
_NO_ID = UUID(int=0)

# What one attempt, entry or round may be at fault for; a database that is away is nobody's.
_AT_FAULT = (Refusal, ValueError, LookupError, TypeError, OverflowError, DataError, IntegrityError)

_log = logging.getLogger(__name__)


class _Claimed(NamedTuple):
    """A submitted attempt, locked together with its entry. The columns of _CLAIM."""

    attempt_id: UUID
    entry_id: UUID
    round_id: UUID
    paper_id: UUID
    key_number: int
    chosen: bytes


def drain_submitted(*, round_id: UUID | None = None) -> int:
    """Score every submitted attempt (of one round, if given) and place its entry; returns how many.

    The kick is cleared before the first look, so that a submission meanwhile asks again. Batches are
    claimed with SKIP LOCKED and written in one transaction each: two drains share the work, so that a full
    batch asks whoever is free to help, and a drain that dies leaves its batch as it was. An attempt that
    cannot be scored or placed is logged, left waiting and does not hold up the others; it asks for no help.
    """
    clear_kick()
    scored, last = 0, _NO_ID
    ends = time.monotonic() + _LONGEST_SECONDS
    while True:
        claimed, done = score_batch(after=last, round_id=round_id, size=BATCH)
        scored += done
        if len(claimed) < BATCH:
            return scored
        if time.monotonic() > ends:
            kick_scoring()
            return scored
        if last == _NO_ID and done:
            kick_scoring()
        last = claimed[-1].attempt_id


def score_batch(*, after: UUID, round_id: UUID | None, size: int) -> tuple[list[_Claimed], int]:
    """Claim, mark and place a batch of attempts with ids above `after`; returns it and the number scored.

    A batch that fails is taken again in halves, down to the attempt at fault.
    """
    claimed: list[_Claimed] = []
    try:
        with transaction.atomic():
            read_by_index()
            claimed = [_Claimed(*row) for row in rows_prepared(_CLAIM, [after, round_id, size])]
            return claimed, _score(claimed)
    except _AT_FAULT:
        if not claimed:
            raise
        if len(claimed) == 1:
            _log.exception("attempt_not_scored", extra={"attempt": str(claimed[0].attempt_id)})
            return claimed, 0
    half = len(claimed) // 2
    first, done = score_batch(after=after, round_id=round_id, size=half)
    behind = first[-1].attempt_id if first else after
    rest, more = score_batch(after=behind, round_id=round_id, size=len(claimed) - half)
    return first + rest, done + more


def _score(claimed: Sequence[_Claimed]) -> int:
    """Mark and place what can be scored; returns how many."""
    scores = _scores(claimed)
    if scores:
        _store(scores)
    by_round = defaultdict(list)
    for attempt, _score_of_it in scores:
        by_round[attempt.round_id].append(attempt.entry_id)
    for of_round in sorted(by_round):
        place_entries(round_id=of_round, entry_ids=by_round[of_round])
    return len(scores)


def _scores(claimed: Sequence[_Claimed]) -> list[tuple[_Claimed, Score]]:
    """The scores of those that can be scored."""
    keyed = [(attempt, key) for attempt in claimed if (key := _key(attempt)) is not None]
    written = _written([attempt.attempt_id for attempt, key in keyed if key.apart])
    scores = []
    for attempt, key in keyed:
        try:
            score = points_for(key, _masks(attempt.chosen), written.get(attempt.attempt_id, {}))
        except ValueError:
            _log.exception("attempt_not_scored", extra={"attempt": str(attempt.attempt_id)})
            continue
        scores.append((attempt, score))
    return scores


def _key(attempt: _Claimed) -> PaperKey | None:
    """The key of an attempt's paper; None, and a line in the log, where the paper has none that holds."""
    try:
        return paper_key_of(attempt.paper_id, attempt.key_number)
    except (ValueError, LookupError, TypeError):
        _log.exception("attempt_not_scored", extra={"attempt": str(attempt.attempt_id)})
        return None


def _masks(sent: bytes) -> tuple[int, ...]:
    """The masks out of PostgreSQL's binary form of an array: reading it so takes a tenth of the time.

    After 20 bytes of header each number is its length (4) and itself, 32 bits each.
    """
    return _shape((len(sent) - 20) // 8).unpack_from(sent, 20)


@cache
def _shape(count: int) -> Struct:
    return Struct(">" + "4xi" * count)


def _written(attempt_ids: list[UUID]) -> dict[UUID, dict[int, str]]:
    """The typed answers of attempts whose papers ask for any."""
    found: dict[UUID, dict[int, str]] = {}
    if attempt_ids:
        for attempt_id, position, text in rows_prepared(_WRITTEN, [uuids(attempt_ids)]):
            found.setdefault(attempt_id, {})[position] = text
    return found


def _store(scores: Sequence[tuple[_Claimed, Score]]) -> None:
    # PostgreSQL has no ragged arrays: the points of all go as one array, of which each row takes its part.
    ends = list(accumulate(len(score.marks) for _attempt, score in scores))
    rows_prepared(
        _MARK,
        [
            uuids(attempt.attempt_id for attempt, _score in scores),
            wholes(attempt.key_number for attempt, _score in scores),
            wholes(score.points for _attempt, score in scores),
            wholes(score.correct_count for _attempt, score in scores),
            wholes(1 + end for end in [0, *ends[:-1]]),
            wholes(ends),
            smalls([points for _attempt, score in scores for points in score.marks]),
        ],
    )


# The entry's lock keeps two attempts of one person out of two batches at once; NO KEY UPDATE lets her go on.
_CLAIM = f"""
SELECT attempt.id, attempt.entry_id, attempt.round_id, attempt.paper_id, round.key_number,
       array_send(attempt.chosen)
  FROM contest_attempt AS attempt
  JOIN contest_entry AS entry ON entry.id = attempt.entry_id
  JOIN contest_round AS round ON round.id = attempt.round_id
 WHERE attempt.state = {AttemptState.SUBMITTED} AND attempt.id > $1
   AND ($2::uuid IS NULL OR attempt.round_id = $2)
 ORDER BY attempt.id
 LIMIT $3::int
   FOR NO KEY UPDATE OF attempt, entry SKIP LOCKED
"""  # noqa: S608  # only the number of a state is put in

_WRITTEN = "SELECT attempt_id, position, text FROM contest_writtenanswer WHERE attempt_id = ANY($1::uuid[])"

# One statement: the mark row and the state change together, each of them a repeat that changes nothing.
_MARK = f"""
WITH scored AS (
    UPDATE contest_attempt SET state = {AttemptState.SCORED}
     WHERE id = ANY($1::uuid[]) AND state = {AttemptState.SUBMITTED})
INSERT INTO contest_mark (attempt_id, key_number, points, correct_count, marks, scored_at)
SELECT id, key_number, points, correct_count, ($7::smallint[])[first:last], statement_timestamp()
  FROM unnest($1::uuid[], $2::int[], $3::int[], $4::int[], $5::int[], $6::int[])
       AS given (id, key_number, points, correct_count, first, last)
    ON CONFLICT (attempt_id, key_number) DO NOTHING
RETURNING attempt_id
"""  # noqa: S608  # only numbers of states are put in
