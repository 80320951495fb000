"""What an entry form says, made ready to be kept."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from msgspec import Meta, Struct

from contest.accounts.phones import national_form
from contest.rules.eligibility import needs_guardian
from contest.rules.terms import EntryField, Need, Terms
from quizzes.refusals import FieldsNotValid
from quizzes.rules.texts import normalised

OLDEST_BIRTH = date(1900, 1, 1)
OF_GUARDIANS = (EntryField.GUARDIAN_NAME, EntryField.GUARDIAN_PHONE)

Line = Annotated[str, Meta(max_length=120)]
Fields = dict[str, list[dict[str, str]]]


class EntryForm(Struct, kw_only=True):
    """A registration as sent. Which of the personal fields must be filled the terms say; one they do not ask
    for is thrown away.
    """

    full_name: Line = ""
    birth_on: date | None = None
    sex: Literal["MALE", "FEMALE", "OTHER"] | None = None
    phone: Annotated[str, Meta(max_length=30)] = ""
    phone_owner: Literal["SELF", "RELATIVE"] | None = None
    email: Annotated[str, Meta(max_length=254)] = ""
    address: Annotated[str, Meta(max_length=300)] = ""
    unit: UUID | None = None
    division: Annotated[str, Meta(max_length=40)] | None = None
    guardian_name: Line = ""
    guardian_phone: Annotated[str, Meta(max_length=30)] = ""
    consents: Annotated[list[Literal["TAKE_PART", "PUBLISH_NAME", "REUSE"]], Meta(max_length=3)] = []
    notice: UUID | None = None
    truthful: bool = False


@dataclass(frozen=True, slots=True)
class CheckedEntry:
    """What is kept of a form: `personal` holds only what was asked and filled."""

    personal: Mapping[str, str]
    birth_on: date | None
    unit_id: UUID | None
    division: str | None


def check_entry_form(*, form: EntryForm, terms: Terms, today: date, age_counts_on: date) -> CheckedEntry:
    """What the terms ask of the form, in the form it is kept in; refuses FieldsNotValid naming every wrong
    field. A guardian is required of nobody who needs none on the day that counts.
    """
    need = {asked.field: asked.need for asked in terms.registration}
    given = {name: value for name, value in _given(form).items() if name in need}
    wrong: Fields = {}
    is_child = needs_guardian(form.birth_on, guardian_below_age=terms.guardian_below_age, on=age_counts_on)
    required = [
        name
        for name, wanted in need.items()
        if wanted is Need.REQUIRED and (is_child or name not in OF_GUARDIANS)
    ]
    for name, code in _faults(form, given, required, today):
        wrong.setdefault(name, []).append({"code": code})
    if wrong:
        raise FieldsNotValid(fields=wrong)
    kept = {str(name): _kept(name, value) for name, value in given.items() if value}
    unit_id = form.unit if EntryField.UNIT in need else None
    division = kept.pop("division", None)
    kept.pop("unit", None)
    birth_on = form.birth_on if EntryField.BIRTH_ON in need else None
    return CheckedEntry(personal=kept, birth_on=birth_on, unit_id=unit_id, division=division)


def _given(form: EntryForm) -> dict[EntryField, str]:
    """Every field as text; empty where nothing was filled in."""
    return {
        name: "" if (value := getattr(form, name)) is None else normalised(str(value)) for name in EntryField
    }


def _kept(name: EntryField, value: str) -> str:
    if name in (EntryField.PHONE, EntryField.GUARDIAN_PHONE):
        return national_form(value) or value
    return value


def _faults(
    form: EntryForm, given: Mapping[EntryField, str], required: Iterable[EntryField], today: date
) -> Iterator[tuple[str, str]]:
    for name in required:
        if not given[name]:
            yield name, "required"
    for name in (EntryField.PHONE, EntryField.GUARDIAN_PHONE):
        if given.get(name) and national_form(given[name]) is None:
            yield name, "invalid"
    if given.get(EntryField.EMAIL) and not _is_email(given[EntryField.EMAIL]):
        yield EntryField.EMAIL, "invalid"
    if form.birth_on is not None and not OLDEST_BIRTH <= form.birth_on <= today:
        yield EntryField.BIRTH_ON, "out_of_range"
    if not form.truthful:
        yield "truthful", "required"


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
