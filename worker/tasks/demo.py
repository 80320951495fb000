"""Keeping the demo open."""

from typing import Any

from django.utils import timezone

from contest.management.demo.opening import keep_demo_open as keep_open
from worker.app import app


@app.task
def keep_demo_open(**_: Any) -> None:
    """Open a new edition of the demo once its last round is over, where it is loaded."""
    keep_open(now=timezone.now())
