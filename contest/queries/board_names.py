"""The names a board may show."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from contest.accounts.models import Consent
from contest.accounts.sealing import unseal
from contest.queries.statements import rows_prepared
from contest.rules.eligibility import may_be_named
from contest.rules.terms import NamesOnBoard
from quizzes.rules.texts import initials


def public_names(entry_ids: Sequence[UUID], *, how: NamesOnBoard, on: date) -> dict[UUID, str]:
    """The names of those who agreed to be named in public and are old enough to, as the terms show names.

    An entry that is missing has no name to show.
    """
    if how is NamesOnBoard.NAME_HIDDEN:
        return {}
    found: dict[UUID, str] = {}
    for entry_id, sealed in rows_prepared(_AGREED, [list(entry_ids)]):
        person = unseal(sealed, about=entry_id)
        born = person.get("birth_on")
        if may_be_named(date.fromisoformat(born) if born else None, on=on):
            name = person["full_name"]
            found[entry_id] = initials(name) if how is NamesOnBoard.INITIALS else name
    return found


def staff_names(entry_ids: Sequence[UUID]) -> dict[UUID, str]:
    """The registered names, for those who judge; an erased one is missing."""
    rows = rows_prepared(_SEALED, [list(entry_ids)])
    return {entry_id: unseal(sealed, about=entry_id)["full_name"] for entry_id, sealed in rows}


_SEALED = "SELECT entry_id, sealed FROM contest_entrypersonal WHERE entry_id = ANY($1::uuid[])"

# The agreement is that of this contest, to whichever notice the person was shown. LIMIT keeps each a search
# of its own: joined, all there are were read for each row, until the planner had counted a new contest's.
_AGREED = f"""
SELECT personal.entry_id, personal.sealed
  FROM contest_entrypersonal AS personal
  JOIN contest_entry AS entry ON entry.id = personal.entry_id
  JOIN LATERAL (SELECT FROM accounts_consent
                 WHERE user_id = entry.user_id AND contest_id = entry.contest_id
                   AND purpose = '{Consent.Purpose.PUBLISH_NAME}' AND withdrawn_at IS NULL
                LIMIT 1) AS agreed ON TRUE
 WHERE personal.entry_id = ANY($1::uuid[])
"""  # noqa: S608  # only the name of a purpose is put in
