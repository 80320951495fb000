"""Closing a round: every step in order, each of them repeatable."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.utils import timezone

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
from contest.services import close_due_rounds as closing_due
from contest.services import close_round as closing
from contest.services.close_due_rounds import close_due_rounds
from contest.services.close_round import close_round
from contest.services.drain_submitted import drain_submitted
from contest.services.open_attempt import RoundIsNotOpen
from contest.services.open_due_rounds import open_due_rounds
from contest.services.place_entries import place_entries
from contest.services.publish_editions import publish_editions
from contest.services.rebuild_standings import rebuild_standings
from tests.services.live_rows import Running, a_round, a_running_contest, an_entry, an_open_attempt, now
from tests.worker.rows import a_submitted_attempt, an_answered_attempt, over
from worker.tasks import rounds

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


def test_a_void_attempt_that_cannot_be_scored_keeps_no_round_open() -> None:
    running = a_running_contest()
    a_submitted_attempt(running, right=5)
    broken = a_submitted_attempt(running, right=1)
    Attempt.objects.filter(pk=broken.pk).update(chosen=[1], voided_at=now())
    over(running, now=now())
    assert close_round(round_id=running.round.pk, now=now()) is True
    assert BoardEdition.objects.get().row_count == 1


def test_rounds_open_and_close_by_the_clock_of_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    running = a_running_contest(minutes=5)
    coming = a_round(running.contest, running.bank, number=2, pool=0)
    Round.objects.filter(pk=coming.pk).update(
        state=LifecycleState.DRAFT, opens_at=now() + timedelta(minutes=5), closes_at=now() + timedelta(days=1)
    )
    ahead = now() + timedelta(minutes=10)
    monkeypatch.setattr(timezone, "now", lambda: ahead)
    rounds.open_due_rounds()
    rounds.close_due_rounds()
    states = Round.objects.filter(contest=running.contest).order_by("number").values_list("state", flat=True)
    assert list(states) == [LifecycleState.OPEN, LifecycleState.DRAFT]


def test_a_round_that_cannot_be_closed_holds_up_no_other(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken, fine = a_running_contest(), a_running_contest()
    over(broken, now=now(), seconds_ago=2)
    over(fine, now=now())

    def closed(*, round_id: UUID, now: datetime) -> bool:
        if round_id == broken.round.pk:
            raise ValueError("does not fit the ranking key")
        return close_round(round_id=round_id, now=now)

    monkeypatch.setattr(closing_due, "close_round", closed)
    assert close_due_rounds(now=now()) == 1
    assert (state(broken), state(fine)) == (LifecycleState.OPEN, LifecycleState.PROVISIONAL)
    assert [record.message for record in caplog.records] == ["round_not_closed"]


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
    assert (board.status, board.left_out) == (BoardStatus.PROVISIONAL, [])
    running.round = a_round(running.contest, running.bank, number=3)
    a_submitted_attempt(running, right=5, prediction=3)
    over(running, now=now())
    close_round(round_id=running.round.pk, now=now())
    assert list(Round.objects.values_list("prediction_truth", flat=True)) == [3, 3, 3]


def test_no_result_tells_of_a_later_round_whose_own_is_due() -> None:
    """Who guessed well is told by the result of the last round, however many took part in it."""
    for crowd in (0, 8):
        running = a_running_contest(prediction={"target": "PEOPLE", "scope": "CONTEST"}, **BY_GUESS)
        first, running.round = running.round, a_round(running.contest, running.bank, number=2)
        second, running.round = running.round, first
        slow = a_submitted_attempt(running, right=5, prediction=9, seconds=100).entry_id
        quick = a_submitted_attempt(running, right=5, prediction=1, seconds=50).entry_id
        over(running, now=now())
        close_round(round_id=first.pk, now=now())
        running.round = second
        for _ in range(crowd):
            a_submitted_attempt(running, right=1, prediction=3)
        due = now() + timedelta(days=2)
        Round.objects.filter(pk=second.pk).update(results_at=due)
        over(running, now=now())
        assert close_round(round_id=second.pk, now=now()) is False

        def order(round_id: object, at: datetime) -> list[object]:
            page = public_board(round_id=round_id, selection=Selection(), now=at)  # type: ignore[arg-type]  # an id
            return [row.entry_id for row in page.rows]

        assert order(first.pk, now()) == [quick, slow]
        assert close_round(round_id=second.pk, now=due) is True
        assert order(first.pk, due) == ([slow, quick] if crowd else [quick, slow])


def test_a_result_that_is_ranked_anew_is_hidden_until_all_of_it_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nobody sees or records a board on which some stand by the truth and some do not."""
    monkeypatch.setattr(settings, "PUBLISHED", tmp_path)
    running = a_running_contest(prediction={"target": "PEOPLE", "scope": "CONTEST"}, **BY_GUESS)
    first, second = running.round, a_round(running.contest, running.bank, number=2)
    empty = a_round(running.contest, running.bank, number=3)
    placed = [a_submitted_attempt(running, right=5, prediction=guess).entry_id for guess in (2, 9)]
    over(running, now=now())
    close_round(round_id=first.pk, now=now())
    running.round = empty
    over(running, now=now())
    close_round(round_id=empty.pk, now=now())
    publish_editions()
    running.round = second
    a_submitted_attempt(running, right=1, prediction=3)
    over(running, now=now())
    seen: list[object] = []

    def half_way(*, round_id: UUID) -> int:
        if round_id == first.pk:
            place_entries(round_id=first.pk, entry_ids=placed[:1])
            page = public_board(round_id=first.pk, selection=Selection(), now=now())
            publish_editions()
            recorded = BoardEdition.objects.filter(board__round=first).count()
            seen.extend([page.status, page.rows, recorded])
        return rebuild_standings(round_id=round_id)

    monkeypatch.setattr(closing, "rebuild_standings", half_way)
    close_round(round_id=second.pk, now=now())
    assert seen == [BoardStatus.HIDDEN, [], 1]
    assert not Board.objects.filter(edition=0).exists()
    page = public_board(round_id=first.pk, selection=Selection(), now=now())
    assert [row.rank for row in page.rows] == [1, 2]
    assert BoardEdition.objects.filter(board__round=first).count() == 2


