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
from quizzes.services.claim_import import claim_import
from quizzes.services.remove_import_files import remove_import_files

State = QuestionImport.State


def read_import(*, import_id: UUID) -> None:
    """WAITING becomes READ with a report, or REFUSED with the code that stopped the whole file.

    Running it again, also after a worker died in the middle, reads the file again, but not for ever (see
    `claim_import`); once READ it does nothing. The file itself is deleted when its reading is over.
    """
    with claim_import(import_id=import_id, waiting=State.WAITING, working=State.READING) as is_mine:
        if is_mine:
            _read(QuestionImport.objects.get(pk=import_id))
    remove_import_files()


def _read(found: QuestionImport) -> None:
    reading = QuestionImport.objects.filter(pk=found.pk, state=State.READING)
    with default_storage.open(found.stored_as, "rb") as stored:
        content = stored.read()
    try:
        read = read_workbook(
            content,
            known=bank_fingerprints(bank_id=found.bank_id),
            progress=lambda done, total: reading.update(done=done, total=total),
        )
    except Refusal as refusal:
        reading.update(state=State.REFUSED, refusal={"code": refusal.code, "details": refusal.details})
        return
    reading.update(state=State.READ, report=report_of(found.file_name, read), done=read.rows, total=read.rows)


def report_of(file_name: str, read: Reading) -> dict[str, Any]:
    """The report people see: {"file", "format", "rows", "taken", "refused", "warnings"}."""
    return {"file": file_name, **msgspec.to_builtins(read)}
