"""Calls made at the same moment, each over a database connection of its own."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connection

Result = TypeVar("Result")


def at_once(*calls: Callable[[], Result]) -> list[Result | Exception]:
    """What each call gave or raised, in order."""
    start = Barrier(len(calls))

    def run(call: Callable[[], Result]) -> Result | Exception:
        start.wait()
        try:
            return call()
        except Exception as failure:  # noqa: BLE001  # the test looks at it
            return failure
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def elsewhere(pool: ThreadPoolExecutor, call: Callable[[], Result]) -> Future[Result]:
    """Begin a call over a connection of its own, and give it the time to end if it will."""

    def run() -> Result:
        try:
            return call()
        finally:
            connection.close()

    begun = pool.submit(run)
    time.sleep(0.5)
    return begun
