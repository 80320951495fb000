"""Where letters to a person go."""

from uuid import UUID

from allauth.account.models import EmailAddress


def proven_address(*, person_id: UUID) -> str | None:
    """The mail address that the person has shown to be theirs (the chosen one of several), or None."""
    own = EmailAddress.objects.filter(user=person_id, verified=True)
    found: str | None = own.order_by("-primary", "pk").values_list("email", flat=True).first()
    return found


def address_to_prove(*, person_id: UUID, address_id: int) -> str | None:
    """An address that somebody gave as the person's; None when it is gone, or proven by now."""
    waiting = EmailAddress.objects.filter(user=person_id, pk=address_id, verified=False)
    found: str | None = waiting.values_list("email", flat=True).first()
    return found
