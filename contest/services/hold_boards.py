"""Order between those who move public standings and those who record them whole."""

from uuid import UUID

from contest.queries.statements import rows_prepared


def hold_boards(*, round_id: UUID, exclusively: bool) -> None:
    """Until the transaction ends, keep the public standings of a round from being recorded or, exclusively,
    from being moved.

    Whoever moves them holds them together with others and asks the clock afterwards. So whoever holds them
    exclusively once a moment has passed sees all that was moved before it, and nothing moves later.
    """
    statement = _EXCLUSIVELY if exclusively else _TOGETHER
    rows_prepared(statement, [int.from_bytes(round_id.bytes[8:], "big", signed=True)])


_TOGETHER = "SELECT pg_advisory_xact_lock_shared($1)::text"
_EXCLUSIVELY = "SELECT pg_advisory_xact_lock($1)::text"
