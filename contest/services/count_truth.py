"""Counting, once and for good, what a prediction was about."""

from uuid import UUID

from django.db import transaction
from django.db.models import Max

from contest.models import AttemptState, Board, Contest, Entry, Round
from contest.queries.ranked_rounds import RESULT_STATES, ranked_round
from contest.queries.statements import rows_prepared
from contest.rules.prediction import Counts, truth
from contest.rules.terms import Prediction, Scope


def count_truth(*, round_id: UUID) -> list[UUID]:
    """Store what a scored round's prediction was about; returns the rounds that got their truth by it.

    A prediction about a round is known with its round. One about the whole contest would tell of every round,
    so it is known once the results of all are given; then all rounds get the same truth, and one that is
    added later gets it too. A result given before is ranked by it anew: its boards point to no edition and
    are hidden until they have one of the new places. What is stored is never counted again, whatever is ruled
    later. Refuses RoundNotFound.
    """
    ranked = ranked_round(round_id=round_id)
    prediction = ranked.terms.prediction
    if prediction is None:
        return []
    with transaction.atomic():
        # Two last rounds of a contest must not each wait for the other.
        Contest.objects.select_for_update(no_key=True).get(pk=ranked.contest_id)
        told = Round.objects.filter(pk=round_id)
        known = None
        if prediction.scope is Scope.CONTEST:
            all_rounds = Round.objects.filter(contest=ranked.contest_id)
            known = all_rounds.aggregate(known=Max("prediction_truth"))["known"]
            if known is None:
                if all_rounds.exclude(state__in=RESULT_STATES).exists():
                    return []
                told = all_rounds
        unknown = list(told.filter(prediction_truth=None).values_list("pk", flat=True))
        if unknown:
            found = _truth(prediction, unknown) if known is None else known
            Round.objects.filter(pk__in=unknown).update(prediction_truth=found)
            Board.objects.filter(round__in=unknown).update(edition=0)
    return unknown


def _truth(prediction: Prediction, round_ids: list[UUID]) -> int:
    ((people, people_all_right, attempts, attempts_all_right),) = rows_prepared(_COUNTS, [round_ids])
    return truth(prediction, Counts(people, people_all_right, attempts, attempts_all_right))


# A person is all right when an attempt that counts is: the counting attempts are those of the standings.
_COUNTS = f"""
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
 WHERE attempt.round_id = ANY($1) AND attempt.state = {AttemptState.SCORED} AND attempt.voided_at IS NULL
   AND entry.state = '{Entry.State.ACTIVE}'
"""  # noqa: S608  # only names of states are put in
