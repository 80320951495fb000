"""Who is signed in, and what they are to the bodies and contests here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS

from contest.accounts.models import BodyMembership, User
from contest.models import ContestRole, Entry, LifecycleState
from contest.queries.contests import ShownContest, described_contests
from contest.queries.statements import run_prepared


@dataclass(frozen=True, slots=True)
class Person:
    """An account with its present roles."""

    user: User
    memberships: Sequence[BodyMembership]
    roles: Sequence[ContestRole]


def account(*, user_id: object) -> User | None:
    """The account with this id, as the ORM would read it; None where there is none."""
    row = run_prepared(_ACCOUNT, [user_id])
    return None if row is None else User.from_db(DEFAULT_DB_ALIAS, _FIELDS, row)


_FIELDS = [field.attname for field in User._meta.concrete_fields]
_ACCOUNT = f"SELECT {', '.join(_FIELDS)} FROM accounts_user WHERE id = $1"  # noqa: S608  # our own columns


def person(*, user_id: UUID) -> Person:
    """The account with its present roles on bodies and in contests."""
    return Person(
        user=User.objects.get(pk=user_id),
        memberships=list(
            BodyMembership.objects.filter(user=user_id, ended_at=None)
            .select_related("body")
            .order_by("body__slug", "role")
        ),
        roles=list(
            ContestRole.objects.filter(user=user_id, ended_at=None)
            .select_related("contest")
            .order_by("contest__slug", "role")
        ),
    )


def own_entries(*, user_id: UUID, now: datetime) -> list[tuple[Entry, ShownContest]]:
    """The person's entries with their contests, the newest first."""
    entries = list(
        Entry.objects.filter(user=user_id)
        .exclude(contest__state=LifecycleState.DRAFT)
        .select_related("unit", "division")
        .order_by("-entered_at", "-pk")
    )
    contests = {
        one.contest.pk: one for one in described_contests([entry.contest_id for entry in entries], now=now)
    }
    return [(entry, contests[entry.contest_id]) for entry in entries if entry.contest_id in contests]
