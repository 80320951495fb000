"""Counting, once and for good, what a prediction was about."""

from uuid import UUID

from django.db import transaction

from contest.models import Contest, Round
from contest.queries.ranked_rounds import RankedRound, ranked_round
from contest.queries.statements import rows_prepared
from contest.rules.prediction import Counts, truth
from contest.rules.terms import Prediction, Scope


def count_truth(*, round_id: UUID) -> list[UUID]:
    """Store what a scored round's prediction was about; returns the rounds whose truth is known now.

    A prediction about a round is known with its round, one about the whole contest with the last round:
    then all rounds get the same truth. What is stored is never counted again, whatever is ruled later.
    Refuses RoundNotFound.
    """
    ranked = ranked_round(round_id=round_id)
    prediction = ranked.terms.prediction
    if prediction is None:
        return []
    with transaction.atomic():
        # Two last rounds of a contest must not each wait for the other.
        Contest.objects.select_for_update().get(pk=ranked.contest_id)
        told = _rounds_told(ranked, prediction)
        unknown = Round.objects.filter(pk__in=told, prediction_truth=None)
        if unknown.exists():
            unknown.update(prediction_truth=_truth(prediction, told))
    return told


def _rounds_told(ranked: RankedRound, prediction: Prediction) -> list[UUID]:
    """The rounds whose truth can be counted once this one is scored."""
    if prediction.scope is Scope.ROUND:
        return [ranked.round_id]
    rounds = Round.objects.filter(contest=ranked.contest_id).order_by("number")
    if rounds.filter(counted_at=None).exclude(pk=ranked.round_id).exists():
        return []
    return list(rounds.values_list("pk", flat=True))


def _truth(prediction: Prediction, round_ids: list[UUID]) -> int:
    ((people, people_all_right, attempts, attempts_all_right),) = rows_prepared(_COUNTS, [round_ids])
    return truth(prediction, Counts(people, people_all_right, attempts, attempts_all_right))


# A person is all right when an attempt that counts is: the counting attempts are those of the standings.
_COUNTS = """
SELECT (SELECT count(DISTINCT standing.entry_id)
          FROM contest_standing AS standing
          JOIN contest_board AS board ON board.id = standing.board_id
         WHERE board.round_id = ANY($1) AND board.division_id IS NULL
           AND standing.staff_key IS NOT NULL)::int,
       (SELECT count(DISTINCT standing.entry_id)
          FROM contest_standing AS standing
          JOIN contest_board AS board ON board.id = standing.board_id
          JOIN contest_round AS round ON round.id = board.round_id
          JOIN contest_mark AS mark
            ON mark.attempt_id = standing.attempt_id AND mark.key_number = round.key_number
         WHERE board.round_id = ANY($1) AND board.division_id IS NULL AND standing.staff_key IS NOT NULL
           AND mark.correct_count = cardinality(mark.marks))::int,
       count(*)::int,
       (count(*) FILTER (WHERE mark.correct_count = cardinality(mark.marks)))::int
  FROM contest_attempt AS attempt
  JOIN contest_entry AS entry ON entry.id = attempt.entry_id
  JOIN contest_round AS round ON round.id = attempt.round_id
  JOIN contest_mark AS mark ON mark.attempt_id = attempt.id AND mark.key_number = round.key_number
 WHERE attempt.round_id = ANY($1) AND attempt.state = 2 AND attempt.voided_at IS NULL
   AND entry.state = 'ACTIVE'
"""
