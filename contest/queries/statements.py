"""The few statements of the hot path, prepared once per connection.

Django's cursors send every statement as text to be parsed and planned anew, which costs the server as much
as the statement itself; PostgreSQL keeps the plan of a prepared one. Behind a pooler that switches
connections between transactions, the pooler must know prepared statements (PgBouncer 1.21 or later).
"""

import threading
from collections.abc import Sequence
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connection, connections
from psycopg.rows import TupleRow

from contest.queries.columns import Column, ColumnDumper


def run_prepared(statement: str, parameters: Sequence[Any]) -> TupleRow | None:
    """The first row a statement with $1-style parameters gives; as `rows_prepared`."""
    rows = rows_prepared(statement, parameters)
    return rows[0] if rows else None


def rows_prepared(statement: str, parameters: Sequence[Any]) -> list[TupleRow]:
    """The rows a statement with $1-style parameters gives.

    The statement must be one that may run twice: on a connection that died since its last use (a restarted
    server) it is sent once more over a new one. Raises Django's database errors.
    """
    try:
        return _rows(statement, parameters)
    except (OperationalError, InterfaceError):
        if connection.in_atomic_block or connection.is_usable():
            raise
        connection.close()
        return _rows(statement, parameters)


def read_by_index() -> None:
    """For the rest of this transaction take rows by index, in its order, wherever there is one.

    For statements that take a few hundred of however many rows there are. In the first minutes of a round the
    planner believes the tables to be nearly empty, reads them whole for every batch, and keeps to that plan.
    """
    rows_prepared(_BY_INDEX, [])


_BY_INDEX = """
SELECT set_config('enable_seqscan', 'off', TRUE), set_config('enable_bitmapscan', 'off', TRUE),
       set_config('enable_sort', 'off', TRUE)
"""


def _rows(statement: str, parameters: Sequence[Any]) -> list[TupleRow]:
    database = connections[DEFAULT_DB_ALIAS]
    database.ensure_connection()
    with database.wrap_database_errors:
        cursor = _cursor(database.connection)
        return cursor.execute(statement, parameters, prepare=True, binary=True).fetchall()


class _Kept(threading.local):
    """The cursor of this thread; making one costs as much as a small query's round trip."""

    cursor: "psycopg.RawCursor[TupleRow] | None" = None


_kept = _Kept()


def _cursor(server: "psycopg.Connection[TupleRow]") -> "psycopg.RawCursor[TupleRow]":
    """A cursor on the connection as it is now: Django opens another one when the old one has died."""
    if _kept.cursor is None or _kept.cursor.connection is not server:
        server.prepare_threshold = 0
        _kept.cursor = psycopg.RawCursor(server)
        _kept.cursor.adapters.register_dumper(Column, ColumnDumper)
    return _kept.cursor
