"""Where entries stand: the only writer of standings.

A standing is computed from the marks of all of an entry's attempts in the round, never from the standing
before. So scoring, a ruling, closing and a rebuild all end in the same rows, in whatever order they come.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction

from contest.boards.live import Change, View, put
from contest.boards.store import StoreIsLost
from contest.models import AttemptState, Entry
from contest.queries.clock import database_time
from contest.queries.columns import Column, bigs, blobs, moments, uuids, wholes
from contest.queries.ranked_rounds import RankedRound, ranked_round
from contest.queries.statements import read_by_index, rows_prepared
from contest.rules.lifecycle import compared_duration_ms
from contest.rules.prediction import distance
from contest.rules.ranking import Pack, Result, packer
from contest.rules.standings import Tried, counted
from contest.rules.terms import TimeMeasure
from contest.services.hold_boards import hold_boards
from contest.services.make_boards import make_boards

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)


class _Fact(NamedTuple):
    """A scored attempt that is not void; without one, the entry alone. The columns of _FACTS."""

    entry_id: UUID
    unit_id: UUID | None
    division_id: UUID | None
    entered_at: datetime
    extra_seconds: int
    counts: bool
    attempt_id: UUID
    ordinal: int
    points: int
    correct_count: int
    question_count: int
    opened_at: datetime
    submitted_at: datetime
    last_change_ms: int
    prediction: int | None


_Changed = tuple[UUID, UUID, bytes | None, bytes | None, int]
"""Board, entry, public key, staff key and version of a standing that changed."""


class _Row(NamedTuple):
    """A standing as the statement takes it. Without a staff key the entry is not ranked."""

    board_id: UUID
    entry_id: UUID
    unit_id: UUID | None
    attempt_id: UUID | None = None
    public_key: bytes | None = None
    staff_key: bytes | None = None
    points: int = 0
    correct_count: int = 0
    duration_ms: int = 0
    submitted_at: datetime = _EPOCH
    attempt_count: int = 0


_KINDS: tuple[Callable[[Sequence[Any]], Column], ...] = (
    *(uuids, uuids, uuids, uuids, blobs, blobs),
    *(wholes, wholes, bigs, moments, wholes),
)
"""How the columns of _Row go to PostgreSQL."""


def place_entries(*, round_id: UUID, entry_ids: Sequence[UUID]) -> int:
    """Bring the standings of these entries of a round up to date; returns how many changed.

    Takes the entries' locks, so that two placings of one entry follow each other, and only then looks at the
    round and at the database's clock. While counters are hidden, or nothing is public, only the judges' view
    moves. The copies in Redis follow after commit; one that is lost is found and rebuilt by `check_boards`.
    Refuses RoundNotFound.
    """
    with transaction.atomic():
        read_by_index()
        entries = uuids(entry_ids)
        rows_prepared(_LOCK, [entries])
        hold_boards(round_id=round_id, exclusively=False)
        ranked = ranked_round(round_id=round_id)
        is_public = ranked.public_follows(database_time())
        boards: dict[UUID | None, UUID] = dict(rows_prepared(_BOARDS, [round_id]))
        facts = [_Fact._make(row) for row in rows_prepared(_FACTS, [entries, round_id, ranked.key_number])]
        # Terms written while a round runs may bring a division that has no board yet.
        if not boards.keys() >= {None, *(fact.division_id for fact in facts)}:
            boards = make_boards(round_id=round_id)
        rows = list(_standings(ranked, facts, boards, is_public=is_public))
        changed = _write(rows, is_public=is_public)
        transaction.on_commit(lambda: _copy(changed, is_public=is_public), robust=True)
    return len(changed)


def _standings(
    ranked: RankedRound, facts: Sequence[_Fact], boards: Mapping[UUID | None, UUID], *, is_public: bool
) -> Iterator[_Row]:
    """The standing of each entry on the board of everybody and on its division's."""
    staff_pack = packer(ranked.staff_keys)
    public_pack = staff_pack if ranked.public_keys == ranked.staff_keys else packer(ranked.public_keys)
    of_all = boards[None]
    for entry_id, of_entry in groupby(facts, key=attrgetter("entry_id")):
        tried = list(of_entry)
        first = tried[0]
        row = _Row(of_all, entry_id, first.unit_id)
        if first.counts:
            row = _ranked_row(ranked, row, tried, public_pack, staff_pack, is_public=is_public)
        yield row
        if first.division_id is not None:
            yield row._replace(board_id=boards[first.division_id])


def _ranked_row(
    ranked: RankedRound,
    row: _Row,
    tried: Sequence[_Fact],
    public_pack: Pack,
    staff_pack: Pack,
    *,
    is_public: bool,
) -> _Row:
    results = _results(ranked, tried)
    counting = ranked.terms.attempts.counting
    for_staff = counted(results, counting, staff_pack)
    staff_key = staff_pack(for_staff.result)
    for_public, public_key = for_staff, staff_key
    if public_pack is not staff_pack:
        for_public = counted(results, counting, public_pack)
        public_key = public_pack(for_public.result)
    shown = tried[results.index(for_public)]
    return _Row(
        row.board_id,
        row.entry_id,
        row.unit_id,
        for_staff.attempt_id,
        public_key if is_public else None,
        staff_key,
        shown.points,
        shown.correct_count,
        for_public.result.duration_ms,
        shown.submitted_at,
        len(tried),
    )


