"""Who is signed in, and what they are to the bodies and contests here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from contest.accounts.models import BodyMembership, User
from contest.models import ContestRole, Entry, LifecycleState
from contest.queries.contests import ShownContest, described_contests


@dataclass(frozen=True, slots=True)
class Person:
    """An account with its present roles."""

    user: User
    memberships: Sequence[BodyMembership]
    roles: Sequence[ContestRole]


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
