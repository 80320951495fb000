"""The cache as the site uses it: something that may be away, hang, or forget."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient

PAUSE_SECONDS = 2.0
"""How long nobody asks a cache that did not answer, so that one that hangs costs each process little."""
SAID_EVERY_SECONDS = 60.0
MOST_MISSED = 10_000

_log = logging.getLogger(__name__)


@dataclass
class _Absence:
    """What the threads of a process know of one cache server that does not answer."""

    until: float = 0.0
    since: float | None = None
    said_at: float = -SAID_EVERY_SECONDS
    missed: set[str] = field(default_factory=set)

    def begin(self, error: Exception) -> None:
        """Leave the server alone for a while; said once in a while."""
        now = time.monotonic()
        self.until = now + PAUSE_SECONDS
        self.since = self.since or now
        if now - self.said_at >= SAID_EVERY_SECONDS:
            self.said_at = now
            _log.warning("cache_is_away", extra={"reason": type(error).__name__})

    def end(self) -> None:
        """The server answers again."""
        if self.since is not None:
            _log.info("cache_is_back", extra={"seconds": round(time.monotonic() - self.since, 1)})
        self.since = None


@cache
def _absence(server: str) -> _Absence:
    return _Absence()


class PatientClient(RedisCacheClient):
    """Without an answer everything is a miss, and whoever adds a key is the first.

    So rate limits let pass and sessions come from the database. What could not be written or deleted is
    deleted once the server is back: a session that was ended meanwhile must not come to life from it.
    """

    def __init__(self, servers: list[str], **options: Any) -> None:
        super().__init__(servers, **options)
        # One client for each pool of connections: to make one costs more than to ask it something.
        self._client = cache(self._client)  # type: ignore[has-type]  # the stubs leave it out

    def _ask(self, call: Callable[[], Any], otherwise: Any, written: str = "") -> Any:
        absence = _absence(self._servers[0])  # type: ignore[attr-defined]  # the stubs leave it out
        try:
            if time.monotonic() >= absence.until:
                if stale := tuple(absence.missed):
                    self.get_client(write=True).delete(*stale)
                    absence.missed.difference_update(stale)
                answer = call()
                absence.end()
                return answer
        except self._lib.RedisError as error:  # type: ignore[attr-defined]  # the stubs leave it out
            absence.begin(error)
        if written and len(absence.missed) < MOST_MISSED:
            absence.missed.add(written)
        return otherwise

    def get(self, key: Any, default: Any) -> Any:
        return self._ask(lambda: super(PatientClient, self).get(key, default), default)

    def has_key(self, key: Any) -> bool:
        return bool(self._ask(lambda: super(PatientClient, self).has_key(key), False))

    def add(self, key: Any, value: Any, timeout: Any) -> bool:
        return bool(self._ask(lambda: super(PatientClient, self).add(key, value, timeout), True))

    def set(self, key: Any, value: Any, timeout: Any) -> None:
        self._ask(lambda: super(PatientClient, self).set(key, value, timeout), None, key)

    def delete(self, key: Any) -> bool:
        return bool(self._ask(lambda: super(PatientClient, self).delete(key), False, key))


class PatientCache(RedisCache):
    """Redis without whom the site goes on: sign-in, sessions, limits and boards ask no more than this."""

    def __init__(self, server: str | list[str], params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = PatientClient
