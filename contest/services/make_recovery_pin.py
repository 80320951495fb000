"""Help somebody who forgot the password: a PIN, once, from the people who run the contest."""

import secrets
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction

from contest.accounts.login_names import login_name
from contest.accounts.models import RecoveryPin, User
from contest.models import Contest, Entry
from contest.queries.staff import is_staff
from contest.services.record_audit import record_audit
from quizzes.refusals import Refusal

LIFE = timedelta(hours=24)
DIGITS = 8


class EntryUnknown(Refusal):
    """Nobody has entered this contest under that number or name."""

    code = "entry_unknown"


class AccountHasRoles(Refusal):
    """Accounts of staff are not recovered by a PIN: it would lend their powers to who hands it out."""

    code = "account_has_roles"


class MadePin(NamedTuple):
    """The PIN, to be told to the person and then forgotten."""

    pin: str
    username: str
    expires_at: datetime


def make_recovery_pin(
    *, contest: Contest, entry_number: str = "", username: str = "", actor_id: UUID, now: datetime
) -> MadePin:
    """A PIN with which an entrant of the contest can set a new password; an earlier one no longer works.

    The entrant is named by entry number or login name. The act goes on the audit trail.
    Refuses EntryUnknown, AccountHasRoles.
    """
    user = _entrant(contest, entry_number.strip(), login_name(username))
    pin = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    with transaction.atomic():
        RecoveryPin.objects.filter(user=user, used_at=None, expires_at__gt=now).update(expires_at=now)
        made = RecoveryPin.objects.create(
            user=user, digest=make_password(pin), made_by_id=actor_id, made_at=now, expires_at=now + LIFE
        )
        record_audit(
            action="recovery_pin_made",
            actor_id=actor_id,
            about=user,
            body_id=contest.body_id,
            contest_id=contest.pk,
            now=now,
        )
    return MadePin(pin, user.username, made.expires_at)


def _entrant(contest: Contest, entry_number: str, username: str) -> User:
    entries = Entry.objects.filter(contest=contest, user__is_active=True).select_related("user")
    named = entries.filter(number=entry_number) if entry_number else entries.filter(user__username=username)
    entry = named.first()
    if entry is None:
        raise EntryUnknown
    if is_staff(user=entry.user):
        raise AccountHasRoles
    return entry.user
