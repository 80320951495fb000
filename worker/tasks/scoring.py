"""Scoring what was submitted, and submitting what ran out of time."""

from typing import Any

from contest.services.drain_submitted import drain_submitted as drain
from contest.services.sweep_expired import sweep_expired as sweep
from worker.app import app


@app.task
def drain_submitted(**_: Any) -> None:
    """Score every submitted attempt."""
    drain()


@app.task
def sweep_expired(**_: Any) -> None:
    """Submit the attempts whose deadline has passed."""
    sweep()
