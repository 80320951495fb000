"""The whole product as its users run it, on a throw-away var directory, each process in reach of SIGKILL."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from contest.config.embedded import servers
from contest.config.embedded.places import PROJECT, Places
from contest.config.embedded.ports import free_loopback_ports
from contest.config.embedded.processes import is_alive, last_lines
from tests.harness.places import throw_away

START_SECONDS = 120.0
PROGRAMS = ("web", "worker-score", "worker-clock", "worker-bulk", "beat")
SERVERS = ("postgres", "broker", "cache")
FOREIGN = frozenset(
    {"DATABASE_URL", "REDIS_URL", "CACHE_URL", "DJANGO_SETTINGS_MODULE", "SECRET_KEY", "HTTPS"}
    | {"FIELD_KEYS", "SIGNING_KEYS", "ALLOWED_HOSTS"}
)


class Product:
    """`make run` without its bootstrap: start it, kill parts of it, start it again on the same data."""

    def __init__(self, where: Places, *, demo: bool) -> None:
        self.where = where
        self.demo = demo
        self.port = free_loopback_ports([None])[0]
        self.url = f"http://127.0.0.1:{self.port}"
        self._supervisor: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        """What the product and commands beside it need; nothing of the test run's own settings."""
        kept = {name: value for name, value in os.environ.items() if name not in FOREIGN}
        return kept | {
            "CONTEST_VAR": str(self.where.var),
            "CONTEST_PORT": str(self.port),
            "NO_DEMO": "0" if self.demo else "1",
        }

    def start(self) -> float:
        """Start the supervisor and wait until the site can serve; returns the seconds it took."""
        began = time.monotonic()
        self.where.make()
        with (self.where.log / "supervisor.log").open("ab") as log:
            self._supervisor = subprocess.Popen(
                [sys.executable, "-m", "contest.config.embedded", "up"],
                cwd=PROJECT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.wait_until_ready()
        return time.monotonic() - began

    def wait_until_ready(self, patience: float = START_SECONDS) -> None:
        """Wait until web and PostgreSQL answer."""
        deadline = time.monotonic() + patience
        while not self._is_ready():
            ended = self._supervisor is None or self._supervisor.poll() is not None
            if ended or time.monotonic() > deadline:
                raise AssertionError(
                    f"the product is not ready:\n{last_lines(self.where.log / 'supervisor.log', 40)}"
                )
            time.sleep(0.05)

    def _is_ready(self) -> bool:
        """Whether the site of this very supervisor can serve (an earlier one's may still be ending)."""
        try:
            if self._supervisor is None or self.pid("supervisor") != self._supervisor.pid:
                return False
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=5) as answer:  # noqa: S310  # our own http
                return bool(answer.status == 200)
        except (OSError, KeyError, ValueError):
            return False

    def pid(self, name: str) -> int:
        """The process called `name`: supervisor, keeper, or one of PROGRAMS and SERVERS."""
        if name == "keeper":
            return int(self._recorded("servers")["keeper"])
        if name in SERVERS:
            return int(self._recorded("servers")["pids"][name])
        if name == "supervisor":
            return int(self._recorded("supervisor")["pid"])
        return int(self._recorded("supervisor")["children"][name]["pid"])

    def _recorded(self, name: str) -> dict[str, Any]:
        content: dict[str, Any] = json.loads((self.where.run / f"{name}.json").read_text(encoding="utf-8"))
        return content

    def kill(self, name: str) -> int:
        """SIGKILL the process (a program with its children), wait until it is gone; returns its id.

        One that ends by itself just then, for want of a server, is killed in its next life.
        """
        send = os.killpg if name in PROGRAMS else os.kill
        deadline = time.monotonic() + 20
        while True:
            pid = self.pid(name)
            try:
                send(pid, signal.SIGKILL)
                break
            except ProcessLookupError:
                assert time.monotonic() < deadline, f"{name} does not run"
                time.sleep(0.05)
        if name == "supervisor" and self._supervisor is not None:
            self._supervisor.wait()
            self._supervisor = None
        self._wait_until_gone(pid)
        return pid

    def _wait_until_gone(self, pid: int) -> None:
        deadline = time.monotonic() + 20
        while is_alive(pid):
            if time.monotonic() > deadline:
                raise AssertionError(f"process {pid} is still there")
            time.sleep(0.02)

    def wait_until_back(self, name: str, old: int, patience: float = 60.0) -> None:
        """Wait until somebody else runs in the place of the killed process and the site is ready."""
        deadline = time.monotonic() + patience
        while True:
            with contextlib.suppress(FileNotFoundError, KeyError, ValueError):
                pid = self.pid(name)
                if pid != old and is_alive(pid):
                    break
            if time.monotonic() > deadline:
                raise AssertionError(f"{name} does not come back")
            time.sleep(0.05)
        self.wait_until_ready()

    def stop(self) -> float:
        """Ctrl-C, and wait for the end of everything; returns the seconds it took."""
        began = time.monotonic()
        if self._supervisor is not None:
            self._supervisor.send_signal(signal.SIGINT)
            self._supervisor.wait(60)
            self._supervisor = None
        return time.monotonic() - began

    def manage(self, *words: str) -> str:
        """Run a management command beside the product and return its standard output."""
        return subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=PROJECT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        ).stdout

    def wait_until_nothing_is_left(self, patience: float = 30.0) -> None:
        """Wait until no process has to do with this var directory any more."""
        deadline = time.monotonic() + patience
        while left := self.processes():
            if time.monotonic() > deadline:
                raise AssertionError(f"still running: {left}")
            time.sleep(0.1)

    def processes(self) -> list[str]:
        """The command lines of all processes that still have to do with this var directory."""
        mark = str(self.where.var).encode()
        found: list[str] = []
        for entry in os.scandir("/proc"):
            if entry.name.isdigit() and int(entry.name) != os.getpid():
                with contextlib.suppress(OSError):
                    command = _read(f"{entry.path}/cmdline")
                    if mark in command or mark in _read(f"{entry.path}/environ"):
                        found.append(command.replace(b"\0", b" ").decode(errors="replace"))
        return found


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


@contextmanager
def running_product(*, demo: bool) -> Iterator[Product]:
    """A running product that is stopped, and its data removed, at the end."""
    with throw_away("contest-product-") as where:
        product = Product(where, demo=demo)
        try:
            product.start()
            yield product
        finally:
            product.stop()
            servers.release(where)
