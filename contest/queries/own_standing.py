"""One's own place in a round: what one has, where one stands, and who stands next."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from contest.boards.live import View
from contest.queries.board_ranks import ranks_on_board
from contest.queries.boards import BoardRow, board_of, rows_around
from contest.queries.ranked_rounds import BoardStatus, RankedRound, published_round
from contest.queries.statements import run_prepared
from contest.rules.terms import Feedback

EACH_SIDE = 3


class OwnPlace(NamedTuple):
    """What counts of the own attempts. `rank` None: not ranked, or hidden."""

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
    public_key: bytes | None
    attempt_id: UUID
    points: int
    correct_count: int
    duration_ms: int


def own_standing(*, round_id: UUID, entry_id: UUID, now: datetime) -> OwnStanding:
    """The standing of an entry on the board of everybody, as its person may see it.

    The own points follow the terms' feedback. Rank and neighbours are those of the public board and only
    shown while it is live or the result is out: while counters are hidden nothing here depends on anybody
    else. Refuses RoundNotFound.
    """
    ranked = published_round(round_id=round_id)
    hidden = ranked.status(now) in (BoardStatus.HIDDEN, BoardStatus.FROZEN)
    board_id = board_of(ranked, None)
    own = None if board_id is None else _own(board_id, entry_id)
    if board_id is None or own is None or not _may_see(ranked):
        return OwnStanding(None, hidden, [])
    if hidden or own.public_key is None:
        return OwnStanding(_place(own), hidden, [])
    placing = ranks_on_board(board_id=board_id, view=View.PUBLIC, keys=[own.public_key])[own.public_key]
    place = _place(own)._replace(rank=placing.rank, tied=placing.shared_by > 1)
    around = rows_around(
        ranked=ranked, board_id=board_id, entry_id=entry_id, key=own.public_key, each_side=EACH_SIDE
    )
    return OwnStanding(place, hidden, around)


def _may_see(ranked: RankedRound) -> bool:
    return ranked.result_is_out or ranked.terms.feedback is not Feedback.NOTHING


def _place(own: _Own) -> OwnPlace:
    return OwnPlace(
        own.points, own.correct_count, own.duration_ms, rank=None, tied=False, counted_attempt=own.attempt_id
    )


def _own(board_id: UUID, entry_id: UUID) -> _Own | None:
    row = run_prepared(_OWN, [board_id, entry_id])
    return None if row is None else _Own(*row)


_OWN = """
SELECT standing.public_key, attempt.id, mark.points, mark.correct_count,
       floor(EXTRACT(EPOCH FROM attempt.submitted_at - attempt.opened_at) * 1000)::bigint
  FROM contest_standing AS standing
  JOIN contest_attempt AS attempt ON attempt.id = standing.attempt_id
  JOIN contest_round AS round ON round.id = attempt.round_id
  JOIN contest_mark AS mark ON mark.attempt_id = attempt.id AND mark.key_number = round.key_number
 WHERE standing.board_id = $1 AND standing.entry_id = $2 AND standing.staff_key IS NOT NULL
"""
