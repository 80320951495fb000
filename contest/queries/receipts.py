"""The receipt of an attempt («biên nhận nộp bài»)."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from contest.models import SubmittedBy
from contest.queries.statements import run_prepared
from contest.queries.terms import TERMS_OF_ROUND, terms_version
from contest.rules.terms import Feedback


class Receipt(NamedTuple):
    """What a person holds of a submitted attempt; nothing in it depends on anybody else."""

    code: str
    contest_title: dict[str, str]
    round_title: dict[str, str]
    ordinal: int
    opened_at: datetime
    submitted_at: datetime
    by_deadline: bool
    answered: int
    question_count: int
    prediction: int | None
    results_at: datetime | None
    feedback: Feedback


def receipt_of(*, attempt_id: UUID) -> Receipt | None:
    """The receipt of a submitted attempt; None for one that is open."""
    row = run_prepared(_RECEIPT, [attempt_id])
    if row is None:
        return None
    return Receipt._make([*row[:-1], terms_version(row[-1]).feedback])


_RECEIPT = f"""
SELECT attempt.receipt_code, contest.title, round.title, attempt.ordinal, attempt.opened_at,
       attempt.submitted_at, attempt.submitted_by = {SubmittedBy.DEADLINE},
       (SELECT count(*) FROM unnest(attempt.chosen) AS mask WHERE mask <> 0)::int
           + (SELECT count(*) FROM contest_writtenanswer
               WHERE attempt_id = attempt.id AND btrim(text, E' \\t\\n') <> '')::int,
       cardinality(attempt.chosen), attempt.prediction, round.results_at, terms.id
  FROM contest_attempt AS attempt
  JOIN contest_round AS round ON round.id = attempt.round_id
  JOIN contest_contest AS contest ON contest.id = round.contest_id
  {TERMS_OF_ROUND}
 WHERE attempt.id = $1 AND attempt.state > 0
"""  # noqa: S608  # only the number of a state is put in
