"""Scoring: what was submitted is scored once, whole, and the entry stands where it should."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import F

from contest.boards.live import View, is_behind
from contest.models import Attempt, AttemptState, Entry, Mark, Standing, SubmittedBy, WrittenAnswer
from contest.queries.board_ranks import ranks_on_board
from contest.services import drain_submitted as draining
from contest.services.check_boards import check_boards
from contest.services.drain_submitted import BATCH, drain_submitted
from contest.services.make_boards import make_boards
from contest.services.submit_attempt import submit_attempt
from contest.services.sweep_expired import sweep_expired
from tests.services.live_rows import (
    CHOICE,
    NUMBER,
    SEVERAL,
    WORDS,
    a_running_contest,
    an_entry,
    an_open_attempt,
    moved,
    now,
)
from tests.worker.rows import a_crowd_like, a_submitted_attempt, an_answered_attempt

pytestmark = pytest.mark.django_db(transaction=True)


def standing_of(attempt: Attempt) -> Standing:
    """The standing of the attempt's entry on the board of everybody."""
    return Standing.objects.get(entry=attempt.entry_id, board__division=None)


def test_a_submitted_attempt_is_marked_scored_and_placed() -> None:
    attempt = a_submitted_attempt(a_running_contest(), right=3)
    assert drain_submitted() == 1
    attempt.refresh_from_db()
    mark = Mark.objects.get(attempt=attempt)
    assert attempt.state == AttemptState.SCORED
    assert (mark.key_number, mark.points, mark.correct_count, mark.marks) == (1, 15, 3, [5, 5, 5, 0, 0])
    placed = standing_of(attempt)
    assert (placed.points, placed.correct_count, placed.duration_ms) == (15, 3, 100_000)
    assert (placed.attempt_id, placed.attempt_count) == (attempt.pk, 1)


def test_typed_answers_are_marked_beside_chosen_ones() -> None:
    running = a_running_contest(kinds=[CHOICE, SEVERAL, NUMBER, WORDS])
    opened = an_open_attempt(running)
    written = {"NUMBER": "2.013", "FILL_IN": "hiến  pháp"}
    paper = Attempt.objects.select_related("paper").get(pk=opened.id).paper
    kinds = [one["kind"] for one in json.loads(paper.content)]
    for position, kind in enumerate(kinds):
        if kind in written:
            WrittenAnswer.objects.create(attempt_id=opened.id, position=position, text=written[kind])
    Attempt.objects.filter(pk=opened.id).update(
        state=AttemptState.SUBMITTED, submitted_by=SubmittedBy.PERSON, submitted_at=now()
    )
    drain_submitted()
    marks = dict(zip(kinds, Mark.objects.get(attempt=opened.id).marks, strict=True))
    assert marks == {"SINGLE_CHOICE": 0, "MULTIPLE_RESPONSE": 0, "NUMBER": 5, "FILL_IN": 5}


def test_the_best_attempt_counts_whatever_was_scored_first() -> None:
    running = a_running_contest()
    entry = an_entry(running)
    best = a_submitted_attempt(running, right=4, entry=entry, ordinal=1)
    drain_submitted()
    for ordinal, right in ((2, 1), (3, 4)):
        a_submitted_attempt(running, right=right, entry=entry, ordinal=ordinal, seconds=200)
    drain_submitted()
    placed = standing_of(best)
    assert (placed.attempt_id, placed.attempt_count, placed.points) == (best.pk, 3, 20)


def test_a_drain_takes_more_than_one_batch() -> None:
    running = a_running_contest(pool=1)
    first = a_submitted_attempt(running, right=2)
    a_crowd_like(first, size=2 * BATCH)
    assert drain_submitted() == 2 * BATCH + 1
    assert Mark.objects.filter(points=10).count() == 2 * BATCH + 1
    assert Standing.objects.count() == 2 * BATCH + 1


def test_an_attempt_that_cannot_be_scored_holds_up_nobody(caplog: pytest.LogCaptureFixture) -> None:
    running = a_running_contest()
    broken = a_submitted_attempt(running, right=1)
    Attempt.objects.filter(pk=broken.pk).update(chosen=[1])
    fine = a_submitted_attempt(running, right=1)
    assert drain_submitted() == 1
    fine.refresh_from_db()
    broken.refresh_from_db()
    assert (fine.state, broken.state) == (AttemptState.SCORED, AttemptState.SUBMITTED)
    assert any(record.message == "attempt_not_scored" for record in caplog.records)


