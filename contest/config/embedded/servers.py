"""Attaching to the embedded servers.

Whoever uses the servers holds a shared lock on `var/run/users.lock` for its life. The keeper, a process of
its own, holds the servers and stops them when it gets that lock alone, so the last user's end (also by
SIGKILL) ends them, and one command never takes the servers away from another.
"""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from contest.config.embedded import locks
from contest.config.embedded.places import PROJECT, EmbeddedError, Places, places

READY_SECONDS = 60.0
_users: dict[Path, int] = {}


@dataclass(frozen=True)
class Servers:
    """The addresses of running servers, passwords included."""

    database_url: str
    redis_url: str
    cache_url: str


def users_lock(where: Places) -> Path:
    return where.run / "users.lock"


def keeper_lock(where: Places) -> Path:
    return where.run / "keeper.lock"


def attach_or_start(where: Places | None = None, *, durable: bool = True) -> Servers:
    """Attach this process to the running servers, or start them; they run at least as long as this process.

    Nothing is written to standard output. `durable=False` (tests) starts PostgreSQL without fsync; servers
    that already run stay as they are. Raises EmbeddedError when the servers cannot run here.
    """
    where = where or places()
    where.make()
    with locks.held(where.run / "start.lock"):
        if where.var not in _users:
            descriptor = locks.take(users_lock(where), shared=True)
            if descriptor is None:
                raise EmbeddedError(f"{users_lock(where)} cannot be locked")
            _users[where.var] = descriptor
        if not locks.is_held(keeper_lock(where)):
            _start_keeper(where, durable=durable)
        return _answering(where)


def release(where: Places | None = None) -> None:
    """Let go of the servers; they stop when nobody else uses them."""
    descriptor = _users.pop((where or places()).var, None)
    if descriptor is not None:
        os.close(descriptor)


def keeper_is_alive(where: Places) -> bool:
    return locks.is_held(keeper_lock(where))


def recorded(where: Places) -> dict[str, Any]:
    """What `var/run/servers.json` says; empty when there is none."""
    try:
        content: dict[str, Any] = json.loads(where.servers_file.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return content


def _start_keeper(where: Places, *, durable: bool) -> None:
    """Start the keeper in a session of its own and wait until it says `ready` or why not."""
    with (where.log / "keeper.log").open("ab") as log:
        keeper = subprocess.Popen(
            [sys.executable, "-m", "contest.config.embedded", "keep", *([] if durable else ["--fleeting"])],
            cwd=PROJECT,
            env=os.environ | {"CONTEST_VAR": str(where.var), "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            start_new_session=True,
        )
    if keeper.stdout is None:
        raise EmbeddedError("the keeper of the servers has no output")
    with keeper.stdout:
        said = keeper.stdout.read().decode("utf-8", errors="replace").strip()
    if said != "ready":
        raise EmbeddedError(said or f"the keeper of the servers ended; see {where.log / 'keeper.log'}")
    keeper.returncode = 0  # it outlives this process: no warning that a child was left running


def _answering(where: Places) -> Servers:
    """The servers' addresses once PostgreSQL answers (a keeper may be starting it again after a crash)."""
    deadline = time.monotonic() + READY_SECONDS
    reason = "the keeper says nothing"
    while time.monotonic() < deadline:
        state = recorded(where)
        if state.get("state") == "ready":
            servers = Servers(state["database_url"], state["redis_url"], state["cache_url"])
            try:
                psycopg.connect(servers.database_url, connect_timeout=5).close()
            except psycopg.OperationalError as error:
                reason = str(error).strip()
            else:
                return servers
        if not keeper_is_alive(where):
            raise EmbeddedError(f"the keeper of the servers ended; see {where.log / 'keeper.log'}")
        time.sleep(0.1)
    raise EmbeddedError(f"PostgreSQL does not answer: {reason}; see {where.log / 'postgres.log'}")
