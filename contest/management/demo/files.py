"""The files beside this one, as values."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from contest.services.load_units import ListedUnit

HERE = Path(__file__).parent
UNITS_VALID_FROM = date(2025, 7, 1)
UNITS_SOURCE = "vietnamadminunits 1.0.4"


def listed_units() -> Iterator[ListedUnit]:
    """The 34 provinces and 3,321 communes of the two-level system, with the old names of their parts."""
    with (HERE / "units_2025.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            before = tuple(filter(None, row["before"].split("; ")))
            yield ListedUnit(row["code"], row["kind"], row["name"], row["province"], before)


def demo_rows(name: str) -> list[dict[str, Any]]:
    """The rows of `questions` or `regulations`."""
    rows: list[dict[str, Any]] = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    return rows
