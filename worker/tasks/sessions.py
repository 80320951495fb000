"""Clearing away old sessions."""

from typing import Any

from django.utils import timezone

from contest.services.clear_sessions import clear_sessions as clear
from worker.app import app


@app.task
def clear_sessions(**_: Any) -> None:
    """Delete the sessions that ran out."""
    clear(now=timezone.now())
