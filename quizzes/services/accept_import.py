"""A person's yes to a report that was read."""

from datetime import datetime
from uuid import UUID

from quizzes.models import QuestionImport
from quizzes.refusals import Refusal

State = QuestionImport.State


class ImportIsNotRead(Refusal):
    """Only a report that lies before a person can be accepted; `state` says how far the import is."""

    code = "import_is_not_read"


def accept_import(*, import_id: UUID, accepted_by_id: UUID, now: datetime) -> None:
    """READ becomes STORING; a worker stores it. A repeat while it is stored, or after, changes nothing."""
    accepted = QuestionImport.objects.filter(pk=import_id, state=State.READ).update(
        state=State.STORING, tries=0, accepted_by_id=accepted_by_id, accepted_at=now
    )
    if accepted == 1:
        return
    state = QuestionImport.objects.values_list("state", flat=True).get(pk=import_id)
    if state not in (State.STORING, State.STORED):
        raise ImportIsNotRead(state=state)