def test_an_attempt_that_cannot_be_placed_holds_up_nobody(caplog: pytest.LogCaptureFixture) -> None:
    running = a_running_contest(prediction=None, ranking_keys=["POINTS", "ENTRY_MOMENT"])
    attempts = [a_submitted_attempt(running, right=1) for _ in range(5)]
    broken = attempts[2]
    # No key holds a moment before 1970.
    Entry.objects.filter(pk=broken.entry_id).update(entered_at=datetime(1960, 1, 1, tzinfo=UTC))
    elsewhere = a_submitted_attempt(a_running_contest(), right=3)
    assert drain_submitted() == 5
    waiting = Attempt.objects.filter(state=AttemptState.SUBMITTED)
    assert [one.pk for one in waiting] == [broken.pk]
    assert not Mark.objects.filter(attempt=broken).exists()
    assert {standing_of(one).points for one in (*attempts[:2], *attempts[3:])} == {5}
    assert standing_of(elsewhere).points == 15
    assert [record.__dict__["attempt"] for record in caplog.records] == [str(broken.pk)]


def test_a_full_batch_of_which_nothing_can_be_placed_asks_for_no_help(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(draining, "BATCH", 2)
    running = a_running_contest(prediction=None, ranking_keys=["POINTS", "ENTRY_MOMENT"])
    for _ in range(2):
        a_submitted_attempt(running, right=1)
    Entry.objects.update(entered_at=datetime(1960, 1, 1, tzinfo=UTC))
    asked: list[None] = []
    monkeypatch.setattr(draining, "kick_scoring", lambda: asked.append(None))
    assert (drain_submitted(), asked) == (0, [])
    Entry.objects.update(entered_at=now())
    assert (drain_submitted(), asked) == (2, [None])


@pytest.mark.parametrize("measure", ["SUBMIT", "LAST_CHANGE"])
def test_no_duration_is_below_zero_when_the_clock_was_set_back(measure: str) -> None:
    running = a_running_contest(time_measure=measure)
    by_hand, by_clock = (an_answered_attempt(running, right=2, seconds=0) for _ in range(2))
    ahead = {"opened_at": F("opened_at") + timedelta(minutes=5), "changed_ms": [-300_000] * 5}
    Attempt.objects.update(**ahead)
    submit_attempt(attempt_id=by_hand.pk, epoch=by_hand.epoch)
    moved(by_clock.pk, -7200)
    Attempt.objects.filter(pk=by_clock.pk).update(opened_at=F("closes_at"))
    assert sweep_expired() == 1
    assert not Attempt.objects.filter(submitted_at__lt=F("opened_at")).exists()
    assert drain_submitted() == 2
    assert {standing_of(one).duration_ms for one in (by_hand, by_clock)} == {0}


def test_an_attempt_that_has_its_mark_already_keeps_it() -> None:
    attempt = a_submitted_attempt(a_running_contest(), right=3)
    drain_submitted()
    Attempt.objects.update(state=AttemptState.SUBMITTED, chosen=[0] * 5)
    drain_submitted()
    attempt.refresh_from_db()
    assert (attempt.state, Mark.objects.get().points) == (AttemptState.SCORED, 15)


def test_an_expired_attempt_is_submitted_at_its_deadline_with_what_was_saved() -> None:
    running = a_running_contest()
    expired = an_answered_attempt(running, right=2)
    moved(expired.pk, -7200)
    still_open = an_answered_attempt(running, right=2)
    assert sweep_expired() == 1
    assert sweep_expired() == 0
    expired.refresh_from_db()
    still_open.refresh_from_db()
    assert (expired.state, expired.submitted_by) == (AttemptState.SUBMITTED, SubmittedBy.DEADLINE)
    assert expired.submitted_at == expired.closes_at
    assert len(expired.receipt_code) == 14
    assert still_open.state == AttemptState.OPEN
    drain_submitted()
    assert Mark.objects.get(attempt=expired).points == 10


@pytest.mark.parametrize("copied", [True, False])
def test_ranks_from_redis_and_from_postgresql_are_the_same(copied: bool) -> None:
    running = a_running_contest()
    attempts = [
        a_submitted_attempt(running, right=right, seconds=seconds)
        for right, seconds in [(5, 300), (3, 100), (5, 200), (3, 100), (0, 50)]
    ]
    make_boards(round_id=running.round.pk)
    if copied:
        assert check_boards(now=now()) == 2
    drain_submitted()
    placed = [standing_of(attempt) for attempt in attempts]
    keys = [bytes(one.public_key or b"") for one in placed]
    assert is_behind(placed[0].board_id, View.PUBLIC) is not copied
    ranks = ranks_on_board(board_id=placed[0].board_id, view=View.PUBLIC, keys=keys)
    assert [ranks[key].rank for key in keys] == [2, 3, 1, 3, 5]
    assert [ranks[key].shared_by for key in keys] == [1, 2, 1, 2, 1]
