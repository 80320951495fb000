"""Child processes that end with their parent and are started again when they die."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from contest.config.embedded.accounts import Account

PR_SET_PDEATHSIG = 1
LOG_KEPT_BYTES = 20_000_000
SLOWEST_RESTART_SECONDS = 15.0
STEADY_AFTER_SECONDS = 30.0
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


@dataclass(frozen=True)
class Program:
    """What to run; `stop` is the signal that ends it in good order within `patience` seconds."""

    name: str
    argv: Sequence[str | Path]
    log: Path
    cwd: Path
    env: Mapping[str, str] | None = None
    account: Account | None = None
    stop: signal.Signals = signal.SIGTERM
    patience: float = 10.0


def spawn(program: Program) -> subprocess.Popen[bytes]:
    """Start the program in a process group of its own; on Linux its stop signal comes when this process dies.

    Call it from the main thread: the kernel watches the thread that forked.
    """
    parent = os.getpid()

    def die_with_parent() -> None:
        if LIBC is not None:
            LIBC.prctl(PR_SET_PDEATHSIG, int(program.stop))
            if os.getppid() != parent:
                os.kill(os.getpid(), signal.SIGKILL)

    account = program.account
    _turn_over(program.log)
    with program.log.open("ab") as log:
        return subprocess.Popen(
            [str(part) for part in program.argv],
            cwd=program.cwd,
            env=None if program.env is None else dict(program.env),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            user=None if account is None else account.uid,
            group=None if account is None else account.gid,
            extra_groups=None if account is None else [],
            preexec_fn=die_with_parent,
        )


def _turn_over(log: Path) -> None:
    """Keep one older log when the current one has grown."""
    with contextlib.suppress(FileNotFoundError):
        if log.stat().st_size > LOG_KEPT_BYTES:
            log.replace(log.with_suffix(".1.log"))


def end(process: subprocess.Popen[bytes], program: Program) -> None:
    """Ask the process to end, insist after its patience, and leave nothing of its group."""
    if process.poll() is None:
        process.send_signal(program.stop)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(program.patience)
    kill_group(process.pid)
    process.wait()


def kill_group(leader: int) -> None:
    """Kill what is left of the group the process led."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)


class Kept:
    """A program that is started again, ever more slowly, when it dies."""

    def __init__(self, program: Program, say: Callable[[str], None]) -> None:
        self.program = program
        self.process: subprocess.Popen[bytes] | None = None
        self.deaths = 0
        self._say = say
        self._started_at = 0.0
        self._start_again_at: float | None = None

    def start(self) -> None:
        self._started_at = time.monotonic()
        self._start_again_at = None
        self.process = spawn(self.program)

    def tend(self) -> None:
        """Notice a death and start again when it is time; never waits."""
        now = time.monotonic()
        if self._start_again_at is not None:
            if now >= self._start_again_at:
                self.start()
            return
        if self.process is None or self.process.poll() is None:
            return
        kill_group(self.process.pid)
        if now - self._started_at > STEADY_AFTER_SECONDS:
            self.deaths = 0
        wait = min(0.25 * 4**self.deaths, SLOWEST_RESTART_SECONDS) if self.deaths else 0.0
        self.deaths += 1
        self._say(
            f"{self.program.name} ended ({_how(self.process.returncode)}), starting it again; "
            f"see {self.program.log}"
        )
        self._start_again_at = now + wait

    def ask_to_stop(self) -> None:
        """Send the stop signal without waiting."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(self.program.stop)

    def stop(self) -> None:
        """Stop it within its patience."""
        if self.process is not None:
            end(self.process, self.program)
            self.process = None
            self._start_again_at = None


def _how(returncode: int) -> str:
    if returncode >= 0:
        return f"exit code {returncode}"
    try:
        return signal.Signals(-returncode).name
    except ValueError:
        return f"signal {-returncode}"


def is_alive(pid: int) -> bool:
    """Whether the process runs; one that ended and was not yet reaped does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] not in (
            "Z",
            "X",
        )
    except (FileNotFoundError, ProcessLookupError):
        return sys.platform != "linux"


def last_lines(log: Path, count: int = 15) -> str:
    """The end of a log, for the text of an error."""
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return "(no log)"
    return "\n".join(f"    {line}" for line in lines[-count:])
