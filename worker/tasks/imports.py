"""Reading and storing question files."""

from typing import Any
from uuid import UUID

from django.utils import timezone

from contest.services.resume_imports import resume_imports as resume
from quizzes.services.read_import import read_import as read
from quizzes.services.store_import import store_import as store
from worker.app import app


@app.task
def read_import(*, import_id: str, **_: Any) -> None:
    """Read an uploaded file into its report."""
    read(import_id=UUID(import_id))


@app.task
def store_import(*, import_id: str, **_: Any) -> None:
    """Store what an accepted report took."""
    store(import_id=UUID(import_id), now=timezone.now())


@app.task
def resume_imports(**_: Any) -> None:
    """Ask again for the imports a lost message left waiting."""
    resume(now=timezone.now())
