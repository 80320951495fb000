"""The Redis connection of the boards."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry


class StoreIsLost(Exception):
    """Redis does not answer, or holds no complete copy of the board: PostgreSQL has to."""


@contextmanager
def store() -> Iterator["redis.Redis"]:
    """The connection; whatever goes wrong with it inside becomes StoreIsLost."""
    try:
        yield _connection(settings.REDIS_URL)
    except redis.RedisError as error:
        raise StoreIsLost(type(error).__name__) from error


@contextmanager
def line() -> Iterator[tuple[Any, Any]]:
    """A pipeline and the connection it goes over, whose `run` is the id that Redis gave itself when it was
    started. A Redis that is started anew closes every connection, so that what a connection answered is of
    its run: nobody has to ask for it each time. What goes wrong inside becomes StoreIsLost.
    """
    with store() as redis, redis.pipeline(transaction=False) as pipeline:
        pipeline.connection = connection = redis.connection_pool.get_connection()
        yield pipeline, connection


@cache
def _connection(url: str) -> "redis.Redis":
    return redis.Redis.from_url(
        url,
        socket_connect_timeout=1.0,
        socket_timeout=5.0,
        retry=Retry(NoBackoff(), retries=1),
        redis_connect_func=_greet,
    )


def _greet(connection: Any) -> None:
    connection.on_connect()
    connection.send_command("INFO", "server")
    (connection.run,) = _RUN.findall(connection.read_response())


_RUN = re.compile(rb"^run_id:(\w+)", re.MULTILINE)
