"""Uploaded files that nobody needs any more."""

from django.core.files.storage import default_storage

from quizzes.models import QuestionImport

State = QuestionImport.State


def remove_import_files() -> int:
    """Delete the files whose reading is over, whatever came of it; returns how many. The reports stay.

    A file that is gone already counts as deleted, so that one which died in between is simply run again.
    """
    over = QuestionImport.objects.exclude(state__in=[State.WAITING, State.READING]).exclude(stored_as="")
    removed = 0
    for import_id, stored_as in over.order_by("pk").values_list("pk", "stored_as"):
        default_storage.delete(stored_as)
        removed += QuestionImport.objects.filter(pk=import_id, stored_as=stored_as).update(stored_as="")
    return removed
