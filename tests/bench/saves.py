"""Durable answer saves: the product beside the same statement without the product, in turns."""

import time
from collections.abc import Iterator, Sequence
from itertools import count
from random import Random
from statistics import median
from typing import NamedTuple

from django.db import connection

from contest.services.save_answers import _statement
from tests.bench import machine, people
from tests.bench.load import Load, put_under_load, request
from tests.bench.report import Report

CONNECTIONS = 32
ATTEMPTS = 4_000
ROUNDS = 4
SECONDS = 4.0

_sequences = count(2)


class _Turn(NamedTuple):
    load: Load
    web_ms: float
    database_ms: float


def measure(port: int, report: Report) -> None:
    """Rate, times and CPU of saves at 32 connections, and the ratio to the bare statement."""
    running = people.a_contest()
    attempts = people.answered_attempts(running, people.entrants(running, ATTEMPTS))
    people.opened(running, attempts)
    keys = list(zip([str(one.id) for one in attempts], people.attempt_tokens(running, attempts), strict=True))
    before = _updates()
    turns: dict[str, list[_Turn]] = {"product": [], "bare": []}
    with machine.second_server(
        "tests.bench.bare_save:application", BARE_SAVE_STATEMENT=_statement(1, False, False)
    ) as (bare_port, bare_pid):
        servers = {"product": (port, machine.pid_of("web")), "bare": (bare_port, bare_pid)}
        for one_port, _ in servers.values():
            put_under_load(one_port, saves(keys), connections=CONNECTIONS, seconds=1.5).expect(200)
        for _ in range(ROUNDS):
            for name, (one_port, pid) in servers.items():
                turns[name].append(_turn(one_port, pid, keys))
    _tell(report, turns["product"], turns["bare"])
    time.sleep(1.5)  # PostgreSQL's own counters follow within a second
    after = _updates()
    report.at_least(
        "saves that stay heap-only (HOT)",
        100 * (after[1] - before[1]) / (after[0] - before[0]),
        "percent",
        99,
    )


def _turn(port: int, web: int, keys: Sequence[tuple[str, str]]) -> _Turn:
    database = machine.pid_of("postgres")
    web_before, database_before = machine.cpu_ms(web), machine.cpu_ms(database)
    load = put_under_load(port, saves(keys), connections=CONNECTIONS, seconds=SECONDS).expect(200)
    answered = len(load.seconds)
    return _Turn(
        load,
        (machine.cpu_ms(web) - web_before) / answered,
        (machine.cpu_ms(database) - database_before) / answered,
    )


def _tell(report: Report, product: Sequence[_Turn], bare: Sequence[_Turn]) -> None:
    rate, bare_rate = (median(turn.load.rate for turn in turns) for turns in (product, bare))
    p50, p95 = (1000 * median(turn.load.percentile(share) for turn in product) for share in (0.5, 0.95))
    cost, bare_cost = (median(turn.web_ms + turn.database_ms for turn in turns) for turns in (product, bare))
    ratios = [one.load.rate / other.load.rate for one, other in zip(product, bare, strict=True)]
    report.at_least("saves", rate, "a second", 2_000)
    report.tell("saves, p50", p50, "ms")
    report.below("saves, p95", p95, "ms", 40)
    report.tell("bare_save.py", bare_rate, "a second")
    report.tell("bare_save.py, p95", 1000 * median(one.load.percentile(0.95) for one in bare), "ms")
    report.at_least("saves, share of bare_save.py", 100 * median(ratios), "percent", 60)
    report.tell("CPU of a save, web", median(turn.web_ms for turn in product), "ms")
    report.tell("CPU of a save, PostgreSQL", median(turn.database_ms for turn in product), "ms")
    report.tell("CPU of a bare save, web", median(turn.web_ms for turn in bare), "ms")
    report.tell("CPU of a bare save, PostgreSQL", median(turn.database_ms for turn in bare), "ms")
    report.at_least("saves by CPU, share of bare", 100 * bare_cost / cost, "percent", 60)
    report.tell(
        "CPU of a request, load generator", 1000 * median(one.load.cpu_a_request for one in product), "ms"
    )


def saves(keys: Sequence[tuple[str, str]]) -> Iterator[bytes]:
    """Without end one changed answer each, of a random attempt and position."""
    lot = Random(7)
    while True:
        attempt_id, token = lot.choice(keys)
        body = (
            f'{{"epoch":1,"answers":[{{"position":{lot.randrange(people.QUESTIONS)},'
            f'"chosen":[{lot.randrange(4)}],"sequence":{next(_sequences)}}}]}}'
        ).encode()
        path = f"/api/v1/attempts/{attempt_id}/answers/"
        yield request("PUT", path, body, Authorization=f"Attempt {token}")


def _updates() -> tuple[int, int]:
    """How many updates attempts have seen, and how many of them stayed in their page."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT n_tup_upd, n_tup_hot_upd FROM pg_stat_user_tables WHERE relname = 'contest_attempt'"
        )
        found: tuple[int, int] = cursor.fetchone()
    return found
