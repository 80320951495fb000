"""A second opinion on a round: its marks, its order and its units, counted without the engine's rules."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, NamedTuple

import psycopg

OPEN, SUBMITTED, SCORED = range(3)


class Try(NamedTuple):
    """A scored attempt as a board compares it: points, milliseconds taken, moment of submission."""

    entry: str
    unit: str
    attempt: str
    ordinal: int
    points: int
    right: int
    taken_ms: int
    submitted_at: str

    @property
    def place(self) -> tuple[int, int, str]:
        return (-self.points, self.taken_ms, self.submitted_at)


class Attempt(NamedTuple):
    """An attempt's row."""

    id: str
    entry: str
    unit: str
    paper: str
    ordinal: int
    state: int
    opened_at: datetime
    submitted_at: datetime | None
    chosen: list[int]
    sequences: list[int]
    prediction: int | None
    receipt_code: str


class Question(NamedTuple):
    """What is right at one position of a paper, as shown, and its points."""

    right: frozenset[int]
    points: int


class Recount:
    """A round as its tables have it; only question keys, papers, attempts and head-counts are looked at."""

    def __init__(self, database_url: str, round_id: str) -> None:
        self._url = database_url
        self._round = round_id
        self.papers = self._papers()
        self.attempts = [Attempt(*row) for row in self._rows(_ATTEMPTS, round_id)]

    def _rows(self, statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(self._url) as connection:
            return connection.execute(statement.encode(), parameters).fetchall()

    def _papers(self) -> dict[str, list[Question]]:
        correct = {version: set(key["correct"]) for version, key in self._rows(_KEYS)}
        return {
            paper: [
                Question(
                    frozenset(
                        shown for shown, own in enumerate(one["order"]) if own in correct[one["version"]]
                    ),
                    one["points"],
                )
                for one in layout
            ]
            for paper, layout in self._rows(_PAPERS, self._round)
        }

    @property
    def waiting(self) -> int:
        """Attempts handed in and not yet scored."""
        return sum(one.state == SUBMITTED for one in self.attempts)

    def mark_rows(self) -> Counter[tuple[str, int]]:
        """How many mark rows there are for each (attempt, key number)."""
        rows = self._rows(
            "SELECT attempt_id::text, key_number FROM contest_mark JOIN contest_attempt ON id = attempt_id "
            "WHERE round_id = %s",
            self._round,
        )
        return Counter((attempt, number) for attempt, number in rows)

    def stored_points(self) -> dict[str, int]:
        """The points each attempt was given."""
        return dict(
            self._rows(
                "SELECT attempt_id::text, points FROM contest_mark JOIN contest_attempt ON id = attempt_id "
                "WHERE round_id = %s",
                self._round,
            )
        )

    def counted_tries(self) -> dict[str, int]:
        """How many attempts each entry's standing counts."""
        rows = self._rows(
            "SELECT entry_id::text, attempt_count FROM contest_standing JOIN contest_board AS board "
            "ON board.id = board_id WHERE board.round_id = %s AND board.division_id IS NULL",
            self._round,
        )
        return dict(rows)

    def tries(self) -> list[Try]:
        """Every attempt handed in, marked here."""
        return [self._marked(one) for one in self.attempts if one.state != OPEN]

    def _marked(self, one: Attempt) -> Try:
        assert one.submitted_at is not None
        paper = self.papers[one.paper]
        hits = [
            question.points
            for question, mask in zip(paper, one.chosen, strict=True)
            if {index for index in range(31) if mask & 2**index} == question.right
        ]
        taken = one.submitted_at - one.opened_at
        taken_ms = taken.days * 86_400_000 + taken.seconds * 1000 + taken.microseconds // 1000
        moment = written(one.submitted_at)
        return Try(one.entry, one.unit, one.id, one.ordinal, sum(hits), len(hits), taken_ms, moment)

    def board(self) -> list[tuple[int, Try]]:
        """The best try of everybody with its rank: one more than there are better ones."""
        best: dict[str, Try] = {}
        for one in sorted(self.tries(), key=lambda one: (one.place, one.ordinal)):
            best.setdefault(one.entry, one)
        places = [one.place for one in best.values()]
        return [(1 + sum(other < one.place for other in places), one) for one in best.values()]

    def units(self) -> list[tuple[int, str, int, int, int | None, int, int, int]]:
        """Rank, unit, people, attempts, head-count, rate and mean in hundredths, people with all right."""
        heads = dict(self._rows(_HEADS, self._round))
        tries = Counter(one.entry for one in self.tries())
        people: defaultdict[str, list[Try]] = defaultdict(list)
        for _, one in self.board():
            people[one.unit].append(one)
        rows = []
        for unit in (people.keys() | heads.keys()) - self._root():
            here = people[unit]
            rate = hundredths(len(here) * 100, heads[unit]) if unit in heads else 0
            mean = hundredths(sum(one.points for one in here), len(here))
            perfect = sum(one.right == len(self.papers[self._paper_of(one)]) for one in here)
            attempts = sum(tries[one.entry] for one in here)
            rows.append((unit, len(here), attempts, heads.get(unit), rate, mean, perfect))
        keys = [(row[1], row[4], row[5]) for row in rows]
        return sorted(
            (1 + sum(other > key for other in keys), *row) for key, row in zip(keys, rows, strict=True)
        )

    def _root(self) -> set[str]:
        """Who enters for the unit that holds all others is on no unit's row."""
        return {root for (root,) in self._rows(_ROOT, self._round)}

    def _paper_of(self, one: Try) -> str:
        return next(row.paper for row in self.attempts if row.id == one.attempt)


def hundredths(part: int, whole: int) -> int:
    """A hundred times the quotient, rounded half up; nothing of nothing is nothing."""
    return (200 * part + whole) // (2 * whole) if whole else 0


def written(moment: datetime) -> str:
    """A moment as the API writes it."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def shown(rows: Iterable[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """Rows of the public board, to be compared."""
    return [
        (
            row["rank"],
            row["points"],
            row["correct_count"],
            row["duration_ms"],
            row["submitted_at"],
            row["unit"]["id"],
        )
        for row in rows
    ]


_KEYS = """
SELECT id::text, key FROM quizzes_questionversion
 WHERE kind IN ('SINGLE_CHOICE', 'MULTIPLE_RESPONSE', 'TRUE_FALSE')
"""
_PAPERS = "SELECT id::text, layout FROM contest_paper WHERE round_id = %s"
_ATTEMPTS = """
SELECT attempt.id::text, entry.id::text, entry.unit_id::text, paper_id::text, ordinal, attempt.state,
       opened_at, submitted_at, chosen, sequences, prediction, receipt_code
  FROM contest_attempt AS attempt JOIN contest_entry AS entry ON entry.id = entry_id
 WHERE round_id = %s
"""
_HEADS = """
SELECT unit_id::text, people FROM contest_headcount AS head
  JOIN contest_round AS round ON round.contest_id = head.contest_id WHERE round.id = %s
"""
_ROOT = """
SELECT unit_root_id::text FROM contest_contest AS contest
  JOIN contest_round AS round ON round.contest_id = contest.id WHERE round.id = %s
"""
