"""Scoring a heap of submitted attempts: the rule, the marks, and all of it by the product's one worker."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from django.db import connection

from contest.jobs import kick_scoring
from contest.rules.scoring import PaperKey, points_for
from contest.services import drain_submitted
from contest.services.rebuild_standings import rebuild_standings
from tests.bench import machine, people
from tests.bench.report import Report

ATTEMPTS = 40_000
RULE_CALLS = 100_000
PATIENCE_SECONDS = 120.0


def measure(port: int, report: Report) -> None:
    """Attempts a second from the first message until none waits, marks, standings and Redis included; and
    before that what marks alone take, and the rule alone.
    """
    _tell_rule(report)
    _tell_marks(report)
    running = people.a_contest()
    attempts = people.answered_attempts(running, people.entrants(running, ATTEMPTS))
    wait_until_scored()
    worker, database = machine.pid_of("worker-score"), machine.pid_of("postgres")
    with _stopped(worker):
        people.handed_in(running, attempts)
    before, began = machine.cpu_ms(worker, database), time.perf_counter()
    kick_scoring()
    wait_until_scored()
    took = time.perf_counter() - began
    report.at_least("scoring and placing, one worker", ATTEMPTS / took, "a second", 20_000)
    cost = (machine.cpu_ms(worker, database) - before) / ATTEMPTS
    report.tell("CPU of scoring and placing an attempt", 1000 * cost, "us")


def _tell_rule(report: Report) -> None:
    key = PaperKey(masks=(1, 2, 4, 8) * 5, points=(5,) * 20)
    answers = [(1, 2, 4, 1) * 5, (8, 2, 4, 8) * 5]
    began = time.process_time()
    for _ in range(RULE_CALLS // len(answers)):
        for one in answers:
            points_for(key, one, {})
    report.tell(
        "points of an attempt, the rule alone", RULE_CALLS / (time.process_time() - began), "a second"
    )


def _tell_marks(report: Report) -> None:
    """In this process, without a place for the entries; they get theirs afterwards."""
    running = people.a_contest()
    attempts = people.answered_attempts(running, people.entrants(running, ATTEMPTS // 4))
    wait_until_scored()
    with _stopped(machine.pid_of("worker-score")), patch.object(drain_submitted, "place_entries"):
        people.handed_in(running, attempts)
        began = time.perf_counter()
        assert drain_submitted.drain_submitted() == len(attempts)
        took = time.perf_counter() - began
    report.at_least("scoring, marks only, one process", len(attempts) / took, "a second", 20_000)
    began = time.perf_counter()
    assert rebuild_standings(round_id=running.round.pk) == len(attempts)
    report.tell("placing, one process", len(attempts) / (time.perf_counter() - began), "a second")


@contextmanager
def _stopped(worker: int) -> Iterator[None]:
    """Let the worker and its children stand still meanwhile."""
    os.killpg(worker, signal.SIGSTOP)
    try:
        yield
    finally:
        os.killpg(worker, signal.SIGCONT)


def wait_until_scored() -> None:
    """Wait until no attempt waits for its marks."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    with connection.cursor() as cursor:
        while True:
            cursor.execute("SELECT EXISTS (SELECT FROM contest_attempt WHERE state = 1)")
            if cursor.fetchone() == (False,):
                return
            assert time.monotonic() < deadline, "attempts stay without marks"
            time.sleep(0.02)
