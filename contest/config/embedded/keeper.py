"""The process that holds the servers: starts them, also after a crash, and stops them after the last user."""

import contextlib
import json
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from contest.config.embedded import locks, servers
from contest.config.embedded.accounts import server_account, server_home
from contest.config.embedded.places import EmbeddedError, Places, write_private
from contest.config.embedded.ports import free_loopback_ports, is_free
from contest.config.embedded.postgres import Postgres, found_postgres
from contest.config.embedded.processes import Kept, Program
from contest.config.embedded.programs import valkey_program
from contest.config.embedded.valkey import Valkey

NAMES = ("postgres", "broker", "cache")
START_SECONDS = 60.0
PORT_TRIES = 5


@dataclass(frozen=True)
class Server:
    """How to run, ask and explain one server on a port."""

    program: Callable[[int], Program]
    is_ready: Callable[[int], bool]
    explain: Callable[[], str]


class Keeper:
    """Three servers on their ports."""

    def __init__(self, where: Places, *, durable: bool) -> None:
        self.where = where
        account = server_account()
        home = server_home(where, account)
        self.postgres: Postgres = found_postgres(where, home, account, durable=durable)
        binary = valkey_program(home, account)
        self.valkeys = {
            kind: Valkey(kind=kind, places=where, home=home, account=account, binary=binary)
            for kind in ("broker", "cache")
        }
        self.servers = {
            "postgres": Server(self.postgres.program, self.postgres.is_ready, self.postgres.explain),
            **{
                kind: Server(valkey.program, valkey.is_ready, valkey.explain)
                for kind, valkey in self.valkeys.items()
            },
        }
        self.ports: dict[str, int] = {}
        self.kept: dict[str, Kept] = {}

    def start(self) -> None:
        """Start all three and wait until each answers; the ports of the last run are used again if free."""
        self.postgres.initialise()
        self.postgres.clear_leftover()
        last = servers.recorded(self.where).get("ports", {})
        self.ports = dict(zip(NAMES, free_loopback_ports([last.get(name) for name in NAMES]), strict=True))
        self.record("starting")
        for name in NAMES:
            self._launch(name)
        for name in NAMES:
            self._await(name)
        self.postgres.make_role_and_database(self.ports["postgres"])
        self.record("ready")

    def _launch(self, name: str) -> None:
        self.kept[name] = Kept(self.servers[name].program(self.ports[name]), say)
        self.kept[name].start()

    def _await(self, name: str) -> None:
        """Wait for the answer. A port somebody took in between is replaced; after another death it is tried
        again (orphaned backends of a killed PostgreSQL need a moment to go)."""
        deadline, tries = time.monotonic() + START_SECONDS, 0
        while not self.servers[name].is_ready(self.ports[name]):
            process = self.kept[name].process
            if process is not None and process.poll() is not None:
                tries += 1
                if tries > PORT_TRIES or time.monotonic() > deadline:
                    raise EmbeddedError(self.servers[name].explain())
                if not is_free(self.ports[name]):
                    self.ports[name] = free_loopback_ports([None])[0]
                time.sleep(0.1 * 2**tries)
                self._launch(name)
            if time.monotonic() > deadline:
                raise EmbeddedError(self.servers[name].explain())
            time.sleep(0.02)

    def record(self, state: str) -> None:
        """Write `servers.json`: who keeps, on which ports, by which addresses."""
        content = {
            "state": state,
            "keeper": os.getpid(),
            "pids": {name: kept.process.pid for name, kept in self.kept.items() if kept.process is not None},
            "ports": self.ports,
            "postgres_version": self.postgres.programs.version,
            "home": str(self.postgres.home),
            "database_url": self.postgres.database_url(self.ports["postgres"]),
            "redis_url": self.valkeys["broker"].url(self.ports["broker"]),
            "cache_url": self.valkeys["cache"].url(self.ports["cache"]),
        }
        write_private(self.where.servers_file, json.dumps(content, indent=1) + "\n")

    def tend(self) -> None:
        """Start again what died and write down the new process ids."""
        before = [kept.process for kept in self.kept.values()]
        for kept in self.kept.values():
            kept.tend()
        if [kept.process for kept in self.kept.values()] != before:
            self.record("ready")

    def stop(self) -> None:
        self.record("stopping")
        for name in reversed(NAMES):
            if name in self.kept:
                self.kept[name].stop()
        self.record("stopped")


def say(text: str) -> None:
    """A line in keeper.log."""
    print(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {text}", file=sys.stderr, flush=True)


def keep(where: Places, *, durable: bool) -> int:
    """Run the servers until SIGTERM or until nobody uses them; says `ready` or why not on standard output."""
    where.make()
    asked_to_stop = False

    def note(_signum: int, _frame: object) -> None:
        nonlocal asked_to_stop
        asked_to_stop = True

    signal.signal(signal.SIGTERM, note)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    own_lock = locks.take(servers.keeper_lock(where), wait=False)
    if own_lock is None:
        return _report("the servers already have a keeper", 1)
    keeper: Keeper | None = None
    try:
        keeper = Keeper(where, durable=durable)
        keeper.start()
        say(f"ready: PostgreSQL {keeper.postgres.programs.version}, ports {keeper.ports}")
        _report("ready", 0)
        while not asked_to_stop and locks.take(servers.users_lock(where), wait=False) is None:
            keeper.tend()
            time.sleep(0.1)
        return 0
    except (EmbeddedError, OSError) as error:
        say(str(error))
        return _report(str(error), 1)
    finally:
        if keeper is not None and keeper.kept:
            keeper.stop()
            say("stopped")
        # Before the users' lock goes with this process (the kernel keeps no order): who waits for that one
        # must not find this one held and take the servers for running.
        os.close(own_lock)


def _report(text: str, code: int) -> int:
    """Say it to whoever started the keeper, then close the pipe."""
    with contextlib.suppress(BrokenPipeError):  # it was killed meanwhile
        print(text, flush=True)
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.close(null)
    return code
