"""Hand an attempt in."""

from uuid import UUID

from psycopg.types.numeric import Int4

from contest.jobs import kick_scoring
from contest.models import AttemptState, SubmittedBy
from contest.queries.receipts import Receipt, receipt_of
from contest.queries.statements import run_prepared
from contest.services.receipt_code import receipt_code
from contest.services.save_answers import TakenOver


def submit_attempt(*, attempt_id: UUID, epoch: int) -> Receipt:
    """Close an attempt by its person's wish, or by its deadline where that has passed; the database's clock
    decides.

    What counts is what is saved. A repeat, from whatever device, gives the same receipt. Refuses TakenOver
    while the attempt is open under a newer epoch.
    """
    row = run_prepared(_SUBMIT, [attempt_id, Int4(epoch), receipt_code()])
    if row is not None:
        kick_scoring()
    receipt = receipt_of(attempt_id=attempt_id)
    if receipt is None:
        raise TakenOver
    return receipt


_SUBMIT = f"""
UPDATE contest_attempt
   SET state = {AttemptState.SUBMITTED},
       submitted_by = CASE WHEN closes_at >= statement_timestamp() THEN {SubmittedBy.PERSON}
                           ELSE {SubmittedBy.DEADLINE} END,
       submitted_at = GREATEST(opened_at, LEAST(statement_timestamp(), closes_at)),
       receipt_code = $3
 WHERE id = $1 AND state = {AttemptState.OPEN} AND (epoch = $2 OR closes_at < statement_timestamp())
RETURNING id
"""  # noqa: S608  # only numbers of states are put in
