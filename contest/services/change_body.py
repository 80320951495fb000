"""How people reach a body, who answers for its data and who signs for it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from contest.accounts.models import Body
from contest.services.record_audit import record_audit
from quizzes.refusals import FieldsNotValid

CONTACT: Final = (
    "address",
    "phone",
    "email",
    "hotline",
    "responsible_person",
    "signatory",
    "signatory_title",
)
MAX_HOURS: Final = 120


def change_body(
    *, body_id: UUID, contact: Mapping[str, str], hours: Mapping[str, str], now: datetime
) -> None:
    """Say anew what `contact` names of CONTACT, and in the languages of `hours` when somebody answers the
    hotline; an act of the installation's operator. The record of the act names the fields alone, since they
    may tell of a person.

    Refuses FieldsNotValid.
    """
    with transaction.atomic():
        body = Body.objects.select_for_update(no_key=True).get(pk=body_id)
        for name in CONTACT:
            setattr(body, name, contact.get(name, getattr(body, name)).strip())
        said = {language: text.strip() for language, text in (body.hotline_hours | dict(hours)).items()}
        body.hotline_hours = {language: text for language, text in said.items() if text}
        _check(body)
        body.save(update_fields=[*CONTACT, "hotline_hours"])
        record_audit(
            action="body_changed",
            actor_id=None,
            about=body,
            body_id=body.pk,
            after={"fields": sorted([*contact, *(["hotline_hours"] if hours else [])])},
            now=now,
        )


def _check(body: Body) -> None:
    if any(len(text) > MAX_HOURS for text in body.hotline_hours.values()):
        raise FieldsNotValid(fields={"hotline_hours": [{"code": "max_length"}]})
    if body.hotline_hours and "vi" not in body.hotline_hours:
        raise FieldsNotValid(fields={"hotline_hours": [{"code": "required"}]})
    try:
        body.clean_fields(exclude={field.name for field in Body._meta.fields} - set(CONTACT))
    except ValidationError as wrong:
        raise FieldsNotValid(fields={name: [{"code": "invalid"}] for name in wrong.message_dict}) from wrong
