"""Closing a round: every step in order, each of them repeatable."""

from datetime import timedelta
from typing import Any

import pytest

from contest.models import (
    Attempt,
    AttemptState,
    Board,
    BoardEdition,
    LifecycleState,
    Mark,
    Round,
    Standing,
    SubmittedBy,
)
from contest.queries.boards import Selection, public_board, staff_board
from contest.queries.ranked_rounds import BoardStatus
from contest.rules.terms import RankingKey
from contest.services.close_due_rounds import close_due_rounds
from contest.services.close_round import close_round
from contest.services.drain_submitted import drain_submitted
from contest.services.open_attempt import RoundIsNotOpen
from contest.services.open_due_rounds import open_due_rounds
from contest.services.rebuild_standings import rebuild_standings
from tests.services.live_rows import Running, a_round, a_running_contest, an_entry, an_open_attempt, now
from tests.worker.rows import a_submitted_attempt, an_answered_attempt, over

pytestmark = pytest.mark.django_db(transaction=True)

BY_GUESS: dict[str, Any] = {"ranking_keys": ["POINTS", "PREDICTION_DISTANCE", "DURATION"]}


def state(running: Running) -> str:
    """How far the round has come."""
    return Round.objects.values_list("state", flat=True).get(pk=running.round.pk)


def everything() -> list[object]:
    """All that closing writes."""
    tables = (Round, Attempt, Mark, Standing, Board, BoardEdition)
    return [list(table.objects.order_by("pk").values()) for table in tables]


def test_a_round_opens_by_the_clock_and_the_record_follows() -> None:
    running = a_running_contest()
    Round.objects.update(state=LifecycleState.DRAFT)
    assert open_due_rounds(now=now() - timedelta(days=1)) == 0
    an_open_attempt(running)
    assert (open_due_rounds(now=now()), open_due_rounds(now=now())) == (1, 0)
    assert state(running) == LifecycleState.OPEN
    assert Board.objects.filter(round=running.round).count() == 1


def test_closing_hands_in_scores_counts_and_publishes() -> None:
    running = a_running_contest(**BY_GUESS)
    a_submitted_attempt(running, right=5, prediction=10)
    drain_submitted()
    left_open = an_answered_attempt(running, right=3, prediction=2)
    over(running, now=now())
    assert close_due_rounds(now=now()) == 1
    left_open.refresh_from_db()
    assert (left_open.state, left_open.submitted_by) == (AttemptState.SCORED, SubmittedBy.DEADLINE)
    assert state(running) == LifecycleState.PROVISIONAL
    closed = Round.objects.get(pk=running.round.pk)
    assert closed.prediction_truth == 1  # one person has all five right
    board = public_board(round_id=closed.pk, selection=Selection(), now=now())
    assert (board.status, board.left_out) == (BoardStatus.PROVISIONAL, [])
    assert [row.points for row in board.rows] == [25, 15]
    edition = BoardEdition.objects.get()
    assert (edition.kind, edition.number, edition.row_count) == ("FINAL", 1, 2)


def test_closing_again_changes_nothing() -> None:
    running = a_running_contest(**BY_GUESS)
    for right in (5, 4, 4):
        a_submitted_attempt(running, right=right, prediction=right)
    over(running, now=now())
    moment = now()
    close_round(round_id=running.round.pk, now=moment)
    before = everything()
    close_round(round_id=running.round.pk, now=moment + timedelta(minutes=1))
    close_due_rounds(now=moment + timedelta(minutes=2))
    assert everything() == before


def test_a_round_that_is_not_over_is_not_closed() -> None:
    running = a_running_contest()
    a_submitted_attempt(running, right=1)
    assert close_round(round_id=running.round.pk, now=now()) is False
    assert state(running) == LifecycleState.OPEN


def test_no_result_is_given_while_an_attempt_waits_for_its_marks() -> None:
    running = a_running_contest()
    a_submitted_attempt(running, right=5)
    broken = a_submitted_attempt(running, right=1)
    Attempt.objects.filter(pk=broken.pk).update(chosen=[1])
    over(running, now=now())
    assert close_round(round_id=running.round.pk, now=now()) is False
    assert state(running) == LifecycleState.CLOSED
    assert not BoardEdition.objects.exists()
    Attempt.objects.filter(pk=broken.pk).update(chosen=[0] * 5)
    assert close_round(round_id=running.round.pk, now=now()) is True


