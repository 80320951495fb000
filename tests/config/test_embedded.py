"""The parts of the embedded servers that need no server to be tried."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from contest.config.embedded import locks, ports
from contest.config.embedded.accounts import Account, can_reach
from contest.config.embedded.places import EmbeddedError, Places
from contest.config.embedded.postgres import found_postgres
from contest.config.embedded.processes import Kept, Program, is_alive, spawn
from contest.config.embedded.secrets import kept_secret


def a_program(tmp_path: Path, code: str) -> Program:
    return Program(
        name="p", argv=[sys.executable, "-c", code], log=tmp_path / "p.log", cwd=tmp_path, patience=5
    )


def test_data_of_another_major_version_is_refused_in_plain_words(tmp_path: Path) -> None:
    data = tmp_path / "postgres" / "data"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("9\n")
    with pytest.raises(EmbeddedError) as raised:
        found_postgres(Places(tmp_path), tmp_path, None, durable=True)
    text = str(raised.value)
    assert "holds data of PostgreSQL 9" in text
    assert "dump" in text
    assert str(data.parent) in text


def test_everybody_who_asks_at_once_gets_the_same_secret(tmp_path: Path) -> None:
    where = Places(tmp_path)
    where.make()
    found: list[str] = []
    askers = [threading.Thread(target=lambda: found.append(kept_secret(where, "key"))) for _ in range(12)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert len(set(found)) == 1
    assert len(found[0]) == 43
    assert (where.secrets / "key").stat().st_mode & 0o077 == 0


def test_a_port_in_use_is_stepped_over() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert not ports.is_free(port)
        found = ports.first_free(port, "127.0.0.1")
        assert found is not None
        assert found > port
        assert ports.free_loopback_ports([port, None])[0] != port


def test_a_lock_goes_with_its_process_however_it_ends(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    code = (
        f"import fcntl, time; f = open({str(path)!r}, 'w'); fcntl.flock(f, fcntl.LOCK_EX);"
        "print(1, flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    with holder.stdout:
        holder.stdout.readline()
    assert locks.is_held(path)
    assert locks.take(path, wait=False) is None
    holder.kill()
    holder.wait()
    assert not locks.is_held(path)


def test_a_dead_process_that_nobody_reaped_does_not_live() -> None:
    child = subprocess.Popen([sys.executable, "-c", ""])
    deadline = time.monotonic() + 20
    while is_alive(child.pid):  # a zombie from some moment on: nobody waits for it
        assert time.monotonic() < deadline
        time.sleep(0.02)
    child.wait()
    assert not is_alive(child.pid)


def test_a_program_that_dies_is_started_again_and_ever_more_slowly(tmp_path: Path) -> None:
    said: list[str] = []
    kept = Kept(a_program(tmp_path, "raise SystemExit(3)"), said.append)
    kept.start()
    deadline = time.monotonic() + 20
    while kept.deaths < 2:
        assert time.monotonic() < deadline
        kept.tend()
        time.sleep(0.01)
    waiting = time.monotonic()
    while kept.deaths < 3:
        assert time.monotonic() < deadline
        kept.tend()
        time.sleep(0.01)
    assert time.monotonic() - waiting >= 0.9
    kept.stop()
    assert "exit code 3" in said[0]


@pytest.mark.skipif(sys.platform != "linux", reason="not run: only Linux tells a child of its parent's death")
def test_a_program_ends_with_its_parent(tmp_path: Path) -> None:
    child = (
        "import os, time; open('new', 'w').write(str(os.getpid())); os.rename('new', 'pid');time.sleep(60)"
    )
    parent = (
        "import sys, time; from pathlib import Path\n"
        "from contest.config.embedded.processes import Program, spawn\n"
        f"here = Path({str(tmp_path)!r})\n"
        f"spawn(Program(name='c', argv=[sys.executable, '-c', {child!r}], log=here / 'c.log', cwd=here))\n"
        "time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", parent], cwd=Path(__file__).parents[2])
    deadline = time.monotonic() + 20
    while not (tmp_path / "pid").exists():
        assert time.monotonic() < deadline
        time.sleep(0.02)
    pid = int((tmp_path / "pid").read_text())
    assert is_alive(pid)
    process.kill()
    process.wait()
    while is_alive(pid):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_stop_leaves_nothing_of_the_group(tmp_path: Path) -> None:
    code = (
        "import subprocess, sys, time; sleeper = [sys.executable, '-c', 'import time; time.sleep(60)'];"
        "print(subprocess.Popen(sleeper).pid, flush=True); time.sleep(60)"
    )
    kept = Kept(a_program(tmp_path, code), print)
    kept.start()
    log = tmp_path / "p.log"
    deadline = time.monotonic() + 20
    while not log.read_text().endswith("\n"):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    grandchild = int(log.read_text())
    assert is_alive(grandchild)
    kept.stop()
    while is_alive(grandchild):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_death_leaves_nothing_of_the_group(tmp_path: Path) -> None:
    code = (
        "import subprocess, sys; sleeper = [sys.executable, '-c', 'import time; time.sleep(60)'];"
        "print(subprocess.Popen(sleeper).pid, flush=True)"
    )
    kept = Kept(a_program(tmp_path, code), lambda _text: None)
    kept.start()
    assert kept.process is not None
    kept.process.wait(20)
    grandchild = int((tmp_path / "p.log").read_text())
    assert is_alive(grandchild)
    kept.tend()
    deadline = time.monotonic() + 20
    while is_alive(grandchild):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    kept.stop()


def test_a_closed_directory_on_the_way_keeps_another_account_out(tmp_path: Path) -> None:
    stranger = Account(uid=os.getuid() + 1, gid=os.getgid() + 1)
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    assert not can_reach(closed / "data", stranger)
    assert can_reach(closed / "data", None)
    assert can_reach(Path("/usr/data"), stranger)


def test_a_process_group_of_its_own_hears_no_ctrl_c(tmp_path: Path) -> None:
    process = spawn(a_program(tmp_path, "import time; time.sleep(60)"))
    assert os.getpgid(process.pid) == process.pid != os.getpgid(0)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
