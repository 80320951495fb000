"""The few statements of the hot path, prepared once per connection.

Django's cursors send every statement as text to be parsed and planned anew, which costs the server as much
as the statement itself; PostgreSQL keeps the plan of a prepared one. Behind a pooler that switches
connections between transactions, the pooler must know prepared statements (PgBouncer 1.21 or later).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import InterfaceError, OperationalError, connection
from psycopg.rows import TupleRow


def run_prepared(statement: str, parameters: Sequence[Any]) -> TupleRow | None:
    """Run a statement with $1-style parameters and give its first row.

    The statement must be one that may run twice: on a connection that died since its last use (a restarted
    server) it is sent once more over a new one. Raises Django's database errors.
    """
    try:
        return _run(statement, parameters)
    except (OperationalError, InterfaceError):
        if connection.in_atomic_block or connection.is_usable():
            raise
        connection.close()
        return _run(statement, parameters)


def rows_prepared(statement: str, parameters: Sequence[Any]) -> list[TupleRow]:
    """Run a statement with $1-style parameters and give all its rows. Raises Django's database errors."""
    with _executed(statement, parameters) as cursor:
        return cursor.fetchall()


def _run(statement: str, parameters: Sequence[Any]) -> TupleRow | None:
    with _executed(statement, parameters) as cursor:
        return cursor.fetchone()


@contextmanager
def _executed(statement: str, parameters: Sequence[Any]) -> Iterator[psycopg.RawCursor[TupleRow]]:
    connection.ensure_connection()
    server = connection.connection
    if server.prepare_threshold is None:
        server.prepare_threshold = 0
    with connection.wrap_database_errors, psycopg.RawCursor(server) as cursor:
        yield cursor.execute(statement, parameters, prepare=True, binary=True)