def test_nobody_starts_after_the_end_even_before_the_record() -> None:
    running = a_running_contest()
    over(running, now=now())
    with pytest.raises(RoundIsNotOpen):
        an_open_attempt(running)


def test_the_result_waits_for_its_day_and_judges_do_not() -> None:
    running = a_running_contest(**BY_GUESS)
    slow = a_submitted_attempt(running, right=5, prediction=2, seconds=300)
    quick = a_submitted_attempt(running, right=5, prediction=900, seconds=50)
    due = now() + timedelta(days=3)
    Round.objects.update(results_at=due)
    over(running, now=now())
    assert close_round(round_id=running.round.pk, now=now()) is False
    assert state(running) == LifecycleState.CLOSED
    judged = staff_board(round_id=running.round.pk, selection=Selection(), now=now())
    assert [row.entry_id for row in judged.rows] == [slow.entry_id, quick.entry_id]
    assert judged.rows[0].decided_by is RankingKey.PREDICTION_DISTANCE
    shown = public_board(round_id=running.round.pk, selection=Selection(), now=now())
    assert shown.left_out == [RankingKey.PREDICTION_DISTANCE]
    assert [row.entry_id for row in shown.rows] == [quick.entry_id, slow.entry_id]
    assert close_round(round_id=running.round.pk, now=due) is True
    final = public_board(round_id=running.round.pk, selection=Selection(), now=due)
    assert [row.entry_id for row in final.rows] == [slow.entry_id, quick.entry_id]


def test_the_final_standings_equal_the_live_ones(caplog: pytest.LogCaptureFixture) -> None:
    running = a_running_contest()
    entry = an_entry(running)
    for ordinal, right in enumerate((2, 5, 1), start=1):
        a_submitted_attempt(running, right=right, entry=entry, ordinal=ordinal)
        drain_submitted()
    assert rebuild_standings(round_id=running.round.pk) == 0
    over(running, now=now())
    close_round(round_id=running.round.pk, now=now())
    assert not [record for record in caplog.records if record.message == "live_board_differed"]


def test_a_differing_live_board_is_set_right_and_reported(caplog: pytest.LogCaptureFixture) -> None:
    running = a_running_contest(prediction=None, ranking_keys=["POINTS", "DURATION"])
    a_submitted_attempt(running, right=2)
    drain_submitted()
    Standing.objects.update(points=999, staff_key=b"wrong", public_key=b"wrong")
    over(running, now=now())
    close_round(round_id=running.round.pk, now=now())
    assert [record.message for record in caplog.records] == ["live_board_differed"]
    assert Standing.objects.get().points == 10


def test_a_prediction_about_the_contest_is_known_with_its_last_round() -> None:
    running = a_running_contest(prediction={"target": "ATTEMPTS", "scope": "CONTEST"}, **BY_GUESS)
    second = a_round(running.contest, running.bank, number=2)
    a_submitted_attempt(running, right=5, prediction=3)
    over(running, now=now())
    close_round(round_id=running.round.pk, now=now())
    first = Round.objects.get(pk=running.round.pk)
    assert (first.state, first.prediction_truth) == (LifecycleState.PROVISIONAL, None)
    running.round = second
    a_submitted_attempt(running, right=5, prediction=3)
    a_submitted_attempt(running, right=1, prediction=3)
    over(running, now=now())
    close_round(round_id=second.pk, now=now())
    assert set(Round.objects.values_list("prediction_truth", flat=True)) == {3}
    board = public_board(round_id=first.pk, selection=Selection(), now=now())
    assert board.left_out == []


def test_what_was_to_be_guessed_is_counted_once() -> None:
    running = a_running_contest(prediction={"target": "ATTEMPTS"}, **BY_GUESS)
    attempt = a_submitted_attempt(running, right=5, prediction=1)
    a_submitted_attempt(running, right=5, prediction=1)
    over(running, now=now())
    close_round(round_id=running.round.pk, now=now())
    Attempt.objects.filter(pk=attempt.pk).update(voided_at=now())
    close_round(round_id=running.round.pk, now=now())
    assert Round.objects.get(pk=running.round.pk).prediction_truth == 2
