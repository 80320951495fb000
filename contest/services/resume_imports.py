"""Asking again for imports whose message was lost."""

from datetime import datetime, timedelta

from django.db.models import Q

from contest import jobs
from quizzes.models import QuestionImport
from quizzes.services.remove_import_files import remove_import_files

State = QuestionImport.State

# A message is on its way for a moment. One too many does nothing: whoever is at work holds the import.
_LOST_AFTER = timedelta(minutes=2)


def resume_imports(*, now: datetime) -> int:
    """Send for every import that waits and seems forgotten; returns how many. Both jobs may run twice.

    Files that were left behind by a reader that died are deleted.
    """
    forgotten = QuestionImport.objects.filter(
        Q(state__in=[State.WAITING, State.READING], asked_at__lt=now - _LOST_AFTER)
        | Q(state=State.STORING, accepted_at__lt=now - _LOST_AFTER)
    )
    asked = 0
    for import_id, state in forgotten.order_by("asked_at", "pk").values_list("pk", "state"):
        jobs.send(_STORE if state == State.STORING else _READ, import_id=import_id)
        asked += 1
    remove_import_files()
    return asked


_READ = "worker.tasks.imports.read_import"
_STORE = "worker.tasks.imports.store_import"
