"""Delivering notices."""

from typing import Any

from django.utils import timezone

from contest.services.deliver_notices import deliver_notices as deliver
from worker.app import app


@app.task
def deliver_notices(**_: Any) -> None:
    """Deliver what waits in the outbox."""
    deliver(now=timezone.now())
