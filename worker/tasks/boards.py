"""Boards as files, and boards in Redis."""

from typing import Any

from django.utils import timezone

from contest.services.check_boards import check_boards as check
from contest.services.publish_boards import publish_boards as publish
from contest.services.publish_editions import publish_editions as editions
from worker.app import app


@app.task
def publish_boards(**_: Any) -> None:
    """Write the files of boards that changed."""
    publish(now=timezone.now())


@app.task
def publish_editions(**_: Any) -> None:
    """Write the editions of frozen boards and of results."""
    editions()


@app.task
def check_boards(**_: Any) -> None:
    """Rebuild the Redis boards that are lost or behind."""
    check(now=timezone.now())
