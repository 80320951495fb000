"""The only clock that deadlines are measured by."""

from datetime import datetime
from typing import cast

from contest.queries.statements import rows_prepared


def database_time() -> datetime:
    """The database's time now."""
    ((now,),) = cast("list[tuple[datetime]]", rows_prepared("SELECT statement_timestamp()", []))
    return now
