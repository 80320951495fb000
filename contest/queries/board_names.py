"""The names a board may show."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

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
    asked = EntryPersonal.objects.filter(entry__in=entry_ids)
    rows = list(
        asked.values_list("entry_id", "sealed", "entry__user_id", "entry__contest__privacy_notice_id")
    )
    agreed = _agreed({user_id for _, _, user_id, _ in rows}, {notice_id for *_, notice_id in rows})
    found: dict[UUID, str] = {}
    for entry_id, sealed, user_id, notice_id in rows:
        if (user_id, notice_id) not in agreed:
            continue
        person = unseal(bytes(sealed), about=entry_id)
        born = person.get("birth_on")
        if may_be_named(date.fromisoformat(born) if born else None, on=on):
            name = person["full_name"]
            found[entry_id] = initials(name) if how is NamesOnBoard.INITIALS else name
    return found


def _agreed(user_ids: set[UUID], notice_ids: set[UUID | None]) -> set[tuple[UUID, UUID | None]]:
    """Who agreed to be named, under which of the notices. A statement of its own: as a part of the one above
    it read every agreement there is for each row, until the planner had counted a new contest's rows.
    """
    given = Consent.objects.filter(
        user__in=user_ids,
        notice__in=notice_ids - {None},
        purpose=Consent.Purpose.PUBLISH_NAME,
        withdrawn_at=None,
    )
    return set(given.values_list("user_id", "notice_id"))


def staff_names(entry_ids: Sequence[UUID]) -> dict[UUID, str]:
    """The registered names, for those who judge; an erased one is missing."""
    rows = EntryPersonal.objects.filter(entry__in=entry_ids).values_list("entry_id", "sealed")
    return {entry_id: unseal(bytes(sealed), about=entry_id)["full_name"] for entry_id, sealed in rows}
