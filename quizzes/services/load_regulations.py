"""A list of regulations with their outlines into the library, all of it or nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from django.core.exceptions import ValidationError
from django.db import transaction

from quizzes.models import Provision, ProvisionVersion, Regulation
from quizzes.rules.texts import normalised
from quizzes.services.add_regulation import OutlineArticle, RegulationEntry, add_regulation

_ARTICLE_NUMBER = re.compile(r"[1-9][0-9]{0,4}[a-zđ]?")


@dataclass(frozen=True, slots=True)
class EntryProblem:
    """What is wrong in one entry: its place in the list from 1, the field, and the code."""

    place: int
    field: str
    code: str


@dataclass(frozen=True, slots=True)
class LoadedRegulations:
    """How many regulations and articles the library lacked; none is stored while there are problems."""

    regulations: int
    articles: int
    problems: Sequence[EntryProblem]


def load_regulations(*, rows: Sequence[object], check_only: bool = False) -> LoadedRegulations:
    """Put a list into the library; what is there already is left alone, so a second time adds nothing."""
    problems: list[EntryProblem] = []
    entries: dict[tuple[object, ...], RegulationEntry] = {}
    for place, row in enumerate(rows, start=1):
        try:
            entry = msgspec.convert(_in_one_form(row), RegulationEntry)
        except msgspec.ValidationError as unreadable:
            field = str(unreadable).partition("`$")[2].partition("`")[0].lstrip(".")
            problems.append(EntryProblem(place, field or str(unreadable), "unreadable"))
            continue
        problems += [EntryProblem(place, field, code) for field, code in _wrong(entry)]
        identity = (entry.issuer, entry.kind, entry.number, entry.issued_on)
        if identity in entries:
            problems.append(EntryProblem(place, "number", "twice"))
        entries[identity] = entry
    if problems:
        return LoadedRegulations(0, 0, problems)
    with transaction.atomic():
        regulations, articles = Regulation.objects.count(), Provision.objects.count()
        for entry in entries.values():
            add_regulation(entry=entry)
        added = Regulation.objects.count() - regulations, Provision.objects.count() - articles
        transaction.set_rollback(check_only)
    return LoadedRegulations(*added, problems)


def _in_one_form(value: object) -> object:
    """The same JSON with every text as the library holds texts."""
    if isinstance(value, str):
        return normalised(value)
    if isinstance(value, list):
        return [_in_one_form(item) for item in value]
    if isinstance(value, dict):
        return {name: _in_one_form(item) for name, item in value.items()}
    return value


def _wrong(entry: RegulationEntry) -> list[tuple[str, str]]:
    """Field and code of all that the library could not hold."""
    regulation = Regulation(
        kind=entry.kind,
        issuer=entry.issuer,
        number=entry.number,
        title=entry.title,
        aliases=list(entry.aliases),
        issued_on=entry.issued_on,
    )
    found = _refused(regulation)
    if entry.effective_from and entry.effective_to and entry.effective_to < entry.effective_from:
        found.append(("effective_to", "out_of_order"))
    numbers = [article.number for article in entry.articles]
    for index, article in enumerate(entry.articles):
        found += [(f"articles[{index}].{field}", code) for field, code in _wrong_article(article)]
        if article.number in numbers[:index]:
            found.append((f"articles[{index}].number", "twice"))
    return found


def _wrong_article(article: OutlineArticle) -> list[tuple[str, str]]:
    found = _refused(ProvisionVersion(number=1, heading=article.heading), but="provision")
    if not _ARTICLE_NUMBER.fullmatch(article.number):
        found.append(("number", "invalid"))
    if article.valid_from and article.valid_to and article.valid_to < article.valid_from:
        found.append(("valid_to", "out_of_order"))
    return found


def _refused(row: Regulation | ProvisionVersion, *, but: str = "") -> list[tuple[str, str]]:
    """What the columns themselves do not take: a blank, too long a text, a kind there is not."""
    try:
        row.clean_fields(exclude=[but])
    except ValidationError as wrong:
        return [
            (field, str(error.code or "invalid"))
            for field, errors in wrong.error_dict.items()
            for error in errors
        ]
    return []
