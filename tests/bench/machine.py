"""The processes of the product under measure: their CPU time, and a second web server beside them."""

import os
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from contest.config.embedded.places import PROJECT, places
from contest.config.embedded.ports import free_loopback_ports
from tests.harness.product import Product

_TICK = os.sysconf("SC_CLK_TCK")
PRODUCT_APPLICATION = "contest.config.wsgi:application"
START_SECONDS = 30.0


def pid_of(name: str) -> int:
    """The process of the running product called `name`, as `Product.pid` names them."""
    return Product(places(), demo=False).pid(name)


def cpu_ms(*roots: int) -> float:
    """The CPU time of these processes and everything below them so far, in milliseconds."""
    parents, used = {}, {}
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            try:
                words = Path(entry.path, "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            except (FileNotFoundError, ProcessLookupError):
                continue
            parents[int(entry.name)] = int(words[1])
            used[int(entry.name)] = sum(map(int, words[11:15]))
    return sum(ticks for pid, ticks in used.items() if _is_below(pid, parents, roots)) * 1000 / _TICK


def _is_below(pid: int, parents: dict[int, int], roots: tuple[int, ...]) -> bool:
    while pid:
        if pid in roots:
            return True
        pid = parents.get(pid, 0)
    return False


@contextmanager
def second_server(application: str, **variables: str) -> Iterator[tuple[int, int]]:
    """Another application under the product's own web server options; gives its port and process."""
    port = free_loopback_ports([None])[0]
    running = Path(f"/proc/{pid_of('web')}/cmdline").read_text(encoding="utf-8").rstrip("\0").split("\0")
    argv = [application if word == PRODUCT_APPLICATION else word for word in running]
    argv[argv.index("--port") + 1] = str(port)
    variables = {"DATABASE_URL": _database_url(), **variables}
    server = subprocess.Popen(argv, env=os.environ | variables, cwd=PROJECT)
    try:
        _wait_for(port, server)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(30)


def _database_url() -> str:
    if settings.OWN is None:
        raise AssertionError("the bench measures the product with servers of its own")
    return str(settings.OWN.database_url)


def _wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise AssertionError("the second server does not start") from None
            time.sleep(0.05)
        else:
            return
