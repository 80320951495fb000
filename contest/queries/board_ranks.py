"""Ranks on a board: counted by Redis, and by PostgreSQL where Redis has no complete copy."""

from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise
from uuid import UUID

from contest.boards.live import Placing, View, placings
from contest.boards.store import StoreIsLost
from contest.queries.statements import rows_prepared


def ranks_on_board(*, board_id: UUID, view: View, keys: Sequence[bytes]) -> Mapping[bytes, Placing]:
    """The rank of each packed key on a board, with how many share it."""
    distinct = sorted(set(keys))
    if not distinct:
        return {}
    try:
        found = placings(board_id, view, distinct)
    except StoreIsLost:
        found = _counted(board_id, view, distinct)
    return dict(zip(distinct, found, strict=True))


def ranks_of_run(*, board_id: UUID, view: View, keys: Sequence[bytes]) -> Mapping[bytes, Placing]:
    """As `ranks_on_board`, of rows that follow each other on the board, in its order.

    Only how many stand above the first row, and who shares a rank with the first and the last one, lies
    outside them: two keys are asked for, however many rows there are.
    """
    if not keys:
        return {}
    ends = ranks_on_board(board_id=board_id, view=view, keys=[keys[0], keys[-1]])
    first = ends[keys[0]]
    found = {keys[0]: first}
    rank = first.rank + first.shared_by
    for key, same in groupby(keys):
        if key != keys[0]:
            shared_by = ends[key].shared_by if key == keys[-1] else len(list(same))
            found[key] = Placing(rank, shared_by)
            rank += shared_by
    return found


def _counted(board_id: UUID, view: View, keys: Sequence[bytes]) -> list[Placing]:
    """One pass over the index up to the last key, however many keys there are."""
    statement = _COUNT_PUBLIC if view is View.PUBLIC else _COUNT_STAFF
    edges = [b"", *keys]
    lows = [low for low, _ in pairwise(edges)]
    rows = rows_prepared(statement, [board_id, lows, list(keys)])
    placed, below = [], 0
    for between, same in rows:
        below += between
        placed.append(Placing(below + 1, same))
    return placed


def _count(key: str) -> str:
    """For each pair (low, high): how many keys are from low up to but without high, and how many are high."""
    return f"""
SELECT (SELECT count(*) FROM contest_standing
         WHERE board_id = $1 AND {key} >= edge.low AND {key} < edge.high)::int,
       (SELECT count(*) FROM contest_standing WHERE board_id = $1 AND {key} = edge.high)::int
  FROM unnest($2::bytea[], $3::bytea[]) WITH ORDINALITY AS edge (low, high, place)
 ORDER BY edge.place
"""  # noqa: S608  # only the name of a column is put in


_COUNT_PUBLIC = _count("public_key")
_COUNT_STAFF = _count("staff_key")