def _results(ranked: RankedRound, tried: Sequence[_Fact]) -> list[Tried]:
    """What each try is ranked by."""
    terms, truth = ranked.terms, ranked.prediction_truth
    to_last_change = terms.time_measure is TimeMeasure.LAST_CHANGE
    perfect = sum([fact.correct_count == fact.question_count for fact in tried])
    comparison = terms.extra_time.comparison if terms.extra_time else None
    return [
        Tried(
            fact.attempt_id,
            fact.ordinal,
            Result(
                points=fact.points,
                correct_count=fact.correct_count,
                duration_ms=compared_duration_ms(
                    _measured_ms(fact, to_last_change=to_last_change),
                    limit_seconds=terms.time_limit_seconds,
                    extra_seconds=fact.extra_seconds,
                    comparison=comparison,
                ),
                submitted_ms=(fact.submitted_at - _EPOCH) // _MS,
                entered_ms=(fact.entered_at - _EPOCH) // _MS,
                perfect_tries=perfect,
                prediction_distance=None if truth is None else distance(fact.prediction, truth),
            ),
        )
        for fact in tried
    ]


def _measured_ms(fact: _Fact, *, to_last_change: bool) -> int:
    """Never below zero: the database's clock may have been set back while the person answered."""
    measured = fact.last_change_ms if to_last_change else (fact.submitted_at - fact.opened_at) // _MS
    return max(0, measured)


def _write(rows: Sequence[_Row], *, is_public: bool) -> list[_Changed]:
    """Upsert what differs."""
    if not rows:
        return []
    columns = zip(_KINDS, zip(*rows, strict=True), strict=True)
    statement = _PLACE_PUBLIC if is_public else _PLACE_STAFF
    return rows_prepared(statement, [kind(values) for kind, values in columns])


def _copy(changed: Sequence[_Changed], *, is_public: bool) -> None:
    """Take changes over into the copies in Redis."""
    by_board = defaultdict(list)
    for board_id, entry_id, public_key, staff_key, version in changed:
        by_board[board_id].append((entry_id, public_key or b"", staff_key or b"", version))
    try:
        for board_id, rows in by_board.items():
            put(board_id, View.STAFF, [Change(entry_id, key, version) for entry_id, _, key, version in rows])
            if is_public:
                put(
                    board_id,
                    View.PUBLIC,
                    [Change(entry_id, key, version) for entry_id, key, _, version in rows],
                )
    except StoreIsLost:
        return


_BOARDS = "SELECT division_id, id FROM contest_board WHERE round_id = $1 AND scope = 'ROUND'"
_LOCK = """
SELECT count(*) FROM (
       SELECT id FROM contest_entry WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE) AS held
"""

# An entry that no longer takes part keeps its marks but has no standing.
# OFFSET 0 and IS TRUE leave one way: from the entry to its attempts, from each of them to its mark. A round
# that the planner has not counted yet it believes to be next to empty, and would read all of it each time.
_FACTS = f"""
SELECT entry.id, entry.unit_id, entry.division_id, entry.entered_at, entry.extra_seconds,
       attempt.id IS NOT NULL AND entry.state = '{Entry.State.ACTIVE}',
       attempt.id, attempt.ordinal, attempt.points, attempt.correct_count, attempt.question_count,
       attempt.opened_at, attempt.submitted_at, attempt.last_change_ms, attempt.prediction
  FROM contest_entry AS entry
  LEFT JOIN LATERAL (
       SELECT attempt.*, mark.*, (SELECT max(ms) FROM unnest(attempt.changed_ms) AS ms) AS last_change_ms
         FROM (SELECT * FROM contest_attempt
                WHERE entry_id = entry.id AND (round_id = $2) IS TRUE
                  AND state = {AttemptState.SCORED} AND voided_at IS NULL
               OFFSET 0) AS attempt
        CROSS JOIN LATERAL (
              SELECT points, correct_count, cardinality(marks) AS question_count FROM contest_mark
               WHERE attempt_id = attempt.id AND key_number = $3::int
              OFFSET 0) AS mark
       OFFSET 0) AS attempt ON TRUE
 WHERE entry.id = ANY($1::uuid[])
 ORDER BY entry.id
"""  # noqa: S608  # only names of states are put in

_VALUES = "points, correct_count, duration_ms, submitted_at, attempt_count"


def _place(*moving: str) -> str:
    """The upsert in which these columns move; an entry that was never ranked gets no row."""
    set_columns = ", ".join(f"{name} = EXCLUDED.{name}" for name in moving)
    held = ", ".join(f"held.{name}" for name in moving)
    given = ", ".join(f"EXCLUDED.{name}" for name in moving)
    return f"""
INSERT INTO contest_standing AS held
       (board_id, entry_id, unit_id, attempt_id, public_key, staff_key, {_VALUES}, version)
SELECT given.*, 1
  FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::bytea[], $6::bytea[], $7::int[], $8::int[],
              $9::bigint[], $10::timestamptz[], $11::int[])
       AS given (board_id, entry_id, unit_id, attempt_id, public_key, staff_key, {_VALUES})
 WHERE given.staff_key IS NOT NULL
    OR EXISTS (SELECT FROM contest_standing AS ranked
                WHERE ranked.board_id = given.board_id AND ranked.entry_id = given.entry_id)
    ON CONFLICT (board_id, entry_id) DO UPDATE SET {set_columns}, version = held.version + 1
 WHERE ({held}) IS DISTINCT FROM ({given})
RETURNING board_id, entry_id, public_key, staff_key, version
"""  # noqa: S608  # only names of columns are put in


_PLACE_STAFF = _place("attempt_id", "staff_key")
_PLACE_PUBLIC = _place("unit_id", "attempt_id", "staff_key", "public_key", *_VALUES.split(", "))
