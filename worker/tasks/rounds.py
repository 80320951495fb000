"""Opening and closing rounds."""

from typing import Any

from contest.queries.clock import database_time
from contest.services.close_due_rounds import close_due_rounds as close_due
from contest.services.open_due_rounds import open_due_rounds as open_due
from worker.app import app


@app.task
def open_due_rounds(**_: Any) -> None:
    """Record the opening of rounds whose time has come."""
    open_due(now=database_time())


@app.task
def close_due_rounds(**_: Any) -> None:
    """Take every round that is over as far as it can go."""
    close_due(now=database_time())
