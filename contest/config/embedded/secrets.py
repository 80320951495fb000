"""Secrets made once for an installation that was given none."""

import base64
import os
import secrets
import time
from pathlib import Path

from contest.config.embedded.places import EmbeddedError, Places


def kept_secret(places: Places, name: str, *, size: int = 32) -> str:
    """The secret called `name`: url-safe base64 over `size` random bytes, 43 characters for 32.

    Made on the first call; processes that ask at the same time all get the same one.
    """
    path = places.secrets / name
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read(path)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        value = base64.urlsafe_b64encode(secrets.token_bytes(size)).decode("ascii").rstrip("=")
        file.write(value + "\n")
        file.flush()
        os.fsync(file.fileno())
    return value


def _read(path: Path) -> str:
    """The stored secret; the process that makes it may still be writing, so a short file is read again."""
    for _ in range(50):
        value = path.read_text(encoding="ascii")
        if value.endswith("\n"):
            return value.strip()
        time.sleep(0.02)
    raise EmbeddedError(f"{path} is cut short; restore it from a copy (data encrypted with it needs it)")
