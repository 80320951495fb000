"""What the results of a round are ranked by, and how much of the ranking is public at an instant."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from psycopg.rows import TupleRow

from contest.models import LifecycleState
from contest.queries.statements import rows_prepared, run_prepared
from contest.queries.terms import TERMS_OF_ROUND, terms_version
from contest.rules.lifecycle import Window, are_counters_hidden
from contest.rules.ranking import live_keys
from contest.rules.terms import BoardPublication, RankingKey, Terms
from quizzes.refusals import Refusal

RESULT_STATES = frozenset(
    {
        LifecycleState.PROVISIONAL,
        LifecycleState.APPEALS,
        LifecycleState.DECIDED,
        LifecycleState.CERTIFIED,
        LifecycleState.AWARDED,
    }
)
FINAL_STATES = frozenset({LifecycleState.DECIDED, LifecycleState.CERTIFIED, LifecycleState.AWARDED})


class RoundNotFound(Refusal):
    """No published contest has such a round."""

    code = "round_not_found"


class BoardStatus(StrEnum):
    """What a public board shows."""

    LIVE = "LIVE"
    FROZEN = "FROZEN"
    HIDDEN = "HIDDEN"
    PROVISIONAL = "PROVISIONAL"
    FINAL = "FINAL"


@dataclass(frozen=True, slots=True)
class RankedRound:
    """A round with the terms that rank it: those in effect when it opened, so no change moves a place.

    `is_written`: an edition of the result exists. `is_frozen`: one of the board as it was when its counters
    were hidden.
    """

    round_id: UUID
    number: int
    round_title: dict[str, str]
    round_state: str
    window: Window
    results_at: datetime | None
    counters_hidden_from: datetime | None
    key_number: int
    counted_at: datetime | None
    prediction_truth: int | None
    is_written: bool
    is_frozen: bool
    contest_id: UUID
    contest_slug: str
    contest_title: dict[str, str]
    time_zone: str
    terms: Terms

    @property
    def result_is_out(self) -> bool:
        """True once the result has been given to the public, provisional or final."""
        return self.round_state in RESULT_STATES

    @property
    def staff_keys(self) -> list[RankingKey]:
        """The ranking keys that can be used: all, once the truth of the prediction is fixed."""
        keys = list(self.terms.ranking_keys)
        return keys if self.prediction_truth is not None else live_keys(keys)

    @property
    def public_keys(self) -> list[RankingKey]:
        """The ranking keys the public board uses."""
        return self.staff_keys if self.result_is_out else live_keys(self.terms.ranking_keys)

    @property
    def left_out(self) -> list[RankingKey]:
        """The keys of the terms that the public board cannot use yet."""
        return [key for key in self.terms.ranking_keys if key not in self.public_keys]

    def are_counters_hidden(self, now: datetime) -> bool:
        """True while nothing public or own may depend on how many others took part."""
        return are_counters_hidden(self.counters_hidden_from, result_is_out=self.result_is_out, now=now)

    def status(self, now: datetime) -> BoardStatus:
        """What the public board shows at an instant."""
        publication = self.terms.publication.board
        if self.result_is_out and publication is not BoardPublication.NEVER:
            if not self.is_written:
                return BoardStatus.HIDDEN
            return BoardStatus.FINAL if self.round_state in FINAL_STATES else BoardStatus.PROVISIONAL
        if self.result_is_out or publication is not BoardPublication.LIVE:
            return BoardStatus.HIDDEN
        if not self.are_counters_hidden(now):
            return BoardStatus.LIVE
        return BoardStatus.FROZEN if self.is_frozen else BoardStatus.HIDDEN

    def is_to_freeze(self, now: datetime) -> bool:
        """True while people see the board as it was when its counters were hidden; until that is recorded
        they see none."""
        is_live = self.terms.publication.board is BoardPublication.LIVE
        return is_live and not self.result_is_out and self.are_counters_hidden(now)

    def public_follows(self, now: datetime) -> bool:
        """True when a change of a standing reaches the public at once.

        Also while the result is being written, which shows only when its edition is there.
        """
        if self.result_is_out:
            return self.terms.publication.board is not BoardPublication.NEVER
        return self.status(now) is BoardStatus.LIVE


def ranked_round(*, round_id: UUID) -> RankedRound:
    """A round by id, whatever has become of its contest. Refuses RoundNotFound."""
    return _one(_ONE, round_id)


def published_round(*, round_id: UUID) -> RankedRound:
    """A round of a published contest by id. Refuses RoundNotFound."""
    return _one(_ONE_PUBLISHED, round_id)


def ranked_rounds_shown(*, now: datetime, boards: Collection[UUID] | None) -> list[RankedRound]:
    """The rounds of published contests that have opened and may move, the youngest first.

    A round is still when its result has been out for a day and no ruling of the last day is about its
    contest, unless one of `boards` is its; None: all rounds.
    """
    return [_ranked(row) for row in rows_prepared(_OPENED, [now, None if boards is None else list(boards)])]


_ROUNDS = f"""
SELECT round.id, round.number, round.title, round.state, round.opens_at, round.closes_at, round.results_at,
       round.counters_hidden_from, round.key_number, round.counted_at, round.prediction_truth,
       EXISTS (SELECT FROM contest_board
                WHERE round_id = round.id AND division_id IS NULL AND scope = 'ROUND' AND edition > 0),
       EXISTS (SELECT FROM contest_board
                WHERE round_id = round.id AND division_id IS NULL AND scope = 'ROUND' AND frozen_edition > 0),
       contest.id, contest.slug, contest.title, contest.time_zone, terms.id
  FROM contest_round AS round
  JOIN contest_contest AS contest ON contest.id = round.contest_id
{TERMS_OF_ROUND}"""  # noqa: S608  # a fragment of our own
_PUBLISHED = f"contest.state <> '{LifecycleState.DRAFT}' AND contest.retired_at IS NULL"
_ONE = f"{_ROUNDS} WHERE round.id = $1"
_ONE_PUBLISHED = f"{_ONE} AND {_PUBLISHED}"
_RESULTS = ", ".join(f"'{state}'" for state in sorted(RESULT_STATES))
_OPENED = f"""{_ROUNDS}
 WHERE {_PUBLISHED} AND round.opens_at <= $1
   AND ($2::uuid[] IS NULL OR round.state NOT IN ({_RESULTS})
        OR contest.id IN (SELECT ruled.contest_id FROM contest_ruling AS ruling
                            JOIN contest_case AS ruled ON ruled.id = ruling.case_id
                           WHERE ruling.decided_at > $1 - interval '1 day')
        OR EXISTS (SELECT FROM contest_board AS board
                     LEFT JOIN contest_boardedition AS edition
                       ON edition.board_id = board.id AND edition.number = board.edition
                    WHERE board.round_id = round.id
                      AND (board.id = ANY($2) OR edition.built_at > $1 - interval '1 day'
                           OR edition.id IS NULL)))
 ORDER BY round.opens_at DESC, round.id
"""  # noqa: S608  # fragments of our own


def _one(statement: str, round_id: UUID) -> RankedRound:
    row = run_prepared(statement, [round_id])
    if row is None:
        raise RoundNotFound(round_id=str(round_id))
    return _ranked(row)


def _ranked(row: TupleRow) -> RankedRound:
    """From the columns of _ROUNDS, which stand in the order of the fields."""
    round_id, number, title, state, opens_at, closes_at, *rest, terms_id = row
    values = [round_id, number, title, state, Window(opens_at, closes_at), *rest, terms_version(terms_id)]
    return RankedRound(*values)
