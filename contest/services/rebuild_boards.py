"""Making the copy of a board in Redis anew from PostgreSQL."""

from uuid import UUID

from uuid_utils.compat import uuid7

from contest.boards.live import Change, View, begin, finish, put
from contest.queries.statements import rows_prepared

BATCH = 10_000


def rebuild_boards(*, board_id: UUID, view: View) -> None:
    """Copy all standings of a board; changes that come meanwhile go into it too, and the newer version holds.

    Until it is complete the copy answers nothing and ranks come from PostgreSQL. Raises StoreIsLost.
    """
    token = str(uuid7())
    begin(board_id, view, token)
    statement = _PUBLIC if view is View.PUBLIC else _STAFF
    last = UUID(int=0)
    while rows := rows_prepared(statement, [board_id, last, BATCH]):
        put(board_id, view, [Change(entry_id, key, version) for entry_id, key, version in rows])
        last = rows[-1][0]
    finish(board_id, view, token)


def _rows(key: str) -> str:
    return f"""
SELECT entry_id, COALESCE({key}, ''::bytea), version
  FROM contest_standing WHERE board_id = $1 AND entry_id > $2 ORDER BY entry_id LIMIT $3::int
"""  # noqa: S608  # only the name of a column is put in


_PUBLIC = _rows("public_key")
_STAFF = _rows("staff_key")
