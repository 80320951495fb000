"""What organisers send, as Structs; shared parts only."""

from datetime import UTC, datetime
from typing import Annotated, TypeVar

from msgspec import Meta, Struct

from contest.accounts import addresses
from contest.rules.terms.definition import Said
from quizzes.refusals import FieldsNotValid
from quizzes.rules.lengths import MAX_COMMENT

Moment = Annotated[datetime, Meta(tz=True)]
MaybeMoment = TypeVar("MaybeMoment", datetime, datetime | None)
YEARS = range(2000, 2200)
"""In which a contest may plan; PostgreSQL and sums of moments have room beyond them."""

Slug = addresses.Slug
Line = Annotated[Said, Meta(max_length=300)]
Comment = Annotated[str, Meta(max_length=MAX_COMMENT)]


class Words(Struct, frozen=True):
    """A text for people, Vietnamese first."""

    vi: Annotated[str, Meta(max_length=2_000)] = ""
    en: Annotated[str, Meta(max_length=2_000)] = ""


class Title(Struct, frozen=True):
    """A text for people that must not be empty."""

    vi: Line
    en: Annotated[str, Meta(max_length=300)] = ""


class NoticeText(Struct, frozen=True):
    """What people read before they agree."""

    vi: Annotated[Said, Meta(max_length=20_000)]
    en: Annotated[str, Meta(max_length=20_000)] = ""


def said(text: Words | Title | NoticeText) -> dict[str, str]:
    """The languages in which something is said."""
    return {name: value for name, value in (("vi", text.vi.strip()), ("en", text.en.strip())) if value}


def in_utc(field: str, at: MaybeMoment) -> MaybeMoment:
    """The moment in UTC: a client may write a distance from it that PostgreSQL does not read. Refuses
    FieldsNotValid outside YEARS.
    """
    if at is None:
        return at
    if at.year not in YEARS:
        raise FieldsNotValid(fields={field: [{"code": "out_of_range"}]})
    return at.astimezone(UTC)
