"""One's own place in a round: what one has, where one stands, and who stands next."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from contest.models import AttemptState
from contest.queries.boards import BoardRow, ranked_duration_ms, rows_around
from contest.queries.ranked_rounds import BoardStatus, RankedRound
from contest.queries.statements import run_prepared
from contest.rules.terms import Feedback


class OwnPlace(NamedTuple):
    """What counts of the own attempts; the duration is what one is ranked by. `rank` None: not ranked, or
    hidden.
    """

    points: int
    correct_count: int
    duration_ms: int
    rank: int | None
    tied: bool
    counted_attempt: UUID


@dataclass(frozen=True, slots=True)
class OwnStanding:
    """The own place as far as the terms let one see it; neighbours are public rows, the own among them."""

    place: OwnPlace | None
    rank_is_hidden: bool
    neighbours: list[BoardRow]


class _Own(NamedTuple):
    """The own row on a board. The columns of _OWN."""

    board_id: UUID
    attempt_id: UUID
    points: int
    correct_count: int
    key: bytes
    measured_ms: int


def own_standing(*, ranked: RankedRound, entry_id: UUID, now: datetime) -> OwnStanding:
    """The standing of an entry on the board of everybody, as its person may see it.

    The own points follow the terms' feedback. Rank and neighbours are those of the public board and only
    shown while it is live or the result is out: while counters are hidden nothing here depends on anybody
    else. Once the truth of a prediction is counted it may decide which of several attempts counts. Until the
    result is out nothing tells which: a live board goes on with the one it shows, and without one there is no
    place.
    """
    status = ranked.status(now)
    hidden, is_live = status in (BoardStatus.HIDDEN, BoardStatus.FROZEN), status is BoardStatus.LIVE
    asked = [ranked.round_id, entry_id, ranked.result_is_out, is_live]
    found = run_prepared(_OWN, asked) if _may_see(ranked) else None
    if found is None:
        return OwnStanding(None, hidden, [])
    own = _Own(*found)
    keys = ranked.public_keys if is_live else ranked.staff_keys
    duration_ms = ranked_duration_ms(own.key, keys, measured_ms=own.measured_ms)
    place = OwnPlace(
        own.points, own.correct_count, duration_ms, None, tied=False, counted_attempt=own.attempt_id
    )
    if hidden:
        return OwnStanding(place, hidden, [])
    around = rows_around(ranked=ranked, board_id=own.board_id, entry_id=entry_id)
    for row in around:
        if row.entry_id == entry_id:
            place = place._replace(rank=row.rank, tied=row.tied)
    return OwnStanding(place, hidden, around)


def _may_see(ranked: RankedRound) -> bool:
    return ranked.result_is_out or ranked.terms.feedback is not Feedback.NOTHING


_SCORED = f"""contest_attempt WHERE entry_id = $2 AND (round_id = $1) IS TRUE
                                  AND state = {AttemptState.SCORED} AND voided_at IS NULL"""
# Which attempt a live board shows is told by one of the values it keeps: the moment it was handed in.
_OWN = f"""
SELECT board.id, attempt.id, mark.points, mark.correct_count,
       CASE WHEN $4 THEN standing.public_key ELSE standing.staff_key END,
       floor(EXTRACT(EPOCH FROM attempt.submitted_at - attempt.opened_at) * 1000)::bigint
  FROM contest_round AS round
  JOIN contest_board AS board
    ON board.round_id = round.id AND board.scope = 'ROUND' AND board.division_id IS NULL
  JOIN contest_standing AS standing ON standing.board_id = board.id AND standing.entry_id = $2
  JOIN contest_attempt AS attempt
    ON attempt.id = CASE WHEN $4 THEN (SELECT id FROM {_SCORED} AND submitted_at = standing.submitted_at
                                        ORDER BY ordinal LIMIT 1)
                         ELSE standing.attempt_id END
  JOIN contest_mark AS mark ON mark.attempt_id = attempt.id AND mark.key_number = round.key_number
 WHERE round.id = $1 AND CASE WHEN $4 THEN standing.public_key ELSE standing.staff_key END IS NOT NULL
   AND ($3 OR $4 OR round.prediction_truth IS NULL OR 1 = (SELECT count(*) FROM {_SCORED}))
"""  # noqa: S608  # only the number of a state is put in
