"""What somebody looks for on a board, found by index before the board itself is read."""

from uuid import UUID

from contest.queries.statements import rows_prepared, run_prepared
from quizzes.rules.texts import folded


def entry_with(*, board_id: UUID, number: str) -> UUID | None:
    """The entry of the board's contest that has this number; None where there is none."""
    row = run_prepared(_ENTRY, [board_id, number.strip().upper()])
    return None if row is None else row[0]


def units_sought(*, unit: UUID | None, q: str) -> list[UUID] | None:
    """A unit with all below it, of these those with `q` in their names; None where neither is given."""
    name = folded(q).strip()
    if unit is None and not name:
        return None
    like = f"%{_escaped(name)}%"
    found = rows_prepared(_NAMED, [like]) if unit is None else rows_prepared(_WITHIN, [unit, like])
    return [unit_id for (unit_id,) in found]


def _escaped(text: str) -> str:
    """A text in which LIKE finds nothing but itself."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


_ENTRY = """
SELECT entry.id
  FROM contest_board AS board
  JOIN contest_entry AS entry ON entry.contest_id = board.contest_id AND entry.number = $2::text
 WHERE board.id = $1
"""
_NAMED = "SELECT id FROM accounts_unit WHERE folded LIKE $1::text"
_WITHIN = """
SELECT id FROM accounts_unit
 WHERE (id = $1 OR ancestors @> ARRAY[$1::uuid]) AND folded LIKE $2::text
"""
