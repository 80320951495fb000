"""How people reach a body, and who answers for its data."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from contest.accounts.models import Body
from contest.services.record_audit import record_audit
from quizzes.refusals import FieldsNotValid

CONTACT: Final = ("address", "phone", "email", "hotline", "hotline_hours", "responsible_person")


def change_body(*, body_id: UUID, contact: Mapping[str, str], now: datetime) -> None:
    """Say anew what `contact` names of CONTACT; an act of the installation's operator. The record of the act
    names the fields alone, since they may tell of a person.

    Refuses FieldsNotValid.
    """
    with transaction.atomic():
        body = Body.objects.select_for_update().get(pk=body_id)
        for name in CONTACT:
            setattr(body, name, contact.get(name, getattr(body, name)).strip())
        try:
            body.clean_fields(exclude={field.name for field in Body._meta.fields} - set(CONTACT))
        except ValidationError as wrong:
            raise FieldsNotValid(
                fields={name: [{"code": "invalid"}] for name in wrong.message_dict}
            ) from wrong
        body.save(update_fields=CONTACT)
        record_audit(
            action="body_changed",
            actor_id=None,
            about=body,
            body_id=body.pk,
            after={"fields": sorted(contact)},
            now=now,
        )
