"""Reading an uploaded file into a report; the bank is not touched."""

from typing import Any
from uuid import UUID

import msgspec
from django.core.files.storage import default_storage

from quizzes.formats.reading import Reading
from quizzes.formats.xlsx import read_workbook
from quizzes.models import QuestionImport
from quizzes.queries.banks import bank_fingerprints
from quizzes.refusals import Refusal

State = QuestionImport.State


def read_import(*, import_id: UUID) -> None:
    """WAITING becomes READ with a report, or REFUSED with the code that stopped the whole file.

    Running it again, also after a worker died in the middle, reads the file again; once READ it does nothing.
    """
    waiting = QuestionImport.objects.filter(pk=import_id, state__in=[State.WAITING, State.READING])
    if waiting.update(state=State.READING) != 1:
        return
    found = QuestionImport.objects.get(pk=import_id)
    reading = QuestionImport.objects.filter(pk=import_id, state=State.READING)
    with default_storage.open(found.stored_as, "rb") as stored:
        content = stored.read()
    try:
        read = read_workbook(
            content,
            known=bank_fingerprints(bank_id=found.bank_id),
            progress=lambda done, total: _tell(import_id, done, total),
        )
    except Refusal as refusal:
        reading.update(state=State.REFUSED, refusal={"code": refusal.code, "details": refusal.details})
        return
    reading.update(state=State.READ, report=report_of(found.file_name, read), done=read.rows, total=read.rows)


def report_of(file_name: str, read: Reading) -> dict[str, Any]:
    """The report people see: {"file", "format", "rows", "taken", "refused", "warnings"}."""
    return {"file": file_name, **msgspec.to_builtins(read)}


def _tell(import_id: UUID, done: int, total: int) -> None:
    QuestionImport.objects.filter(pk=import_id, state=State.READING).update(done=done, total=total)
