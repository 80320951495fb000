"""Sessions of a browser or an app: in the database, with a copy in the cache."""

import re

from django.contrib.sessions.backends import cached_db

WELL_FORMED = re.compile(r"[a-z0-9]{32}")
"""The keys Django makes. Others were typed by somebody, and nothing is asked for them."""


class SessionStore(cached_db.SessionStore):
    """Django's, which looks up any key that is long enough: one with a NUL is an error of PostgreSQL."""

    def _validate_session_key(self, key: str | None) -> bool:
        return key is not None and WELL_FORMED.fullmatch(key) is not None

    def exists(self, session_key: str) -> bool:
        return self._validate_session_key(session_key) and super().exists(session_key)
