"""A report accepted: what was taken goes into the bank."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from contest import jobs
from quizzes.services.accept_import import accept_import


def store_accepted(*, import_id: UUID, accepted_by_id: UUID, now: datetime) -> None:
    """Accept a report and ask for its storing; a repeat asks again and changes nothing more.

    Refuses what `accept_import` refuses.
    """
    with transaction.atomic():
        accept_import(import_id=import_id, accepted_by_id=accepted_by_id, now=now)
        jobs.send("worker.tasks.imports.store_import", import_id=import_id)
