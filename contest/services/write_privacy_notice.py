"""A version of what a body tells people about their data."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from contest.accounts.models import Body, Consent, PrivacyNotice
from contest.services.record_audit import record_audit


def write_privacy_notice(
    *,
    body_id: UUID,
    text: dict[str, str],
    legal_basis: str,
    asks_to_publish_names: bool,
    actor_id: UUID,
    now: datetime,
) -> PrivacyNotice:
    """Add a version for contests to choose; no earlier one changes, since people agreed to its words.

    Taking part is what data is needed for; to be named in public is asked apart and never required.
    """
    purposes = [{"code": Consent.Purpose.TAKE_PART, "required": True, "legal_basis": legal_basis}]
    if asks_to_publish_names:
        purposes.append({"code": Consent.Purpose.PUBLISH_NAME, "required": False, "legal_basis": legal_basis})
    with transaction.atomic():
        body = Body.objects.select_for_update(no_key=True).get(pk=body_id)
        newest = body.privacy_notices.order_by("-version").first()
        written = PrivacyNotice.objects.create(
            body=body,
            version=newest.version + 1 if newest else 1,
            text=text,
            purposes=purposes,
            published_at=now,
        )
        record_audit(
            action="privacy_notice_written",
            actor_id=actor_id,
            about=written,
            body_id=body.pk,
            after={"version": written.version},
            now=now,
        )
    return written
