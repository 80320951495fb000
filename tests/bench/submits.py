"""From the submission of an attempt to its place on the board in Redis, at a steady pace."""

import threading
import time
from collections.abc import Iterator, Sequence
from uuid import UUID

import redis
from django.conf import settings

from contest.boards import live
from contest.services.make_boards import make_boards
from contest.services.rebuild_boards import rebuild_boards
from tests.bench import people
from tests.bench.load import Load, put_under_load, request
from tests.bench.report import Report

A_SECOND = 50.0
SUBMITS = 600
LOOK_SECONDS = 0.01
PATIENCE_SECONDS = 30.0


def measure(port: int, report: Report) -> None:
    """The times from when a submission was due until the board holds it, marks and standing included."""
    running = people.a_contest()
    attempts = people.answered_attempts(running, people.entrants(running, SUBMITS))
    people.opened(running, attempts)
    tokens = people.attempt_tokens(running, attempts)
    board_id = make_boards(round_id=running.round.pk)[None]
    rebuild_boards(board_id=board_id, view=live.View.PUBLIC)
    due: dict[UUID, float] = {}
    watch = _Watch(board_id, due)
    watch.start()
    requests = _submissions([one.id for one in attempts], [one.entry_id for one in attempts], tokens, due)
    load = put_under_load(port, requests, connections=16, each_second=A_SECOND).expect(200)
    watch.join()
    missing = len(attempts) - len(watch.seconds)
    assert not missing, f"{missing} submissions did not come on the board"
    placed = Load(seconds=watch.seconds)
    report.below("submit to board at 50/s, p95", 1000 * placed.percentile(0.95), "ms", 1_500)
    report.tell("submit to board at 50/s, p50", 1000 * placed.percentile(0.5), "ms")
    report.tell("submission's answer at 50/s, p95", 1000 * load.percentile(0.95), "ms")


def _submissions(
    attempt_ids: Sequence[UUID], entry_ids: Sequence[UUID], tokens: Sequence[str], due: dict[UUID, float]
) -> Iterator[bytes]:
    for attempt_id, entry_id, token in zip(attempt_ids, entry_ids, tokens, strict=True):
        due[entry_id] = time.perf_counter()
        path = f"/api/v1/attempts/{attempt_id}/submission/"
        yield request("POST", path, b'{"epoch":1}', Authorization=f"Attempt {token}")


class _Watch(threading.Thread):
    """Looks which entries the board holds, until it holds all."""

    def __init__(self, board_id: UUID, due: dict[UUID, float]) -> None:
        super().__init__()
        self.held = live._keys(board_id, live.View.PUBLIC)[1]
        self.due = due
        self.seconds: list[float] = []

    def run(self) -> None:
        """Ask Redis every hundredth of a second for those it did not hold before."""
        server = redis.Redis.from_url(settings.REDIS_URL)
        seen: set[UUID] = set()
        ends = time.perf_counter() + SUBMITS / A_SECOND + PATIENCE_SECONDS
        while len(seen) < SUBMITS and time.perf_counter() < ends:
            waiting = [entry_id for entry_id in list(self.due) if entry_id not in seen]
            if waiting:
                found = server.hmget(self.held, [entry_id.bytes for entry_id in waiting])
                now = time.perf_counter()
                for entry_id, value in zip(waiting, list(found), strict=True):
                    if value is not None:
                        seen.add(entry_id)
                        self.seconds.append(now - self.due[entry_id])
            time.sleep(LOOK_SECONDS)
