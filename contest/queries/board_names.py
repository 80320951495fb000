"""The names a board may show."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef

from contest.accounts.models import Consent
from contest.accounts.sealing import unseal
from contest.models import EntryPersonal
from contest.rules.eligibility import may_be_named
from contest.rules.terms import NamesOnBoard
from quizzes.rules.texts import initials


def public_names(entry_ids: Sequence[UUID], *, how: NamesOnBoard, on: date) -> dict[UUID, str]:
    """The names of those who agreed to be named in public and are old enough to, as the terms show names.

    An entry that is missing has no name to show.
    """
    if how is NamesOnBoard.NAME_HIDDEN:
        return {}
    agreed = Consent.objects.filter(
        user=OuterRef("entry__user"),
        notice=OuterRef("entry__contest__privacy_notice"),
        purpose=Consent.Purpose.PUBLISH_NAME,
        withdrawn_at=None,
    )
    found: dict[UUID, str] = {}
    rows = EntryPersonal.objects.filter(Exists(agreed), entry__in=entry_ids)
    for entry_id, sealed in rows.values_list("entry_id", "sealed"):
        person = unseal(bytes(sealed), about=entry_id)
        born = person.get("birth_on")
        if may_be_named(date.fromisoformat(born) if born else None, on=on):
            name = person["full_name"]
            found[entry_id] = initials(name) if how is NamesOnBoard.INITIALS else name
    return found


def staff_names(entry_ids: Sequence[UUID]) -> dict[UUID, str]:
    """The registered names, for those who judge; an erased one is missing."""
    rows = EntryPersonal.objects.filter(entry__in=entry_ids).values_list("entry_id", "sealed")
    return {entry_id: unseal(bytes(sealed), about=entry_id)["full_name"] for entry_id, sealed in rows}
