"""`python -m tests.bench [PART...]`: measure the product, as `make run` starts it, against design 7.

Everything runs on a throw-away var directory with PostgreSQL's fsync on. Without parts all are measured.
`BENCH_PEOPLE=1000000 python -m tests.bench board` measures a board of a million (it takes half an hour).
"""

import os
import subprocess
import sys

from contest.config.embedded.places import PROJECT
from tests.harness.product import running_product

RESULT = PROJECT / "var" / "bench" / "latest.json"


def main(parts: list[str]) -> int:
    """Start the product and measure from a process beside it, which uses its database and Redis."""
    with running_product(demo=False) as product:
        environment = product.environment | {
            "BENCH_RESULT": str(RESULT),
            "DJANGO_SETTINGS_MODULE": "contest.config.settings",
            "LOG_LEVEL": "WARNING",
        }
        command = [sys.executable, "-m", "tests.bench.inside", str(product.port), *parts]
        return subprocess.run(command, env=environment, cwd=PROJECT, check=False).returncode


if __name__ == "__main__":
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.exit(main(sys.argv[1:]))
