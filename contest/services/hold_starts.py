"""Order between those who start an attempt in a round and the one who closes it."""

from uuid import UUID

from psycopg.types.numeric import Int4

from contest.queries.statements import rows_prepared


def hold_starts(*, round_id: UUID) -> None:
    """Until the transaction ends, keep everybody from starting in a round; waits for the starts under way.

    A start holds the key together with other starts and asks the clock afterwards. So whoever holds it alone
    once the round is over sees every attempt the round will ever have. It is not that of `hold_boards`: to
    record a board takes seconds, and the round may go on meanwhile.
    """
    rows_prepared("SELECT pg_advisory_xact_lock($1, $2)::text", starts_key(round_id))


def starts_key(round_id: UUID) -> list[Int4]:
    """The two numbers by which PostgreSQL knows what is held; those of `hold_boards` are one number."""
    last = round_id.bytes[8:]
    return [Int4(int.from_bytes(half, "big", signed=True)) for half in (last[:4], last[4:])]
