"""Threads that are the first to read a kind of Struct: a web process meets them with the first rush."""

import subprocess
import sys
from types import SimpleNamespace

import pytest

TIMES = 6  # of unguarded processes more than every second one dies

_AT_ONCE = """
import sys, threading
{prepare}
sys.setswitchinterval(1e-6)
together = threading.Barrier(8)
def one():
    together.wait()
    {read}
threads = [threading.Thread(target=one) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
"""
READS = {
    "terms": (
        "from contest.rules.terms import parse; from tests.rules.definitions import a_definition; "
        "plain = a_definition()",
        "parse(plain)",
    ),
    "body": (
        "import django; django.setup()\n"
        "from msgspec import Struct; from contest.api.bodies import read\n"
        "from contest.services.save_answers import GivenAnswer\n"
        "from tests.api import test_first_readers as here\n"
        "class Save(Struct):\n    epoch: int\n    answers: list[GivenAnswer]",
        "read(here.a_save(), Save)",
    ),
}


def a_save() -> SimpleNamespace:
    """As much of a request as is looked at."""
    body = b'{"epoch": 1, "answers": [{"position": 0, "sequence": 1, "chosen": [1]}]}'
    return SimpleNamespace(META={"CONTENT_TYPE": "application/json"}, body=body)


@pytest.mark.parametrize("what", READS)
def test_the_first_readers_may_come_at_once(what: str) -> None:
    prepare, read = READS[what]
    script = _AT_ONCE.format(prepare=prepare, read=read)
    for _ in range(TIMES):
        ended = subprocess.run(
            [sys.executable, "-c", script], stderr=subprocess.PIPE, check=False, text=True, timeout=60
        )
        assert (ended.returncode, ended.stderr) == (0, "")
