"""Who has charge of which unit, and what they see there: counts that are public, of the unit and below it."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from msgspec import Struct

from contest.accounts.models import Unit, UnitMembership
from contest.models import Contest, LifecycleState, Round
from contest.queries.organizing import Said
from contest.queries.staff import NotFound
from contest.queries.unit_boards import UnitPage, unit_board


class UnitManagerRow(Struct, frozen=True):
    """A person's present charge of a unit."""

    id: UUID
    username: str
    display_name: str
    unit: UUID
    unit_name: str
    granted_at: datetime


class RoundOfUnit(Struct, frozen=True):
    """A round in which people of the unit may take part."""

    id: UUID
    title: Said
    contest: str
    contest_title: Said


class OwnUnit(Struct, frozen=True):
    """A unit one has charge of, with the rounds that have opened, the youngest first."""

    id: UUID
    name: str
    body: Said
    rounds: list[RoundOfUnit]


def charges_in(contest: Contest) -> QuerySet[UnitMembership]:
    """The present charges of the contest's units."""
    inside = Q(unit=contest.unit_root_id) | Q(unit__ancestors__contains=[contest.unit_root_id])
    if contest.unit_root_id is None:
        return UnitMembership.objects.none()
    return UnitMembership.objects.filter(inside, body=contest.body_id, ended_at=None)


def unit_managers_in(contest: Contest) -> list[UnitManagerRow]:
    """Everybody who has charge of a unit of the contest now."""
    rows = charges_in(contest).select_related("user", "unit").order_by("unit__name", "user__username", "pk")
    return [
        UnitManagerRow(
            one.pk, one.user.username, one.user.display_name, one.unit_id, one.unit.name, one.granted_at
        )
        for one in rows
    ]


def own_units(*, user_id: UUID, now: datetime) -> list[OwnUnit]:
    """The units a person has charge of, by name."""
    charges = list(
        UnitMembership.objects.filter(user=user_id, ended_at=None)
        .select_related("unit", "body")
        .order_by("unit__name", "pk")
    )
    rounds = list(_shown(now).filter(contest__body__in={one.body_id for one in charges}))
    return [
        OwnUnit(
            one.unit_id,
            one.unit.name,
            one.body.name,
            [
                RoundOfUnit(each.pk, each.title, each.contest.slug, each.contest.title)
                for each in rounds
                if each.contest.body_id == one.body_id
                and each.contest.unit_root_id in (one.unit_id, *one.unit.ancestors)
            ],
        )
        for one in charges
    ]


def own_unit_counts(
    *, user_id: UUID, unit_id: UUID, round_id: UUID, after: bytes | None, now: datetime
) -> UnitPage:
    """The rows of the public unit board that are of a unit in the person's charge and of those below it.

    So while counters are hidden it stands still with the board. Refuses NotFound.
    """
    one = _shown(now).filter(
        pk=round_id,
        contest__body__unit_managers__user=user_id,
        contest__body__unit_managers__unit=unit_id,
        contest__body__unit_managers__ended_at=None,
    )
    root_id = one.values_list("contest__unit_root", flat=True).first()
    unit = Unit.objects.filter(pk=unit_id).first()
    if root_id is None or unit is None or root_id not in (unit.pk, *unit.ancestors):
        raise NotFound
    below = Unit.objects.filter(Q(pk=unit_id) | Q(ancestors__contains=[unit_id]))
    within = set(below.values_list("pk", flat=True))
    return unit_board(round_id=round_id, after=after, now=now, within=within)


def _shown(now: datetime) -> QuerySet[Round]:
    """The rounds of published contests that have opened."""
    return (
        Round.objects.filter(opens_at__lte=now, contest__retired_at=None)
        .exclude(contest__state=LifecycleState.DRAFT)
        .select_related("contest")
        .order_by("-opens_at", "pk")
    )
