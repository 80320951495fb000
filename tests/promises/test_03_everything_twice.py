"""Promise 3: everything may happen twice, also at the same moment, and a repeat changes nothing."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from contest.models import Attempt, AttemptState, Board, BoardEdition, Mark, Round, Standing
from contest.services.close_round import close_round
from contest.services.drain_submitted import BATCH, drain_submitted
from contest.services.open_attempt import open_attempt
from contest.services.open_due_rounds import open_due_rounds
from contest.services.publish_boards import publish_boards
from contest.services.publish_editions import publish_editions
from contest.services.save_answers import GivenAnswer, save_answers
from contest.services.submit_attempt import submit_attempt
from contest.services.sweep_expired import sweep_expired
from tests.services.live_rows import a_running_contest, an_entry, moved, now
from tests.worker.rows import a_crowd_like, a_submitted_attempt, an_answered_attempt, over

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls: Any) -> list[Any]:
    """Call everything at the same moment, each in a thread with a connection of its own."""

    def call(one: Any) -> Any:
        try:
            return one()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return [done.result() for done in [pool.submit(call, one) for one in calls]]


def test_a_start_twice_is_one_attempt() -> None:
    running = a_running_contest()
    entry = an_entry(running)
    starts = at_once(
        *[lambda: open_attempt(round_id=running.round.pk, user_id=entry.user_id, ordinal=1)[1]] * 4
    )
    assert len({start.id for start in starts}) == 1
    assert Attempt.objects.count() == 1


def test_a_save_twice_is_stored_once() -> None:
    attempt = an_answered_attempt(a_running_contest(), right=0)
    answer = GivenAnswer(position=0, chosen=[1], sequence=7)
    kept = []
    for _ in range(2):
        save_answers(
            attempt_id=attempt.pk,
            epoch=attempt.epoch,
            shapes=bytes([4] * 5),
            predicts=False,
            answers=[answer],
        )
        kept.append(Attempt.objects.values("chosen", "sequences", "changed_ms").get(pk=attempt.pk))
    assert kept[0] == kept[1]


def test_a_submission_twice_is_one_receipt() -> None:
    attempt = an_answered_attempt(a_running_contest(), right=2)
    receipts = at_once(*[lambda: submit_attempt(attempt_id=attempt.pk, epoch=attempt.epoch)] * 4)
    assert len(set(map(repr, receipts))) == 1


def test_a_submission_and_its_deadline_at_once_are_one_submission() -> None:
    attempts = [an_answered_attempt(a_running_contest(), right=2) for _ in range(3)]
    for attempt in attempts:
        moved(attempt.pk, -7200)
    calls: list[Any] = [sweep_expired]
    calls += [
        lambda attempt=attempt: submit_attempt(attempt_id=attempt.pk, epoch=attempt.epoch)
        for attempt in attempts
    ]
    at_once(*calls)
    for attempt in attempts:
        attempt.refresh_from_db()
        assert attempt.state == AttemptState.SUBMITTED
        assert attempt.submitted_at == attempt.closes_at


def test_two_drains_at_once_mark_and_count_every_attempt_once() -> None:
    running = a_running_contest(pool=1)
    first = a_submitted_attempt(running, right=3)
    a_crowd_like(first, size=3 * BATCH)
    scored = at_once(*[lambda: drain_submitted()] * 3)
    total = 3 * BATCH + 1
    assert sum(scored) == total
    assert Mark.objects.count() == Standing.objects.count() == total
    assert not Attempt.objects.exclude(state=AttemptState.SCORED).exists()
    assert drain_submitted() == 0


def test_two_attempts_of_one_person_scored_at_once_are_both_counted() -> None:
    running = a_running_contest()
    entries = [an_entry(running) for _ in range(5)]
    for ordinal, right in ((1, 4), (2, 1), (3, 3)):
        for entry in entries:
            a_submitted_attempt(running, right=right, entry=entry, ordinal=ordinal)
    at_once(*[lambda: drain_submitted()] * 3)
    drain_submitted()
    standings = Standing.objects.all()
    assert [(one.points, one.attempt_count) for one in standings] == [(20, 3)] * 5


def test_the_database_holds_one_mark_row_for_an_attempt_and_a_key() -> None:
    attempt = a_submitted_attempt(a_running_contest(), right=3)
    drain_submitted()
    mark = Mark.objects.get(attempt=attempt)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mark.objects.create(
            attempt=attempt, key_number=1, points=0, correct_count=0, marks=[], scored_at=now()
        )
    with pytest.raises(Exception, match="never changed"), transaction.atomic():
        Mark.objects.filter(attempt=attempt).update(points=1)
    assert Mark.objects.get(attempt=attempt).points == mark.points == 15


def test_a_round_opened_closed_and_published_twice_is_so_once() -> None:
    running = a_running_contest()
    Round.objects.update(state="DRAFT")
    at_once(*[lambda: open_due_rounds(now=now())] * 3)
    assert Board.objects.count() == 1
    a_submitted_attempt(running, right=3)
    over(running, now=now())
    moment = now()
    at_once(*[lambda: close_round(round_id=running.round.pk, now=moment)] * 3)
    at_once(*[lambda: publish_boards(now=moment), lambda: publish_editions()] * 3)
    closed = Round.objects.get()
    assert (closed.state, closed.closed_at) == ("PROVISIONAL", moment)
    assert BoardEdition.objects.count() == 1
