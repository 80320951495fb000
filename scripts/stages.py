"""All checks and tests as named stages in two lanes, with a summary: `stages.py [STAGE...]`.

Every stage runs even when an earlier one failed. The output of a stage lies in var/test/<stage>.log and is
shown when it failed.
"""

import os
import re
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
LOGS = PROJECT / "var" / "test"
BIN = PROJECT / ".venv" / "bin"
PRODUCTION = {  # what `check --deploy` looks at; nothing is connected to
    "DATABASE_URL": "postgresql://contest:unused@db/contest",
    "REDIS_URL": "redis://redis:6379/0",
    "CACHE_URL": "redis://redis:6379/1",
    "ALLOWED_HOSTS": "contest.example",
    "SECRET_KEY": "8f1c27d06b4e" * 5,
    "FIELD_KEYS": f"1:{'A' * 43}",
    "SIGNING_KEYS": f"1:{'B' * 42}A",
}
TESTS = {"DJANGO_SETTINGS_MODULE": "tests.settings"}


@dataclass
class Stage:
    """A command with a name; `counts` says whether its output names passed and failed tests."""

    name: str
    argv: list[str]
    cwd: Path = PROJECT
    env: dict[str, str] = field(default_factory=dict)
    counts: bool = False
    seconds: float = 0.0
    result: str = "not run"
    passed: int = 0
    failed: int = 0

    @property
    def log(self) -> Path:
        return LOGS / f"{self.name}.log"

    def run(self) -> None:
        began = time.monotonic()
        with self.log.open("wb") as log:
            code = subprocess.run(
                self.argv,
                cwd=self.cwd,
                env=os.environ | {"PATH": f"{BIN}:{os.environ.get('PATH', os.defpath)}"} | self.env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                check=False,
            ).returncode
        self.seconds = time.monotonic() - began
        self.result = "ok" if code == 0 else "FAILED"
        text = re.sub(r"\x1b\[[0-9;]*m", "", self.log.read_text(encoding="utf-8", errors="replace"))
        if self.counts:
            self.passed = last_number(text, r"(\d+) passed", r"\bpass (\d+)")
            self.failed = last_number(text, r"(\d+) failed", r"\bfail (\d+)")
            errors = last_number(text, r"(\d+) errors?\b")
            self.failed = max(self.failed + errors, int(code != 0))
        else:
            self.passed, self.failed = int(code == 0), int(code != 0)
        tail = "" if code == 0 else "\n" + "\n".join(f"    | {line}" for line in text.splitlines()[-80:])
        print(f"{self.result:>6}  {self.name} ({self.seconds:.1f} s){tail}", flush=True)


def last_number(text: str, *patterns: str) -> int:
    """The number in the last place any of the patterns is found; 0 when none is."""
    found = [match for pattern in patterns for match in re.finditer(pattern, text)]
    return int(max(found, key=lambda match: match.start()).group(1)) if found else 0


def lanes() -> tuple[list[Stage], list[Stage], list[Stage]]:
    """Two lanes of about the same length, and what comes after both."""
    frontend = PROJECT / "frontend"
    python, manage = str(BIN / "python"), [str(BIN / "python"), "manage.py"]
    schema, types = str(LOGS / "openapi.json"), str(LOGS / "schema.d.ts")
    back = [
        Stage("ruff", ["ruff", "check", "."]),
        Stage("format", ["ruff", "format", "--check", "."]),
        Stage("imports", ["lint-imports"]),
        Stage("migrations", [*manage, "makemigrations", "--check", "--dry-run"], env=TESTS),
        Stage("deploy", [*manage, "check", "--deploy", "--fail-level", "WARNING"], env=PRODUCTION),
        Stage(
            "openapi",
            [
                "sh",
                "-ec",
                '"$0" manage.py spectacular --fail-on-warn --validate --format openapi-json --file "$1"\n'
                'cmp "$1" frontend/openapi.json || { echo "openapi.json is stale: make api"; exit 1; }\n'
                'cd frontend && npx --no-install openapi-typescript "$1" -o "$2"\n'
                'cmp "$2" shared/api/schema.d.ts || { echo "schema.d.ts is stale: make api"; exit 1; }',
                *(python, schema, types),
            ],
            env=TESTS,
        ),
        Stage("pytest", [python, "-m", "pytest", "--durations=10", "-m", "not kill"], counts=True),
    ]
    front = [
        Stage("mypy", ["mypy"]),
        Stage("frontend-check", ["npm", "run", "--silent", "check"], cwd=frontend),
        Stage("frontend-test", ["npm", "run", "--silent", "test"], cwd=frontend, counts=True),
        Stage("frontend-build", ["npm", "run", "--silent", "build"], cwd=frontend),
        Stage("pytest-kill", [python, "-m", "pytest", "--durations=10", "-m", "kill"], counts=True),
    ]
    with_product = [python, "-m", "tests.harness", "npm", "--prefix", str(frontend), "run", "--silent", "e2e"]
    return back, front, [Stage("browser", with_product, counts=True)]


def run_all(stages: list[Stage]) -> None:
    for stage in stages:
        stage.run()


def main(wanted: list[str]) -> int:
    LOGS.mkdir(parents=True, exist_ok=True)
    back, front, after = lanes()
    everything = [*back, *front, *after]
    unknown = set(wanted) - {stage.name for stage in everything}
    if unknown:
        print(
            f"no such stage: {', '.join(sorted(unknown))}; there are {', '.join(s.name for s in everything)}"
        )
        return 2
    for stages in (back, front, after):
        stages[:] = [stage for stage in stages if not wanted or stage.name in wanted]
    left_out = os.environ.get("BROWSER_TESTS") == "0" and bool(after)
    beside = threading.Thread(target=run_all, args=[front])
    began = time.monotonic()
    beside.start()
    run_all(back)
    beside.join()
    if not left_out:
        run_all(after)
    return summary([*back, *front, *after], time.monotonic() - began, left_out=left_out)


def summary(stages: list[Stage], seconds: float, *, left_out: bool) -> int:
    """Print the table and the last line; returns the exit code."""
    print()
    for stage in stages:
        result = "left out by BROWSER_TESTS=0" if left_out and stage.name == "browser" else stage.result
        tests = (
            f"{stage.passed} passed, {stage.failed} failed"
            if stage.counts and stage.result != "not run"
            else ""
        )
        print(f"{stage.name:<16}{stage.seconds:8.1f} s  {result:<8}{tests}".rstrip())
    failed = [stage for stage in stages if stage.result == "FAILED"]
    for stage in failed:
        print(f"see {stage.log.relative_to(PROJECT)}")
    counted = [stage for stage in stages if stage.counts] if any(stage.counts for stage in stages) else stages
    others = sum(stage.failed for stage in failed if stage not in counted)
    print(f"\n{seconds:.0f} s")
    print(f"{sum(s.passed for s in counted)} passed, {sum(s.failed for s in counted) + others} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
