"""Scoring a heap of submitted attempts with the product's one worker for it."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from contest.jobs import kick_scoring
from tests.bench import machine, people
from tests.bench.report import Report

ATTEMPTS = 40_000
PATIENCE_SECONDS = 120.0


def measure(port: int, report: Report) -> None:
    """Attempts a second from the first message until none waits: marks, standings and Redis included."""
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
    report.at_least("scoring, one worker", ATTEMPTS / took, "a second", 20_000)
    cost = (machine.cpu_ms(worker, database) - before) / ATTEMPTS
    report.tell("CPU of scoring an attempt", 1000 * cost, "us")


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
