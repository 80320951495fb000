"""An uploaded question file, kept privately until it is read."""

from datetime import datetime
from hashlib import sha256
from pathlib import PurePath
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from uuid_utils.compat import uuid7

from quizzes.formats.archives import check_workbook
from quizzes.models import QuestionBank, QuestionImport
from quizzes.rules.texts import normalised


def receive_import(
    *,
    bank_id: UUID,
    file_name: str,
    content: bytes,
    asked_by_id: UUID,
    default_regulation_id: UUID | None = None,
    now: datetime,
) -> QuestionImport:
    """The import, WAITING to be read. `default_regulation_id` is cited for rows that cite nothing.

    The content is looked at before anything is stored: refuses FileTooLarge (25 MB), NotASpreadsheet,
    FileIsDamaged and FileUnpacksTooLarge.
    """
    check_workbook(content)
    bank = QuestionBank.objects.select_related("owner").get(pk=bank_id)
    import_id = uuid7()
    with transaction.atomic():
        # The row first: what the database refuses leaves no file behind.
        received = QuestionImport.objects.create(
            id=import_id,
            bank=bank,
            file_name=normalised(PurePath(file_name.replace("\\", "/")).name)[:255],
            stored_as=f"{bank.owner.storage_prefix}/imports/{import_id}.xlsx",
            digest=sha256(content).hexdigest(),
            default_regulation_id=default_regulation_id,
            asked_by_id=asked_by_id,
            asked_at=now,
        )
        default_storage.save(received.stored_as, ContentFile(content))
    return received
