"""Question banks as the people of their body see them."""

from uuid import UUID

from django.db.models import Q
from msgspec import Struct

from contest.queries.staff import Act, bodies_of, body_acts
from quizzes.models import QuestionBank, Regulation
from quizzes.queries.banks import banks_of

CHOICES = 20


class StaffBank(Struct, frozen=True):
    """A bank with how many questions it has in each state, and what the person may do in it.

    `me` is the person's own id, since nobody approves what they wrote.
    """

    slug: str
    title: str
    body: str
    is_open: bool
    counts: dict[str, int]
    acts: list[Act]
    me: UUID


class RegulationChoice(Struct, frozen=True):
    """A regulation to choose."""

    id: UUID
    number: str
    title: str


def staff_banks(*, user_id: UUID) -> list[StaffBank]:
    """The banks of the person's bodies."""
    bodies = {body.pk: body for body in bodies_of(user_id=user_id)}
    acts = {pk: sorted(body_acts(user_id=user_id, body_id=pk)) for pk in bodies}
    return [
        StaffBank(
            slug=bank.slug,
            title=bank.title,
            body=bodies[bank.owner_id].slug,
            is_open=bank.is_open,
            counts=bank.counts,
            acts=acts[bank.owner_id],
            me=user_id,
        )
        for bank in banks_of(bodies=list(bodies))
    ]


def staff_bank(*, bank: QuestionBank, user_id: UUID) -> StaffBank:
    """One of them."""
    return next(one for one in staff_banks(user_id=user_id) if one.slug == bank.slug)


def regulation_choices(*, text: str) -> list[RegulationChoice]:
    """Regulations whose number or title holds the text, the newest first."""
    found = Regulation.objects.filter(
        Q(title__icontains=text) | Q(number__icontains=text), retired_at=None
    ).order_by("-issued_on", "number")
    return [RegulationChoice(one.pk, one.number, one.title) for one in found[:CHOICES]]
