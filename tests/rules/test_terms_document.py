"""The worked examples of docs/terms.md, each computed by the rules."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path
from uuid import UUID

import pytest

from contest.rules.eligibility import is_old_enough
from contest.rules.lifecycle import Window, attempt_closes_at, with_time_given_back
from contest.rules.prediction import PARTS_OF_A_PERCENT, Counts, distance, truth
from contest.rules.ranking import MEASURED_KEYS, Result, deciding_key, packer, place
from contest.rules.scoring import paper_key, points_for
from contest.rules.standings import Tried, UnitTally, counted, place_units
from contest.rules.terms import (
    Counting,
    CountUnit,
    Prediction,
    PredictionTarget,
    RankingKey,
    UnitBoard,
    UnitMeasure,
)
from quizzes.rules.marking import ChoiceKey, NumberKey, mask_of

DOCUMENT = Path(__file__).parents[2] / "docs" / "terms.md"
CHECK = re.compile(r"<!-- check: (\w+)((?: \w+=\S+)*) -->\n\n((?:\|.*\|\n)+)")

Row = dict[str, str]
Options = dict[str, str]


def rows_of(table: str) -> list[Row]:
    """The rows of a Markdown table by column."""
    lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.strip().split("\n")]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[2:]]


def letters(text: str) -> int:
    """The mask of «A, C»."""
    return mask_of(["ABCD".index(letter.strip()) for letter in text.split(",") if letter.strip()])


def moment(clock: str) -> datetime:
    """«09:20» on one day."""
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 10, 1, hour, minute, tzinfo=UTC)


def decimals(number: int, digits: int) -> str:
    """A whole number of small parts with a decimal comma."""
    return f"{number / 10**digits:.{digits}f}".replace(".", ",")


def ranking_keys(text: str) -> list[RankingKey]:
    """«POINTS,DURATION»."""
    return [RankingKey(key) for key in text.split(",")]


def check_choice(options: Options, rows: list[Row]) -> None:
    key = paper_key([([ChoiceKey(frozenset({letters(options["correct"])}))], int(options["points"]))])
    for row in rows:
        assert points_for(key, [letters(row["chosen"])], {}).points == int(row["points"]), row


def check_number(options: Options, rows: list[Row]) -> None:
    number = NumberKey(Decimal(options["value"]), Decimal(options["tolerance"]))
    key = paper_key([([number], int(options["points"]))])
    for row in rows:
        assert points_for(key, [0], {0: row["typed"]}).points == int(row["points"]), row


def check_deadline(options: Options, rows: list[Row]) -> None:
    for row in rows:
        opened = moment(row["opened"])
        ends = attempt_closes_at(
            opened,
            round_closes_at=moment(options["round_ends"]),
            time_limit_seconds=int(options["limit"]) * 60,
            extra_seconds=int(row["extra minutes"]) * 60,
        )
        removed = [Window(*map(moment, row["incident"].split("-")))] if row["incident"] else []
        assert with_time_given_back(opened, ends, removed) == moment(row["ends"]), row


def check_counting(options: Options, rows: list[Row]) -> None:
    tries = [
        Tried(
            UUID(int=int(row["ordinal"])),
            int(row["ordinal"]),
            Result(int(row["points"]), 0, int(row["seconds"]) * 1000, 0),
        )
        for row in rows
    ]
    said = {row["counts for"]: int(row["ordinal"]) for row in rows if row["counts for"]}
    pack = packer(ranking_keys(options["keys"]))
    assert said == {counting: counted(tries, counting, pack).ordinal for counting in Counting}


def check_ranking(options: Options, rows: list[Row]) -> None:
    keys = ranking_keys(options["keys"])
    pack = packer(keys)
    packed = [
        pack(
            Result(
                points=int(row["points"]),
                correct_count=0,
                duration_ms=int(row["seconds"]) * 1000,
                submitted_ms=int(row.get("moment", "0")),
                prediction_distance=distance(
                    int(row["guess"]) if row["guess"] else None, int(options["truth"])
                ),
            )
        )
        for row in rows
    ]
    assert packed == sorted(packed)
    assert place(packed) == [int(row["rank"]) for row in rows]
    for row, own, below in zip_longest(rows, packed, packed[1:]):
        decided_by = deciding_key(own, below, keys) if below else None
        assert (decided_by or "") == row["decided by"], row


def check_prediction(options: Options, rows: list[Row]) -> None:
    counts = Counts(**{name: int(value) for name, value in options.items()})
    for row in rows:
        target = PredictionTarget(row["target"])
        unit = CountUnit(row["of"]) if row["of"] else None
        value = truth(Prediction(target=target, unit=unit), counts)
        shown = str(value) if unit is None else decimals(value, len(str(PARTS_OF_A_PERCENT)) - 1)
        assert shown == row["truth"], row


def check_units(options: Options, rows: list[Row]) -> None:
    board = UnitBoard(
        measures=tuple(UnitMeasure(measure) for measure in options["measures"].split(",")),
        qualifies_from=int(options["qualifies_from"]) * 100,
    )
    tallies = [
        UnitTally(
            people=int(row["people"]),
            attempts=int(row["people"]),
            points=int(row["sum of points"]),
            all_right=0,
            head_count=int(row["head-count"]),
        )
        for row in rows
    ]
    ranks = place_units(tallies, board)
    for row, tally, rank in zip(rows, tallies, ranks, strict=True):
        assert decimals(tally.rate or 0, 2) == row["rate"], row
        assert decimals(tally.mean_points, 2) == row["mean"], row
        assert str(rank or "") == row["rank"], row


def check_age(options: Options, rows: list[Row]) -> None:
    for row in rows:
        reached = is_old_enough(
            date.fromisoformat(row["born"]),
            age_from=int(options["from"]),
            on=date.fromisoformat(row["day"]),
        )
        assert reached == (row["old enough"] == "yes"), row


CHECKS: dict[str, Callable[[Options, list[Row]], None]] = {
    "choice": check_choice,
    "number": check_number,
    "deadline": check_deadline,
    "counting": check_counting,
    "ranking": check_ranking,
    "prediction": check_prediction,
    "units": check_units,
    "age": check_age,
}
EXAMPLES = CHECK.findall(DOCUMENT.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("kind", "options", "table"), EXAMPLES)
def test_an_example_is_what_the_rules_compute(kind: str, options: str, table: str) -> None:
    CHECKS[kind](dict(option.split("=") for option in options.split()), rows_of(table))


def test_every_kind_of_example_is_in_the_document() -> None:
    assert {kind for kind, _options, _table in EXAMPLES} == set(CHECKS)
    assert DOCUMENT.read_text(encoding="utf-8").count("<!-- check:") == len(EXAMPLES)


def test_the_document_explains_every_key() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert all(f"| {key} |" in text for key in MEASURED_KEYS)
