"""Asking for jobs: after commit, once for many, and never at the price of what was saved."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import transaction

from contest import jobs
from contest.models import AttemptState, Round
from contest.services.ask_for_papers import FIRST, ask_for_papers
from contest.services.drain_submitted import BATCH, drain_submitted
from contest.services.prepare_papers import POOL, prepare_papers
from contest.services.resume_papers import resume_papers
from contest.services.submit_attempt import submit_attempt
from contest.services.sweep_expired import sweep_expired
from tests.harness import resp
from tests.services.live_rows import a_running_contest, a_user, moved, now
from tests.worker.rows import a_crowd_like, a_submitted_attempt, an_answered_attempt

pytestmark = pytest.mark.django_db(transaction=True)

NOBODY_LISTENS = "redis://127.0.0.1:9/0"


def waiting(queue: str) -> int:
    """How many messages lie in a queue."""
    return int(resp.command(settings.REDIS_URL, "LLEN", queue).strip(b":"))


@pytest.fixture
def redis_away(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A broker address where nobody listens."""
    with monkeypatch.context() as patch:
        patch.setattr(settings, "REDIS_URL", NOBODY_LISTENS)
        yield


def test_many_submissions_make_one_message() -> None:
    for _ in range(5):
        jobs.kick_scoring()
    assert waiting(jobs.SCORE) == 1


def test_a_submission_during_a_drain_asks_again() -> None:
    jobs.kick_scoring()
    drain_submitted()
    jobs.kick_scoring()
    assert waiting(jobs.SCORE) == 2


@pytest.mark.parametrize(("attempts", "asked"), [(BATCH - 1, 0), (2 * BATCH, 1)])
def test_a_drain_of_more_than_a_batch_asks_one_more_to_help(attempts: int, asked: int) -> None:
    a_crowd_like(a_submitted_attempt(a_running_contest(pool=1), right=1), size=attempts - 1)
    before = waiting(jobs.SCORE)
    assert drain_submitted() == attempts
    assert waiting(jobs.SCORE) - before == asked


def test_handing_in_asks_for_scoring_whoever_does_it() -> None:
    running = a_running_contest()
    attempt = an_answered_attempt(running, right=1)
    submit_attempt(attempt_id=attempt.pk, epoch=attempt.epoch)
    assert waiting(jobs.SCORE) == 1
    drain_submitted()
    moved(an_answered_attempt(running, right=1).pk, -7200)
    assert sweep_expired() == 1
    assert waiting(jobs.SCORE) == 2


def test_nothing_is_asked_before_the_commit() -> None:
    with transaction.atomic():
        jobs.kick_scoring()
        jobs.send("worker.tasks.papers.prepare_papers", round_id="x")
        assert waiting(jobs.SCORE) == waiting(jobs.BULK) == 0
    assert waiting(jobs.SCORE) == waiting(jobs.BULK) == 1


def test_what_is_rolled_back_asks_for_nothing() -> None:
    with transaction.atomic():
        jobs.kick_scoring()
        transaction.set_rollback(True)
    assert waiting(jobs.SCORE) == 0


def test_a_job_that_is_not_in_the_table_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        jobs.send("worker.tasks.scoring.drain")


def test_a_submission_is_saved_with_redis_away(redis_away: None) -> None:
    attempt = an_answered_attempt(a_running_contest(), right=2)
    receipt = submit_attempt(attempt_id=attempt.pk, epoch=attempt.epoch)
    attempt.refresh_from_db()
    assert attempt.state == AttemptState.SUBMITTED
    assert receipt.code == attempt.receipt_code
    jobs.send("worker.tasks.papers.prepare_papers", round_id=attempt.round_id)


def test_papers_forgotten_with_their_message_are_asked_for_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of rounds to come whose pool was begun, and not while the first message may be under way."""
    running = a_running_contest(pool=0)
    later = now() + timedelta(minutes=10)
    Round.objects.filter(pk=running.round.pk).update(
        opens_at=now() + timedelta(hours=1), closes_at=now() + timedelta(hours=9)
    )
    assert resume_papers(now=later) == 0
    with monkeypatch.context() as away:
        away.setattr(settings, "REDIS_URL", NOBODY_LISTENS)
        assert ask_for_papers(round_id=running.round.pk, actor_id=a_user().pk, now=now()) == FIRST
    assert resume_papers(now=now()) == 0
    assert resume_papers(now=later) == waiting(jobs.BULK) == 1
    assert resume_papers(now=now() + timedelta(hours=2)) == 0
    assert prepare_papers(round_id=running.round.pk, now=now()) == POOL
    assert resume_papers(now=later) == 0


def test_scoring_goes_on_with_redis_away(redis_away: None) -> None:
    attempt = an_answered_attempt(a_running_contest(), right=2)
    submit_attempt(attempt_id=attempt.pk, epoch=attempt.epoch)
    assert drain_submitted() == 1
