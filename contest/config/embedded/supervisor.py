"""The process behind `make run`: servers, migrations, demo, web, workers and beat, and their orderly end."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from contest.config import env
from contest.config.embedded import locks, servers
from contest.config.embedded.places import PROJECT, EmbeddedError, Places, write_private
from contest.config.embedded.ports import first_free
from contest.config.embedded.processes import Kept, Program, is_alive, kill_group, last_lines

WEB_START_SECONDS = 60.0
STOP_SECONDS = 15.0
NOT_OURS = "DATABASE_URL", "REDIS_URL", "CACHE_URL"


class StopSignal:
    """Whether SIGINT, SIGTERM or SIGHUP has come since this was made."""

    def __init__(self) -> None:
        self.asked = False
        for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(signum, self._note)

    def _note(self, _signum: int, _frame: object) -> None:
        self.asked = True


class Supervisor:
    """The processes of the product on top of the servers."""

    def __init__(self, where: Places, host: str, port: int, stop: StopSignal) -> None:
        self.where = where
        self.host = host
        self.port = port
        self.kept = [Kept(program, self.say) for program in self._programs()]
        self.stop = stop
        self.wants_demo = not env.flag("NO_DEMO")
        self.knows_demo = self.wants_demo and _demo_file(where).exists()
        self._began = time.monotonic()
        self._recorded: list[subprocess.Popen[bytes] | None] = []

    @property
    def url(self) -> str:
        return f"http://{'127.0.0.1' if self.host == '0.0.0.0' else self.host}:{self.port}/"  # noqa: S104

    def say(self, text: str) -> None:
        print(f"[{time.monotonic() - self._began:5.1f} s] {text}", flush=True)

    def _environment(self) -> dict[str, str]:
        return os.environ | {
            "CONTEST_VAR": str(self.where.var),
            "PROMETHEUS_MULTIPROC_DIR": str(self.where.run / "metrics"),
            "PYTHONUNBUFFERED": "1",
        }

    def _programs(self) -> Iterable[Program]:
        """In the order of starting; stopping goes the other way."""
        celery = [sys.executable, "-m", "celery", "-A", "worker.app"]
        quiet = ["--without-gossip", "--without-mingle", "--loglevel", "INFO"]
        threads, workers = env.whole("WEB_THREADS", 4, at_least=1), env.whole("WEB_WORKERS", 2, at_least=1)
        yield self._program(
            "worker-score",
            [*celery, "worker", "-Q", "score", "-n", "score@%h", "-c", "2", *quiet],
            patience=10,
        )
        yield self._program(
            "worker-bulk", [*celery, "worker", "-Q", "bulk", "-n", "bulk@%h", "-c", "1", *quiet], patience=10
        )
        web: list[str | Path] = [
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "contest.config.wsgi:application",
        ]
        web += ["--host", self.host, "--port", str(self.port), "--workers", str(workers)]
        # The server counts connections against this, idle ones too; a process may hold 1,024 files.
        web += ["--blocking-threads", str(threads), "--backlog", "1024", "--backpressure", "900", "--no-ws"]
        web += ["--respawn-failed-workers", "--respawn-interval", "0.5", "--workers-kill-timeout", "3"]
        web += ["--static-path-route", "/published", "--static-path-mount", self.where.var / "published"]
        web += ["--static-path-expires", "5", "--log-level", "warning"]
        yield self._program("web", web, patience=8)
        yield self._program(
            "worker-clock",
            [*celery, "worker", "-Q", "clock", "-n", "clock@%h", "-c", "2", *quiet],
            patience=10,
        )
        yield self._program(
            "beat", [*celery, "beat", "-s", self.where.run / "beat", "--pidfile=", "--loglevel", "WARNING"]
        )

    def _program(self, name: str, argv: list[str | Path], patience: float = 5) -> Program:
        log = self.where.log / f"{name}.log"
        return Program(name=name, argv=argv, log=log, cwd=PROJECT, env=self._environment(), patience=patience)

    def prepare(self) -> None:
        """Servers, tables, demo: everything before the first request."""
        servers.attach_or_start(self.where)
        state = servers.recorded(self.where)
        self.say(f"PostgreSQL {state['postgres_version']} and two Valkeys run (data in {state['home']})")
        self._manage("migrate", "--noinput", "--skip-checks")
        self.say("The tables are up to date")
        if self.wants_demo and not self.knows_demo and not self.stop.asked:
            accounts = self._manage("load_demo", "--new-passwords")
            if accounts:
                write_private(_demo_file(self.where), accounts)
                self.say("The demo contests are loaded")

    def _manage(self, *words: str) -> str:
        """Run a management command and return what it prints, which no log keeps: it may be passwords. Empty
        when it was cut short by a stop.
        """
        with (self.where.log / "manage.log").open("ab") as log:
            command = subprocess.Popen(
                [sys.executable, "manage.py", *words],
                cwd=PROJECT,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,
            )
            said = None
            while said is None:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    said, _ = command.communicate(timeout=0.2)
                if self.stop.asked:
                    command.terminate()
        if self.stop.asked:
            return ""
        if command.returncode != 0:
            raise EmbeddedError(
                f"manage.py {' '.join(words)} failed:\n{last_lines(self.where.log / 'manage.log', 30)}"
            )
        return said

    def start(self) -> None:
        """Start all processes and wait until the web server answers."""
        metrics = self.where.run / "metrics"
        shutil.rmtree(metrics, ignore_errors=True)
        metrics.mkdir()
        (self.where.var / "published").mkdir(exist_ok=True)
        for kept in self.kept:
            kept.start()
        self.record()
        if self.knows_demo and not self.stop.asked:
            self._manage("load_demo")  # a demo whose last round is over is opened anew
        web = next(kept for kept in self.kept if kept.program.name == "web")
        deadline = time.monotonic() + WEB_START_SECONDS
        while not self.stop.asked and not self._web_answers():
            self.tend()
            if web.deaths >= 3 or time.monotonic() > deadline:
                log = web.program.log
                raise EmbeddedError(f"the web server does not start; the end of {log}:\n{last_lines(log)}")
            time.sleep(0.05)

    def _web_answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}healthz", timeout=5):  # noqa: S310  # our own http address
                return True
        except (urllib.error.URLError, OSError):
            return False

    def tend(self) -> None:
        """Start again what died, the keeper of the servers included."""
        for kept in self.kept:
            kept.tend()
        if [kept.process for kept in self.kept] != self._recorded:
            self.record()
        if not servers.keeper_is_alive(self.where):
            before = servers.recorded(self.where).get("ports")
            self.say("The keeper of the servers ended, starting it again")
            servers.attach_or_start(self.where)
            if servers.recorded(self.where).get("ports") != before:
                self.stop_all()
                for kept in self.kept:
                    kept.start()

    def record(self) -> None:
        """Write down url and process ids, for the next run and for tests."""
        self._recorded = [kept.process for kept in self.kept]
        content = {
            "pid": os.getpid(),
            "url": self.url,
            "children": {
                kept.program.name: {"pid": kept.process.pid, "born": born(kept.process.pid)}
                for kept in self.kept
                if kept.process is not None
            },
        }
        write_private(_record_file(self.where), json.dumps(content, indent=1) + "\n")

    def stop_all(self) -> None:
        """Stop beat and web, then the workers: nobody is left who could ask a worker for something."""
        for kept in reversed(self.kept):
            kept.ask_to_stop()
        for kept in reversed(self.kept):
            kept.stop()


def up(where: Places) -> int:
    """Run the product until SIGINT, SIGTERM or SIGHUP; returns the exit code."""
    given = [name for name in NOT_OURS if os.environ.get(name)]
    if given:
        raise EmbeddedError(
            f"{given[0]} is set, but this command brings its own servers. Unset it, "
            "or run web, workers and beat as docker-compose.yml does."
        )
    where.make()
    lock = locks.take(where.run / "supervisor.lock", wait=False)
    if lock is None:
        print(
            f"It runs already: {_recorded(where).get('url', '')} (process {_recorded(where).get('pid', '?')})"
        )
        return 0
    stop = StopSignal()
    clear_leftovers(where)
    host = env.text("CONTEST_HOST", "127.0.0.1")
    wanted = env.whole("CONTEST_PORT", 8000, at_least=1, at_most=65_535)
    port = first_free(wanted, host)
    if port is None:
        raise EmbeddedError(f"no free port from {wanted} on; set CONTEST_PORT")
    supervisor = Supervisor(where, host, port, stop)
    try:
        supervisor.prepare()
        if not supervisor.stop.asked:
            supervisor.start()
            _welcome(supervisor, wanted)
        while not supervisor.stop.asked:
            supervisor.tend()
            time.sleep(0.2)
    finally:
        _finish(supervisor)
    return 0


def _welcome(supervisor: Supervisor, wanted_port: int) -> None:
    if supervisor.stop.asked:
        return
    if supervisor.port != wanted_port:
        supervisor.say(f"Port {wanted_port} is taken, so this runs on {supervisor.port}")
    supervisor.say("Web, workers and beat run")
    demo = _demo_file(supervisor.where)
    accounts = ""
    if supervisor.wants_demo and demo.exists():
        accounts = f"\nDemo accounts (user name, password):\n\n{demo.read_text(encoding='utf-8').rstrip()}\n"
    print(f"{accounts}\n    {supervisor.url}\n\nLogs: {supervisor.where.log}   Stop: Ctrl-C", flush=True)


def _finish(supervisor: Supervisor) -> None:
    """Stop everything in order and wait for the servers too, unless another command still uses them."""
    supervisor.say("Stopping")
    supervisor.stop_all()
    where = supervisor.where
    servers.release(where)
    let_go = time.monotonic()
    keeper = servers.recorded(where).get("keeper", 0)
    while _is_ending(where, keeper) and time.monotonic() < let_go + STOP_SECONDS:
        if time.monotonic() > let_go + 3 and servers.recorded(where).get("state") == "ready":
            supervisor.say("The servers stay up for another command that uses them")
            return
        time.sleep(0.05)
    supervisor.say("All stopped")


def _is_ending(where: Places, keeper: int) -> bool:
    return servers.keeper_is_alive(where) or (keeper != 0 and is_alive(keeper))


def born(pid: int) -> str:
    """When a process began, in clock ticks, to tell it from a later one of the same id; empty if unknown."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[19]
    except (FileNotFoundError, ProcessLookupError):
        return ""


def clear_leftovers(where: Places) -> None:
    """End the processes of a supervisor that was killed; the caller holds the supervisor's lock."""
    children = _recorded(where).get("children", {})
    ours = [
        child["pid"] for child in children.values() if child["born"] and born(child["pid"]) == child["born"]
    ]
    for pid in ours:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + 5
    while any(is_alive(pid) for pid in ours) and time.monotonic() < deadline:
        time.sleep(0.05)
    for child in children.values():
        if child["born"]:
            kill_leftover_group(child["pid"], child["born"])


def kill_leftover_group(leader: int, leader_born: str) -> None:
    """Kill what is left of a group, unless its id went to somebody younger than the leader was recorded."""
    now = born(leader)
    if now in ("", leader_born):
        kill_group(leader)


def _demo_file(where: Places) -> Path:
    """The accounts of the demo, with the passwords they were given here."""
    return where.secrets / "demo.txt"


def _record_file(where: Places) -> Path:
    return where.run / "supervisor.json"


def _recorded(where: Places) -> dict[str, Any]:
    try:
        content: dict[str, Any] = json.loads(_record_file(where).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return content