def test_a_result_whose_ranking_anew_died_is_taken_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    running = a_running_contest(prediction={"target": "PEOPLE", "scope": "CONTEST"}, **BY_GUESS)
    first, second = running.round, a_round(running.contest, running.bank, number=2)
    a_submitted_attempt(running, right=5, prediction=2)
    over(running, now=now())
    close_round(round_id=first.pk, now=now())
    running.round = second
    over(running, now=now())
    with monkeypatch.context() as patch:
        patch.setattr(closing, "_write_result", lambda *_: None)
        close_round(round_id=second.pk, now=now())
    page = public_board(round_id=first.pk, selection=Selection(), now=now())
    assert page.status is BoardStatus.HIDDEN
    assert close_due_rounds(now=now()) == 2
    page = public_board(round_id=first.pk, selection=Selection(), now=now())
    assert (page.status, page.left_out, len(page.rows)) == (BoardStatus.PROVISIONAL, [], 1)


def test_what_was_to_be_guessed_is_counted_once() -> None:
    running = a_running_contest(prediction={"target": "ATTEMPTS"}, **BY_GUESS)
    attempt = a_submitted_attempt(running, right=5, prediction=1)
    a_submitted_attempt(running, right=5, prediction=1)
    over(running, now=now())
    close_round(round_id=running.round.pk, now=now())
    Attempt.objects.filter(pk=attempt.pk).update(voided_at=now())
    close_round(round_id=running.round.pk, now=now())
    assert Round.objects.get(pk=running.round.pk).prediction_truth == 2
