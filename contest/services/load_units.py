"""The list of administrative units: provinces and communes, with the names of what was there before."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from msgspec import Struct

from contest.accounts.models import Unit, UnitAlias
from quizzes.rules.texts import folded, normalised

BATCH = 2_000


class ListedUnit(Struct, frozen=True):
    """A row of an official list. `province` is the code of the province, empty for a province itself;
    `before` the names by which people still know parts of the unit."""

    code: str
    kind: str
    name: str
    province: str = ""
    before: tuple[str, ...] = ()


def load_units(*, rows: Iterable[ListedUnit], valid_from: date, source: str) -> int:
    """How many units were added; those that are there already, and their names, are left alone."""
    listed = list(rows)
    with transaction.atomic():
        known = _known(valid_from)
        provinces = [row for row in listed if not row.province]
        communes = [row for row in listed if row.province]
        fresh = _add(provinces, known, valid_from, source)
        fresh += _add(communes, {**known, **{unit.code: unit for unit in fresh}}, valid_from, source)
        added = {unit.code: unit for unit in fresh}
        _add_names([row for row in listed if row.code in added], added)
    return len(fresh)


def _known(valid_from: date) -> dict[str, Unit]:
    national = Unit.objects.filter(body=None, valid_from=valid_from).exclude(code="")
    return {unit.code: unit for unit in national}


def _add(rows: list[ListedUnit], known: dict[str, Unit], valid_from: date, source: str) -> list[Unit]:
    units = [_unit(row, known, valid_from, source) for row in rows if row.code not in known]
    return Unit.objects.bulk_create(units, batch_size=BATCH)


def _unit(row: ListedUnit, known: dict[str, Unit], valid_from: date, source: str) -> Unit:
    parent = known[row.province] if row.province else None
    name = normalised(row.name)
    return Unit(
        kind=row.kind,
        code=row.code,
        name=name,
        folded=folded(name),
        parent=parent,
        ancestors=[*parent.ancestors, parent.pk] if parent else [],
        valid_from=valid_from,
        source=source,
    )


def _add_names(rows: list[ListedUnit], added: dict[str, Unit]) -> None:
    names = [
        UnitAlias(unit=added[row.code], name=normalised(name), folded=folded(name))
        for row in rows
        for name in row.before
    ]
    UnitAlias.objects.bulk_create(names, batch_size=BATCH, ignore_conflicts=True)
