"""The same question twice: told by its stem together with its options, in any order and case."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from hashlib import sha256

from quizzes.formats.pinning import pinned_options
from quizzes.formats.reading import Item, RefusedRow
from quizzes.rules.texts import typed_form


def fingerprint(stem: str, options: Sequence[str]) -> str:
    """64 hex digits, equal for questions that ask the same with the same options.

    An equal stem with other options is another question: drawings and "which of these" stems repeat. The
    order of the options counts only where an option speaks of it («Cả A và B»).
    """
    said = [_plain(option) for option in options]
    ordered = len(pinned_options(options)) == len(options)
    parts = [_plain(stem), *(said if ordered else sorted(said))]
    return sha256("\x1f".join(parts).encode()).hexdigest()


def without_duplicates(
    rows: Iterable[Item | RefusedRow], known: Collection[str]
) -> Iterator[Item | RefusedRow]:
    """The rows in order, each repeat turned into a refusal.

    `known` are fingerprints of the bank. Rows that repeat a question with another key are refused all of
    them, the first one too: nothing tells which key is right.
    """
    marked = [(row, fingerprint(row.stem, row.options) if isinstance(row, Item) else "") for row in rows]
    keys: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for row, mark in marked:
        if isinstance(row, Item):
            keys[mark].add(tuple(sorted(_plain(row.options[index]) for index in row.correct)))
    seen: set[str] = set()
    for row, mark in marked:
        code = _objection(mark, known, keys, seen) if isinstance(row, Item) else None
        yield RefusedRow(row.place, code, row.stem) if code and isinstance(row, Item) else row
        seen.add(mark)


def _objection(
    mark: str, known: Collection[str], keys: dict[str, set[tuple[str, ...]]], seen: set[str]
) -> str | None:
    if len(keys[mark]) > 1:
        return "keys_contradict"
    if mark in known:
        return "already_in_bank"
    return "duplicate_in_file" if mark in seen else None


def _plain(text: str) -> str:
    return typed_form(text.rstrip(" .;,:?"))
