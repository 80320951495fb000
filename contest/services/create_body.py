"""A body that holds contests."""

from datetime import datetime

from django.db import transaction

from contest.accounts.models import Body
from contest.services.create_contest import SlugTaken
from contest.services.record_audit import record_audit


def create_body(*, slug: str, name: dict[str, str], now: datetime) -> Body:
    """Create a body with a storage prefix of its own; an act of the installation's operator.

    Refuses SlugTaken.
    """
    with transaction.atomic():
        body, created = Body.objects.get_or_create(slug=slug, defaults={"name": name, "storage_prefix": slug})
        if not created:
            raise SlugTaken(slug=slug)
        record_audit(
            action="body_created", actor_id=None, about=body, body_id=body.pk, after={"slug": slug}, now=now
        )
    return body
