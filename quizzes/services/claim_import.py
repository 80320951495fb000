"""The right of one worker to work on an import, and an end to trying."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from uuid import UUID

from django.db.models import F

from quizzes.models import QuestionImport
from quizzes.refusals import Refusal
from quizzes.services.alone import alone

State = QuestionImport.State
MAX_TRIES: Final = 3


class ImportNeverFinished(Refusal):
    """Every worker that tried died or failed on the file; it is not tried again."""

    code = "import_never_finished"


@contextmanager
def claim_import(*, import_id: UUID, waiting: State, working: State) -> Iterator[bool]:
    """True inside for one worker at a time, as long as the import is in one of the two states.

    Each claim counts as a try. Who waits for somebody still at work uses none up; the next one after
    MAX_TRIES finds the import REFUSED.
    """
    with alone(f"import {import_id}") as is_alone:
        yield is_alone and _is_tried(import_id, waiting, working)


def _is_tried(import_id: UUID, waiting: State, working: State) -> bool:
    open_ = QuestionImport.objects.filter(pk=import_id, state__in=[waiting, working])
    if open_.filter(tries__lt=MAX_TRIES).update(state=working, tries=F("tries") + 1) == 1:
        return True
    refusal = {"code": ImportNeverFinished.code, "details": {"tries": MAX_TRIES}}
    open_.update(state=State.REFUSED, refusal=refusal)
    return False
