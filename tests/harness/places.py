"""Throw-away var directories that the servers' account can enter."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from contest.config.embedded import servers
from contest.config.embedded.places import Places


@contextmanager
def throw_away(prefix: str = "contest-") -> Iterator[Places]:
    """A var directory (its name has a space in it, on purpose) that is gone afterwards, its servers too."""
    base = Path(tempfile.mkdtemp(prefix=prefix))
    base.chmod(0o711)
    where = Places(base / "a var")
    try:
        yield where
    finally:
        end_servers(where)
        shutil.rmtree(base)


def end_servers(where: Places, patience: float = 40.0) -> None:
    """Let go of the servers and wait until their keeper is gone."""
    if not where.run.exists():
        return
    servers.release(where)
    deadline = time.monotonic() + patience
    while servers.keeper_is_alive(where):
        if time.monotonic() > deadline:
            raise AssertionError(f"the keeper below {where.var} does not end")
        time.sleep(0.05)
