"""Starts by people who are signed in, papers prepared: without a pause, and very many at once."""

from collections.abc import Iterator, Sequence

from tests.bench import machine, people
from tests.bench.load import Load, put_under_load, request
from tests.bench.report import Report
from tests.services.live_rows import Running

CONNECTIONS = 32
SECONDS = 5.0
MOST_STARTS = 5_000
BURST = 500
WARM_UP = 200


def measure(port: int, report: Report) -> None:
    """The rate at 32 connections, and the times when a room presses the button at once."""
    running = people.a_contest()
    keys = people.sessions(people.entrants(running, MOST_STARTS + BURST + WARM_UP))
    _started(port, running, [keys.pop() for _ in range(WARM_UP)], connections=CONNECTIONS)
    web, database = machine.pid_of("web"), machine.pid_of("postgres")
    web_before, database_before = machine.cpu_ms(web), machine.cpu_ms(database)
    steady = _started(port, running, keys[BURST:], connections=CONNECTIONS, seconds=SECONDS)
    web_ms, database_ms = machine.cpu_ms(web) - web_before, machine.cpu_ms(database) - database_before
    burst = _started(port, running, keys[:BURST], connections=BURST)
    report.at_least("starts", steady.rate, "a second", 500)
    report.tell("starts, p95", 1000 * steady.percentile(0.95), "ms")
    report.tell("CPU of a start, web", web_ms / len(steady.seconds), "ms")
    report.tell("CPU of a start, PostgreSQL", database_ms / len(steady.seconds), "ms")
    report.below(f"burst of {BURST} starts, p95", 1000 * burst.percentile(0.95), "ms", 1_000)


def _started(
    port: int, running: Running, keys: Sequence[str], *, connections: int, seconds: float | None = None
) -> Load:
    requests: Iterator[bytes] = (
        request("POST", f"/api/v1/rounds/{running.round.pk}/attempts/", b'{"ordinal":1}', X_Session_Token=key)
        for key in keys
    )
    return put_under_load(port, requests, connections=connections, seconds=seconds).expect(201)
