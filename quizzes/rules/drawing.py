"""Drawing a paper from a bank by a seed.

The lot of a thing is SHA-256 over the seed and its name, and whatever is drawn is taken in order of lots.
So the same seed and bank give the same paper in any language, and who is given the seed can check the draw.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizzes.refusals import Refusal


class BankTooSmall(Refusal):
    """The bank cannot fill the blueprint; `cells` names each cell with how many questions it lacks."""

    code = "bank_too_small"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that may be drawn; `pinned` holds the indexes of options that keep their place."""

    id: str
    topic: str | None = None
    level: str | None = None
    option_count: int = 0
    pinned: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Cell:
    """One row of a blueprint: how many questions of a topic and level, points each. None means any."""

    count: int
    topic: str | None = None
    level: str | None = None
    points: int = 1

    def takes(self, candidate: Candidate) -> bool:
        """True when the candidate fits the cell."""
        return self.topic in (None, candidate.topic) and self.level in (None, candidate.level)


@dataclass(frozen=True, slots=True)
class Placed:
    """A question of a paper; shown option i is option `option_order[i]` of the question."""

    id: str
    points: int
    option_order: tuple[int, ...]


def lot(seed: bytes, *names: str) -> bytes:
    """The lot of a named thing under a seed: 32 bytes, compared as bytes."""
    return hashlib.sha256(b"\0".join((seed, *(name.encode() for name in names)))).digest()


def option_order(seed: bytes, candidate: Candidate, *, shuffle: bool) -> tuple[int, ...]:
    """A permutation of the options in which every pinned option stays in its place."""
    places = range(candidate.option_count)
    if not shuffle:
        return tuple(places)
    free = [place for place in places if place not in candidate.pinned]
    drawn = iter(sorted(free, key=lambda place: lot(seed, "option", candidate.id, str(place))))
    return tuple(place if place in candidate.pinned else next(drawn) for place in places)


def arrange(
    questions: Iterable[tuple[Candidate, int]], *, seed: bytes, shuffle_questions: bool, shuffle_options: bool
) -> tuple[Placed, ...]:
    """A paper of the given questions and their points, in order of lots when questions are shuffled."""
    ordered = list(questions)
    if shuffle_questions:
        ordered.sort(key=lambda pair: lot(seed, "place", pair[0].id))
    return tuple(
        Placed(
            id=candidate.id,
            points=points,
            option_order=option_order(seed, candidate, shuffle=shuffle_options),
        )
        for candidate, points in ordered
    )


def draw(
    bank: Iterable[Candidate],
    cells: Sequence[Cell],
    *,
    seed: bytes,
    shuffle_questions: bool,
    shuffle_options: bool,
) -> tuple[Placed, ...]:
    """A paper that meets the quota of every cell without taking a question twice.

    Refuses BankTooSmall. Cells may overlap («any topic», «any level»): a question is moved to another cell
    where that is what it takes to fill both, so a paper is refused only when none exists. The order of `bank`
    is irrelevant.
    """
    by_lot = sorted({one.id: one for one in bank}.values(), key=lambda one: lot(seed, "draw", one.id))
    chosen = _fill(by_lot, cells)
    return arrange(
        ((candidate, cells[cell].points) for cell, candidate in chosen),
        seed=seed,
        shuffle_questions=shuffle_questions,
        shuffle_options=shuffle_options,
    )


def _fill(by_lot: Sequence[Candidate], cells: Sequence[Cell]) -> list[tuple[int, Candidate]]:
    """Pairs (cell index, candidate) in order of cells, then lots: a maximum matching by augmenting paths."""
    fitting = [[place for place, one in enumerate(by_lot) if cell.takes(one)] for cell in cells]
    cell_of: dict[int, int] = {}
    lacking: list[dict[str, object]] = []
    for index in sorted(range(len(cells)), key=lambda index: len(fitting[index])):
        cell = cells[index]
        lacks = cell.count - sum(_seat(index, fitting, cell_of, set()) for _ in range(cell.count))
        if lacks:
            lacking.append(
                {"cell": index, "topic": cell.topic, "level": cell.level, "count": cell.count, "lacks": lacks}
            )
    if lacking:
        raise BankTooSmall(cells=lacking)
    return [(cell, by_lot[place]) for cell, place in sorted((cell, place) for place, cell in cell_of.items())]


def _seat(cell: int, fitting: Sequence[list[int]], cell_of: dict[int, int], tried: set[int]) -> bool:
    """Give the cell one more question, a free one or one whose own cell can take another; False if none."""
    for place in fitting[cell]:
        if place not in cell_of:
            cell_of[place] = cell
            return True
    for place in fitting[cell]:
        holder = cell_of[place]
        if holder != cell and place not in tried:
            tried.add(place)
            if _seat(holder, fitting, cell_of, tried):
                cell_of[place] = cell
                return True
    return False
