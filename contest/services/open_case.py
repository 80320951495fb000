"""A case to be looked at («trường hợp cần xem xét»)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from contest.models import Attempt, Case, Entry
from contest.services.record_audit import record_audit
from quizzes.refusals import Refusal


class EntryUnknown(Refusal):
    """No entry of this contest has the number."""

    code = "entry_unknown"


class AttemptNotOfEntry(Refusal):
    """The attempt is not one of the entry's."""

    code = "attempt_not_of_entry"


def open_case(
    *,
    contest_id: UUID,
    entry_number: str,
    attempt_id: UUID | None,
    signal: str,
    note: str,
    actor_id: UUID,
    now: datetime,
) -> Case:
    """Put an entry, or one attempt of it, before the judges; nothing about it changes yet.

    Refuses EntryUnknown, AttemptNotOfEntry.
    """
    with transaction.atomic():
        entry = (
            Entry.objects.select_related("contest")
            .filter(contest=contest_id, number=entry_number.strip().upper())
            .first()
        )
        if entry is None:
            raise EntryUnknown(number=entry_number)
        if attempt_id and not Attempt.objects.filter(pk=attempt_id, entry=entry).exists():
            raise AttemptNotOfEntry(attempt=str(attempt_id))
        case = Case.objects.create(
            contest_id=contest_id,
            entry=entry,
            attempt_id=attempt_id,
            signal=signal,
            note=note,
            opened_by_id=actor_id,
            opened_at=now,
        )
        record_audit(
            action="case_opened",
            actor_id=actor_id,
            about=case,
            body_id=entry.contest.body_id,
            contest_id=contest_id,
            after={"entry": entry.number, "attempt": str(attempt_id or ""), "signal": signal},
            now=now,
        )
    return case
