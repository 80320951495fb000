"""Sealing the audit trail."""

from typing import Any

from django.utils import timezone

from contest.services.seal_audit import seal_audit as seal
from worker.app import app


@app.task
def seal_audit(**_: Any) -> None:
    """Seal the new records of every contest."""
    seal(now=timezone.now())
