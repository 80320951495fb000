"""Promise 4: a submitted attempt waits in PostgreSQL until scored; a lost Redis or worker only delays."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings

from contest.config.embedded.places import PROJECT
from contest.jobs import kick_scoring, send
from contest.models import Attempt, AttemptState, Mark, Standing
from contest.services.drain_submitted import BATCH, drain_submitted
from contest.services.submit_attempt import submit_attempt
from tests.harness import resp
from tests.services.live_rows import a_running_contest
from tests.worker.rows import a_crowd_like, a_submitted_attempt, an_answered_attempt

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 60.0


@contextmanager
def a_worker(environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A real Celery worker of the score queue."""
    command = [sys.executable, "-m", "celery", "-A", "worker.app", "worker", "-Q", "score", "-c", "1"]
    process = subprocess.Popen(
        [*command, "-n", "promise@%h", "--without-gossip", "--without-mingle", "--loglevel", "WARNING"],
        cwd=PROJECT,
        env=environment,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(30)


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "it never came to hold"
        time.sleep(0.05)


def unscored() -> int:
    """How many attempts wait."""
    return Attempt.objects.filter(state=AttemptState.SUBMITTED).count()


def test_a_message_lost_with_redis_is_made_good_by_the_clock() -> None:
    attempt = an_answered_attempt(a_running_contest(), right=2)
    submit_attempt(attempt_id=attempt.pk, epoch=attempt.epoch)
    resp.command(settings.REDIS_URL, "FLUSHALL")
    assert unscored() == 1
    drain_submitted()  # what the schedule asks for every ten seconds
    assert (unscored(), Mark.objects.count()) == (0, 1)


@pytest.mark.kill
def test_a_real_worker_scores_what_is_submitted_soon_after(process_environment: dict[str, str]) -> None:
    running = a_running_contest()
    with a_worker(process_environment):
        a_submitted_attempt(running, right=4)
        until(lambda: Standing.objects.filter(points=20).exists())
        a_submitted_attempt(running, right=3)  # there is no clock here that would find it
        until(lambda: Standing.objects.filter(points=15).exists())


@pytest.mark.kill
def test_a_worker_killed_at_work_loses_nothing_and_doubles_nothing(
    process_environment: dict[str, str],
) -> None:
    running = a_running_contest(pool=1)
    first = a_submitted_attempt(running, right=3)
    total = 12 * BATCH + 1
    a_crowd_like(first, size=total - 1)
    with a_worker(process_environment) as worker:
        kick_scoring()
        until(lambda: unscored() < total)
        kill_group(worker)
    assert 0 < unscored() < total
    assert Mark.objects.count() == total - unscored()
    with a_worker(process_environment):
        # As the schedule does: who dies between setting a kick and sending it lets none through for 5 s.
        send("worker.tasks.scoring.drain_submitted")
        until(lambda: unscored() == 0)
    assert Mark.objects.count() == Standing.objects.count() == total
    assert Standing.objects.filter(attempt_count=1, points=15).count() == total


def kill_group(worker: subprocess.Popen[bytes]) -> None:
    """SIGKILL to the worker and its children."""
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait(10)
