"""Each import contract is tried with a deliberate violation: a contract that cannot break guards nothing."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("quizzes", "contest", "worker")
LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")

# contract id -> (file that is written or extended, the line that must not be allowed)
VIOLATIONS = {
    "packages": ("quizzes/refusals.py", "import contest.rules.terms"),
    "contest-layers": ("contest/rules/lifecycle.py", "import contest.models"),
    "quizzes-layers": ("quizzes/refusals.py", "import quizzes.models"),
    "worker-layers": ("worker/schedule.py", "import worker.app"),
    "pure-rules": ("contest/rules/lifecycle.py", "import django.conf"),
    "doors-never-touch-models": ("contest/api/problem.py", "import contest.models"),
    "celery-home": ("contest/services/__init__.py", "import celery"),
    "redis-home": ("contest/services/__init__.py", "import redis"),
    "contest-rules-flow": ("contest/rules/lifecycle.py", "import contest.rules.ranking"),
    "quizzes-rules-flow": ("quizzes/rules/texts.py", "import quizzes.rules.drawing"),
}
UNSEEN_MODULES = {
    "contest-layers": "contest/utils.py",
    "quizzes-layers": "quizzes/helpers.py",
    "worker-layers": "worker/utils.py",
}


def _copy(tmp_path: Path) -> Path:
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / ".importlinter", tmp_path)
    return tmp_path


def _broken(tree: Path, contract: str) -> bool:
    ran = subprocess.run(
        [LINT_IMPORTS, "--contract", contract, "--no-cache"],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Could not" not in ran.stdout, ran.stdout
    return ran.returncode == 1 and "1 broken" in ran.stdout


@pytest.mark.parametrize("contract", VIOLATIONS)
def test_a_forbidden_import_breaks_the_contract(contract: str, tmp_path: Path) -> None:
    tree = _copy(tmp_path)
    name, line = VIOLATIONS[contract]
    file = tree / name
    file.write_text(f"{file.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    assert _broken(tree, contract)


@pytest.mark.parametrize("contract", UNSEEN_MODULES)
def test_a_module_outside_the_layers_breaks_the_contract(contract: str, tmp_path: Path) -> None:
    tree = _copy(tmp_path)
    (tree / UNSEEN_MODULES[contract]).write_text('"""Unseen."""\n', encoding="utf-8")
    assert _broken(tree, contract)


def test_siblings_may_not_form_a_cycle(tmp_path: Path) -> None:
    tree = _copy(tmp_path)
    pair = ("contest/boards/first_of_a_pair.py", "contest/boards/second_of_a_pair.py")
    (tree / pair[0]).write_text("import contest.boards.second_of_a_pair\n", encoding="utf-8")
    (tree / pair[1]).write_text("import contest.boards.first_of_a_pair\n", encoding="utf-8")
    assert _broken(tree, "no-cycles")


def test_every_contract_is_tried() -> None:
    lines = (ROOT / ".importlinter").read_text(encoding="utf-8").splitlines()
    contracts = {
        line.removeprefix("[importlinter:contract:").removesuffix("]")
        for line in lines
        if line.startswith("[importlinter:contract:")
    }
    assert contracts == {*VIOLATIONS, "no-cycles"}
