"""Preparing the papers of a round."""

from typing import Any
from uuid import UUID

from django.utils import timezone

from contest.services.prepare_papers import prepare_papers as prepare
from contest.services.resume_papers import resume_papers as resume
from worker.app import app


@app.task
def prepare_papers(*, round_id: str, **_: Any) -> None:
    """Draw and freeze the papers of a round."""
    prepare(round_id=UUID(round_id), now=timezone.now())


@app.task
def resume_papers(**_: Any) -> None:
    """Ask again for the papers a lost message left undrawn."""
    resume(now=timezone.now())
