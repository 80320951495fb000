"""A regulation with the outline of its provisions: numbers, headings, dates, summaries in our own words."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from msgspec import Struct

from quizzes.models import Provision, ProvisionVersion, Regulation


class OutlineArticle(Struct, frozen=True, kw_only=True):
    """One article of an outline. Without dates it holds as long as the regulation."""

    number: str
    heading: str = ""
    summary: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


class RegulationEntry(Struct, frozen=True, kw_only=True):
    """A regulation as it is entered in the library; `effective_to` is the first day out of force."""

    kind: str
    issuer: str
    number: str
    title: str
    issued_on: date
    effective_from: date | None = None
    effective_to: date | None = None
    aliases: tuple[str, ...] = ()
    summary: str = ""
    articles: tuple[OutlineArticle, ...] = ()


def add_regulation(*, entry: RegulationEntry) -> Regulation:
    """The regulation; one with the same issuer, kind, number and date is found again, and only articles it
    lacks are added."""
    with transaction.atomic():
        regulation, _ = Regulation.objects.get_or_create(
            issuer=entry.issuer,
            kind=entry.kind,
            number=entry.number,
            issued_on=entry.issued_on,
            defaults={
                "title": entry.title,
                "aliases": list(entry.aliases),
                "effective_from": entry.effective_from,
                "effective_to": entry.effective_to,
                "summary": entry.summary,
            },
        )
        _add_articles(regulation, entry.articles)
    return regulation


def _add_articles(regulation: Regulation, articles: Iterable[OutlineArticle]) -> None:
    known = set(regulation.provisions.values_list("address", flat=True))
    fresh = {
        f"dieu-{article.number}": article for article in articles if f"dieu-{article.number}" not in known
    }
    provisions = Provision.objects.bulk_create(
        Provision(
            regulation=regulation,
            kind=Provision.Kind.ARTICLE,
            number=article.number,
            address=address,
            place=_place(article.number),
        )
        for address, article in fresh.items()
    )
    ProvisionVersion.objects.bulk_create(
        ProvisionVersion(
            provision=provision,
            number=1,
            heading=fresh[provision.address].heading,
            summary=fresh[provision.address].summary,
            valid_from=fresh[provision.address].valid_from,
            valid_to=fresh[provision.address].valid_to,
        )
        for provision in provisions
    )


def _place(number: str) -> int:
    """Reading order: 12, 12a, 12b, 13."""
    digits = number.rstrip("abcdefghijklmnopqrstuvwxyzđ")
    letter = number[len(digits) :]
    return int(digits) * 100 + (ord(letter[0]) - ord("a") + 1 if letter else 0)
