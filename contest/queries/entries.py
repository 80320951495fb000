"""People in contests, as they see themselves."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from contest.accounts.models import Consent
from contest.accounts.sealing import unseal
from contest.models import Attempt, Entry, LifecycleState


class OwnEntry(NamedTuple):
    """An entry with what its person registered."""

    number: str
    state: str
    unit_id: UUID | None
    unit_name: str | None
    division: str | None
    personal: dict[str, str]
    consents: list[str]
    entered_at: datetime
    locked: bool
    """Whether its person can no longer change it."""


def own_entry(*, slug: str, user_id: UUID) -> OwnEntry | None:
    """The person's entry in a contest; None where there is none."""
    entry = (
        Entry.objects.select_related("contest", "unit", "division", "personal")
        .filter(contest__slug=slug, user=user_id)
        .exclude(contest__state=LifecycleState.DRAFT)
        .first()
    )
    return None if entry is None else described(entry)


def described(entry: Entry) -> OwnEntry:
    """An entry with its unit, division and personal row, as its person sees it."""
    personal = getattr(entry, "personal", None)
    consents = Consent.objects.filter(
        user=entry.user_id, contest_id=entry.contest_id, withdrawn_at=None
    ).order_by("purpose")
    return OwnEntry(
        number=entry.number,
        state=entry.state,
        unit_id=entry.unit_id,
        unit_name=entry.unit.name if entry.unit else None,
        division=entry.division.code if entry.division else None,
        personal={} if personal is None else unseal(personal.sealed, about=entry.pk),
        consents=list(consents.values_list("purpose", flat=True).distinct()),
        entered_at=entry.entered_at,
        locked=is_locked(entry),
    )


def is_locked(entry: Entry) -> bool:
    """Whether its person can no longer change it: after the first attempt, a withdrawal or a ruling."""
    return entry.state != Entry.State.ACTIVE or Attempt.objects.filter(entry=entry).exists()
