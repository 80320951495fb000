"""The Redis connection of the boards."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

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


@cache
def _connection(url: str) -> "redis.Redis":
    return redis.Redis.from_url(
        url, socket_connect_timeout=1.0, socket_timeout=5.0, retry=Retry(NoBackoff(), retries=1)
    )
