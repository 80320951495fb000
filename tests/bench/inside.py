"""The measuring process beside a running product: `python -m tests.bench.inside PORT [PART...]`."""

import os
import sys
import time
from importlib import import_module
from pathlib import Path

import django

from tests.bench.report import Report
from tests.bench.size import EXTRA_NAME

# Storage before scoring: a heap of attempts scored at one stroke leaves more room behind than life does.
PARTS = ("saves", "logins", "starts", "submits", "storage", "board", "scoring")


def main(port: int, wanted: list[str]) -> int:
    """Measure the parts in order, each module's `measure`; returns 2 for a part that is not there."""
    unknown = [name for name in wanted if name not in PARTS]
    if unknown:
        print(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    django.setup()
    report, began = Report(EXTRA_NAME), time.monotonic()
    try:
        for name in PARTS:
            if not wanted or name in wanted:
                print(f"[{time.monotonic() - began:5.1f} s] {name}", file=sys.stderr, flush=True)
                import_module(f"tests.bench.{name}").measure(port, report)
    finally:
        report.took_seconds = time.monotonic() - began
        report.write(Path(os.environ["BENCH_RESULT"]))
        print(report.table(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2:]))
