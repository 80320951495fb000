"""Definitions of contests for tests: one that is valid, and a way to change it."""

from typing import Any

from contest.rules.terms import Terms, parse


def a_definition(**changes: Any) -> dict[str, Any]:
    """A valid definition with some of its parts replaced."""
    plain: dict[str, Any] = {
        "eligibility": {"age_from": 14},
        "registration": [
            {"field": "full_name", "need": "REQUIRED"},
            {"field": "birth_on", "need": "REQUIRED"},
            {"field": "unit", "need": "REQUIRED"},
        ],
        "paper": {"question_count": 20, "points_per_question": 5, "source": {"kind": "RANDOM"}},
        "attempts": {"limit": 3},
        "time_limit_seconds": 1200,
        "prediction": {"target": "PEOPLE_ALL_RIGHT"},
        "ranking_keys": ["POINTS", "PREDICTION_DISTANCE", "DURATION"],
        "prizes": {
            "individual": [{"name": {"vi": "Giải Nhất"}, "count": 1, "amount_vnd": 5_000_000}],
            "collective": [{"name": {"vi": "Giải tập thể"}, "count": 1, "measure": "RATE"}],
        },
    }
    return plain | changes


def some_terms(**changes: Any) -> Terms:
    """The terms of a valid definition with some of its parts replaced."""
    return parse(a_definition(**changes))
