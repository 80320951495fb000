"""Where an uploaded question file stands."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from msgspec import Struct

from quizzes.models import QuestionImport
from quizzes.refusals import Refusal


class ImportNotFound(Refusal):
    """No such import, or its bank belongs to a body the person has no role on."""

    code = "import_not_found"


class Progress(Struct, frozen=True):
    """How many rows of a file have been looked at."""

    done: int
    total: int


class ImportDetail(Struct, frozen=True):
    """An import, with its report while it stands still: who looks on as rows are stored asks every second."""

    id: UUID
    bank_slug: str
    file_name: str
    state: str
    progress: Progress
    report: dict[str, Any] | None
    refusal: dict[str, Any] | None
    asked_at: datetime
    accepted_at: datetime | None


def import_detail(*, import_id: UUID, bodies: Collection[UUID]) -> ImportDetail:
    """One import, if one of these bodies owns its bank."""
    rows = QuestionImport.objects.filter(pk=import_id, bank__owner__in=bodies)
    found = rows.select_related("bank").defer("report").first()
    if found is None:
        raise ImportNotFound(id=str(import_id))
    return ImportDetail(
        id=found.pk,
        bank_slug=found.bank.slug,
        file_name=found.file_name,
        state=found.state,
        progress=Progress(found.done, found.total),
        report=None if found.state == QuestionImport.State.STORING else found.report,
        refusal=found.refusal,
        asked_at=found.asked_at,
        accepted_at=found.accepted_at,
    )
