"""Doing something in one process at a time."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def alone(name: str) -> Iterator[bool]:
    """True inside for one process at a time over all machines; False for any other, which does not wait.

    PostgreSQL lets go of the lock when the connection ends, however it ends.
    """
    key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        (taken,) = cursor.fetchone() or (False,)
        try:
            yield bool(taken)
        finally:
            if taken:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])
