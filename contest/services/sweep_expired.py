"""Submitting attempts whose deadline has passed, with what was saved until then."""

from uuid import UUID

from contest.jobs import kick_scoring
from contest.models import AttemptState, SubmittedBy
from contest.queries.statements import rows_prepared
from contest.services.receipt_code import receipt_code

BATCH = 1_000


def sweep_expired(*, round_id: UUID | None = None) -> int:
    """Hand in every open attempt that is past its deadline by the database's clock; returns how many.

    It counts as submitted at its deadline, whenever the sweep comes. A person's own submission at the same
    moment wins or loses as a whole: both change the state from OPEN only.
    """
    swept = 0
    while True:
        codes = [receipt_code() for _ in range(BATCH)]
        submitted = len(rows_prepared(_SWEEP, [round_id, BATCH, codes]))
        swept += submitted
        if submitted:
            kick_scoring()
        if submitted < BATCH:
            return swept


_SWEEP = f"""
WITH expired AS (
    SELECT id, row_number() OVER () AS place
      FROM (SELECT id FROM contest_attempt
             WHERE state = {AttemptState.OPEN} AND closes_at < statement_timestamp()
               AND ($1::uuid IS NULL OR round_id = $1)
             ORDER BY closes_at
             LIMIT $2::int
               FOR NO KEY UPDATE SKIP LOCKED) AS locked)
UPDATE contest_attempt AS attempt
   SET state = {AttemptState.SUBMITTED}, submitted_by = {SubmittedBy.DEADLINE},
       submitted_at = GREATEST(attempt.opened_at, attempt.closes_at),
       receipt_code = ($3::text[])[expired.place]
  FROM expired
 WHERE attempt.id = expired.id AND attempt.state = {AttemptState.OPEN}
RETURNING attempt.id
"""  # noqa: S608  # only numbers of states are put in
