"""The moment from which counters are hidden: what is placed after it, and what was under way at it."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection, transaction

from contest.boards.live import View, placings
from contest.models import Board, BoardEdition, Entry, LifecycleState, Round, Standing
from contest.queries.boards import Selection, public_board
from contest.queries.own_attempts import own_round
from contest.queries.own_standing import OwnPlace
from contest.queries.ranked_rounds import BoardStatus
from contest.services import drain_submitted as draining
from contest.services.check_boards import check_boards
from contest.services.close_round import close_round
from contest.services.drain_submitted import drain_submitted
from contest.services.make_boards import make_boards
from contest.services.place_entries import place_entries
from contest.services.publish_editions import publish_editions
from tests.services.live_rows import Running, a_running_contest, an_entry, now
from tests.worker.rows import a_submitted_attempt, over

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _published_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "PUBLISHED", tmp_path)


def hide_counters(running: Running, *, after: float = -1) -> None:
    """Let the counters be hidden from so many seconds after now."""
    Round.objects.filter(pk=running.round.pk).update(counters_hidden_from=now() + timedelta(seconds=after))


def in_public() -> int:
    """How many standings the public board has."""
    return Standing.objects.exclude(public_key=None).count()


def wait_until_blocked() -> None:
    """Until a connection waits for a lock."""
    for _ in range(500):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone() != (0,):
                return
        time.sleep(0.01)
    pytest.fail("nobody waits for a lock")


def elsewhere(pool: ThreadPoolExecutor, call: object) -> object:
    """Begin a call over a connection of its own."""

    def run() -> object:
        try:
            return call()  # type: ignore[operator]  # a call without arguments
        finally:
            connection.close()

    return pool.submit(run)


def test_a_long_drain_asks_the_clock_for_each_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    running = a_running_contest()
    for _ in range(3):
        a_submitted_attempt(running, right=2)
    score_batch = draining.score_batch

    def hidden_after_it(**asked: object) -> object:
        done = score_batch(**asked)  # type: ignore[arg-type]  # as it was called
        hide_counters(running)
        return done

    monkeypatch.setattr(draining, "BATCH", 1)
    monkeypatch.setattr(draining, "score_batch", hidden_after_it)
    assert drain_submitted() == 3
    assert (Standing.objects.count(), in_public()) == (3, 1)


def test_what_waited_for_an_entry_sees_what_was_decided_meanwhile() -> None:
    running = a_running_contest()
    attempt = a_submitted_attempt(running, right=2)
    drain_submitted()
    Standing.objects.update(public_key=None, staff_key=None)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Entry.objects.select_for_update(no_key=True).get(pk=attempt.entry_id)
            placing = elsewhere(
                pool, lambda: place_entries(round_id=running.round.pk, entry_ids=[attempt.entry_id])
            )
            wait_until_blocked()
            hide_counters(running)
        assert placing.result() == 1  # type: ignore[attr-defined]  # a future
    assert in_public() == 0
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Entry.objects.select_for_update(no_key=True).get(pk=attempt.entry_id)
            placing = elsewhere(
                pool, lambda: place_entries(round_id=running.round.pk, entry_ids=[attempt.entry_id])
            )
            wait_until_blocked()
            Round.objects.update(state=LifecycleState.PROVISIONAL)
        assert placing.result() == 1  # type: ignore[attr-defined]  # a future
    assert in_public() == 1


def test_what_was_under_way_at_the_moment_is_waited_for_and_nothing_shown_until_then() -> None:
    running = a_running_contest()
    make_boards(round_id=running.round.pk)
    check_boards(now=now())
    early = a_submitted_attempt(running, right=4)
    drain_submitted()
    late = a_submitted_attempt(running, right=2)

    def shown() -> tuple[BoardStatus, int]:
        page = public_board(round_id=running.round.pk, selection=Selection(), now=now())
        return page.status, len(page.rows)

    assert shown() == (BoardStatus.LIVE, 1)
    hide_counters(running, after=0.6)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            drain_submitted()  # asks the clock before the moment and commits after it
            time.sleep(0.7)
            freezing = elsewhere(pool, publish_editions)
            wait_until_blocked()
            assert not BoardEdition.objects.exists()
        assert freezing.result() == 1  # type: ignore[attr-defined]  # a future
    assert in_public() == 2
    assert shown() == (BoardStatus.FROZEN, 2)
    assert BoardEdition.objects.get().row_count == 2
    keys = [bytes(one.public_key or b"") for one in Standing.objects.order_by("public_key")]
    board_id = Board.objects.get().pk
    assert [placing.rank for placing in placings(board_id, View.PUBLIC, keys)] == [1, 2]
    assert {early.entry_id, late.entry_id} == {one.entry_id for one in Standing.objects.all()}
    a_submitted_attempt(running, right=5)
    drain_submitted()
    assert shown() == (BoardStatus.FROZEN, 2)


def test_which_attempt_counts_tells_nothing_of_how_many_took_part() -> None:
    """Counting fixes what was guessed at, which chooses between attempts; who made one only still sees it."""
    seen = []
    for crowd in (0, 6):
        running = a_running_contest(
            prediction={"target": "PEOPLE"}, ranking_keys=["POINTS", "PREDICTION_DISTANCE", "DURATION"]
        )
        twice, once = an_entry(running), an_entry(running)
        for ordinal, guess in enumerate((2, 8), start=1):
            a_submitted_attempt(running, right=5, entry=twice, ordinal=ordinal, prediction=guess)
        a_submitted_attempt(running, right=4, entry=once)
        hide_counters(running, after=-300)
        due = now() + timedelta(days=2)
        Round.objects.filter(pk=running.round.pk).update(results_at=due)
        for _ in range(crowd):
            a_submitted_attempt(running, right=1, prediction=3)
        over(running, now=now())
        close_round(round_id=running.round.pk, now=now())

        def own(entry: Entry, round_id: UUID = running.round.pk) -> tuple[list[bool], bool]:
            shown = own_round(round_id=round_id, user_id=entry.user_id)
            return [one.counts for one in shown.attempts], shown.standing.place is not None

        assert Round.objects.get(pk=running.round.pk).prediction_truth == 2 + crowd
        seen.append((own(twice), own(once)))
        close_round(round_id=running.round.pk, now=due)
        assert own(twice) == ([crowd == 0, crowd == 6], True)
    assert seen == [(([False, False], False), ([True], True))] * 2


def test_a_live_board_keeps_the_own_place_until_the_result_is_out() -> None:
    """The first attempt is nearer to the truth, which decides with the result; the second one is faster."""
    running = a_running_contest(
        prediction={"target": "PEOPLE"}, ranking_keys=["POINTS", "PREDICTION_DISTANCE", "DURATION"]
    )
    twice = an_entry(running)
    for ordinal, (guess, seconds) in enumerate(((2, 100), (8, 60)), start=1):
        a_submitted_attempt(running, right=5, entry=twice, ordinal=ordinal, prediction=guess, seconds=seconds)
    a_submitted_attempt(running, right=5, prediction=2, seconds=80)
    due = now() + timedelta(days=2)
    Round.objects.filter(pk=running.round.pk).update(results_at=due)

    def own() -> tuple[list[bool], OwnPlace | None]:
        shown = own_round(round_id=running.round.pk, user_id=twice.user_id)
        return [one.counts for one in shown.attempts], shown.standing.place

    drain_submitted()
    before = own()
    assert before[0] == [False, True]
    assert before[1] is not None
    assert (before[1].rank, before[1].duration_ms) == (1, 60_000)
    over(running, now=now())
    close_round(round_id=running.round.pk, now=now())
    assert Round.objects.get(pk=running.round.pk).prediction_truth == 2
    assert own() == before
    close_round(round_id=running.round.pk, now=due)
    counts, place = own()
    assert counts == [True, False]
    assert place is not None
    assert (place.rank, place.duration_ms) == (2, 100_000)


def test_a_board_that_is_to_freeze_is_hidden_until_it_is_recorded() -> None:
    running = a_running_contest()
    a_submitted_attempt(running, right=4)
    drain_submitted()
    hide_counters(running)
    page = public_board(round_id=running.round.pk, selection=Selection(), now=now())
    assert (page.status, page.rows) == (BoardStatus.HIDDEN, [])
    publish_editions()
    page = public_board(round_id=running.round.pk, selection=Selection(), now=now())
    assert (page.status, len(page.rows)) == (BoardStatus.FROZEN, 1)
