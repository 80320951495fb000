"""A question file on its way to the worker that reads it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from contest import jobs
from quizzes.models import QuestionImport, Regulation
from quizzes.refusals import Refusal
from quizzes.services.receive_import import receive_import


class RegulationUnknown(Refusal):
    """No such regulation in the library."""

    code = "regulation_unknown"


def send_import(
    *,
    bank_id: UUID,
    file_name: str,
    content: bytes,
    regulation_id: UUID | None,
    asked_by_id: UUID,
    now: datetime,
) -> QuestionImport:
    """Keep the file and ask for its reading; rows that cite nothing stand on the regulation given.

    Refuses RegulationUnknown and what `receive_import` refuses.
    """
    if regulation_id and not Regulation.objects.filter(pk=regulation_id, retired_at=None).exists():
        raise RegulationUnknown(regulation=str(regulation_id))
    with transaction.atomic():
        received = receive_import(
            bank_id=bank_id,
            file_name=file_name,
            content=content,
            asked_by_id=asked_by_id,
            default_regulation_id=regulation_id,
            now=now,
        )
        jobs.send("worker.tasks.imports.read_import", import_id=received.pk)
    return received
