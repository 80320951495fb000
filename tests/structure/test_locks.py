"""How rows are held, read from the code (`docs/decisions/0010-the-order-of-locks.md`)."""

import ast
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]

# What waits for the foreign keys that name the row, or takes it away.
HOLDS_THE_KEY = {
    "contest/services/change_contest.py",
    "contest/services/delete_draft_contest.py",
    "contest/services/delete_draft_round.py",
    "contest/services/enter_contest.py",
}


def held() -> Iterator[tuple[str, set[str], set[str]]]:
    """Each `select_for_update`: its file, its own arguments and what else is called in the same chain."""
    for package in ("contest", "quizzes", "worker"):
        for path in sorted((PROJECT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    yield from of_chain(path.relative_to(PROJECT).as_posix(), node)


def of_chain(file: str, outermost: ast.Call) -> Iterator[tuple[str, set[str], set[str]]]:
    """What is held by a chain of calls that ends with this one."""
    names: set[str] = set()
    given: set[str] | None = None
    node: ast.expr = outermost
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        names.add(node.func.attr)
        if node.func.attr == "select_for_update":
            given = {word.arg or "" for word in node.keywords}
        node = node.func.value
        while isinstance(node, ast.Attribute):
            node = node.value
    if given is not None:
        yield file, given, names


def test_the_rows_of_a_join_are_not_held_along_by_chance() -> None:
    """`select_related` has them held too, in an order that nobody chose, unless `of` names what is meant."""
    assert [file for file, given, names in held() if "select_related" in names and "of" not in given] == []


def test_a_row_is_held_so_that_foreign_keys_may_still_name_it() -> None:
    wanted = {"no_key", "of"}
    assert {file for file, given, _ in held() if wanted.isdisjoint(given)} <= HOLDS_THE_KEY
