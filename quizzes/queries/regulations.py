"""The law library: regulations, their outline, and what a written citation points at."""

import re
from datetime import date
from uuid import UUID

from django.db.models import F, Q
from msgspec import Struct

from quizzes.models import Provision, ProvisionVersion, Regulation
from quizzes.refusals import Refusal
from quizzes.rules import citation as citations
from quizzes.rules.provisions import Force, Validity, force_on

_YEAR = re.compile(r"\s*(?:,|\(|năm)?\s*(?P<year>(?:19|20)\d\d)\)?$", re.IGNORECASE)
_NUMBER_TAIL = re.compile(r",?\s*\(?(?:số\s*)?\d{1,5}(?:/\d{4})?/[A-ZĐƯ0-9-]+\)?.*$", re.IGNORECASE)


class CitationNotFound(Refusal):
    """The library holds no regulation by this name or number, or more than one (`found` says how many)."""

    code = "citation_not_found"


class RegulationNotFound(Refusal):
    code = "regulation_not_found"


class CitedPlace(Struct, frozen=True):
    """What a written citation points at. `version` is None where the library holds no such place."""

    raw: str
    regulation: Regulation
    version: ProvisionVersion | None


class OutlineRow(Struct, frozen=True):
    """One place of a regulation as it stands on a date."""

    address: str
    kind: str
    number: str
    heading: str
    summary: str
    valid_from: date | None
    valid_to: date | None


def regulation_numbered(number: str) -> Regulation:
    """The regulation with this number («26/2023/QH15»); the newest where a number repeats over the years."""
    found = Regulation.objects.filter(number=number, retired_at=None).order_by("-issued_on").first()
    if found is None:
        raise RegulationNotFound(number=number)
    return found


def outline(*, regulation_id: UUID, on: date) -> list[OutlineRow]:
    """The provisions of a regulation with what they say on a date, in reading order."""
    versions = (
        ProvisionVersion.objects.filter(provision__regulation_id=regulation_id)
        .filter(Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_to=None) | Q(valid_to__gt=on))
        .select_related("provision")
        .order_by("provision__place", "number")
    )
    rows = {version.provision.address: version for version in versions}
    return [
        OutlineRow(
            address=address,
            kind=version.provision.kind,
            number=version.provision.number,
            heading=version.heading,
            summary=version.summary,
            valid_from=version.valid_from,
            valid_to=version.valid_to,
        )
        for address, version in rows.items()
    ]


def cited_place(raw: str, *, on: date) -> CitedPlace:
    """The regulation and provision a citation names, as they stand on a date.

    Refuses CitationNotUnderstood and CitationNotFound. Where the library holds the article but not the clause
    or point, the article is the place; `raw` keeps what was written.
    """
    parsed = citations.parse(raw)
    regulation = _regulation_named(parsed.regulation, on)
    return CitedPlace(
        raw=citations.printed(parsed), regulation=regulation, version=_version(regulation, parsed, on)
    )


def _regulation_named(name: str, on: date) -> Regulation:
    number = citations.document_number(name)
    if number:
        found = list(Regulation.objects.filter(number=number, retired_at=None).order_by("-issued_on"))
    else:
        found = _titled(name)
        if len(found) > 1:
            found = [one for one in found if _force(one, on) is Force.IN_FORCE]
    if len(found) != 1:
        raise CitationNotFound(text=name, found=len(found))
    return found[0]


def _titled(name: str) -> list[Regulation]:
    bare = _NUMBER_TAIL.sub("", name).strip()
    year = _YEAR.search(bare)
    title = bare[: year.start()].strip() if year else bare
    named = Regulation.objects.filter(
        Q(title__iexact=title) | Q(aliases__contains=[bare]) | Q(aliases__contains=[title]), retired_at=None
    )
    if year:
        named = named.filter(issued_on__year=int(year["year"]))
    return list(named.order_by("-issued_on"))


def _force(regulation: Regulation, on: date) -> Force:
    return force_on(Validity(regulation.effective_from, regulation.effective_to), on)


def _version(regulation: Regulation, parsed: citations.Citation, on: date) -> ProvisionVersion | None:
    addresses = _addresses(parsed)
    found = {
        provision.address: provision
        for provision in Provision.objects.filter(regulation=regulation, address__in=addresses)
    }
    for address in addresses:
        if address in found:
            versions = list(found[address].versions.order_by(F("valid_from").asc(nulls_first=True), "number"))
            # A place that ended has no other version to stand on: the last one says that it ended.
            lasting = [one for one in versions if one.valid_to is None or one.valid_to > on]
            return next(iter(lasting or versions[-1:]), None)
    return None


def _addresses(parsed: citations.Citation) -> list[str]:
    """The addresses of the place and of what holds it, the narrowest first."""
    path: list[str] = []
    for step, value in (("dieu", parsed.article), ("khoan", parsed.clause), ("diem", parsed.point)):
        if value:
            path.append(f"{step}-{value}")
    return [".".join(path[:length]) for length in range(len(path), 0, -1)]
