"""Laws of a contest's definition."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.rules.terms import RankingKey, Terms, TermsNotValid, definition, parse
from tests.rules.definitions import a_definition, some_terms

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
QUESTION = "01990000-0000-7000-8000-00000000000{}"


def problems(data: object) -> list[tuple[str, str]]:
    """The (path, code) pairs of a refusal."""
    with pytest.raises(TermsNotValid) as refusal:
        parse(data)
    listed = refusal.value.details["problems"]
    assert isinstance(listed, list)
    return [(problem["path"], problem["code"]) for problem in listed]


def test_terms_survive_storage() -> None:
    terms = parse(a_definition())
    assert parse(json.loads(json.dumps(definition(terms)))) == terms
    assert hash(terms) == hash(parse(a_definition()))


@given(JSON)
def test_anything_is_parsed_or_refused_with_places(data: object) -> None:
    assert all(code for _path, code in problems(data))


@given(st.sampled_from(sorted(a_definition())), JSON)
def test_a_spoilt_part_is_the_only_one_named(name: str, value: object) -> None:
    try:
        parse(a_definition(**{name: value}))
    except TermsNotValid as refusal:
        listed = refusal.details["problems"]
        assert isinstance(listed, list)
        assert listed
        # A part that is well formed may still contradict another one.
        contradiction = not all(problem["code"] in {"invalid", "unknown", "required"} for problem in listed)
        assert contradiction or all(problem["path"].startswith(name) for problem in listed)


def test_every_problem_is_named_at_once() -> None:
    found = problems(
        {
            "colour": "red",
            "registration": [{"field": "shoe_size"}],
            "paper": {"question_count": 0, "source": {"kind": "GUESSED"}},
            "attempts": [],
            "ranking_keys": ["LUCK"],
            "prediction": {"scope": "ROUND"},
            "time_limit_seconds": 600,
        }
    )
    assert set(found) == {
        ("colour", "unknown"),
        ("eligibility", "required"),
        ("registration[0].field", "invalid"),
        ("registration[0].need", "required"),
        ("paper.question_count", "invalid"),
        ("paper.source", "invalid"),
        ("attempts", "invalid"),
        ("ranking_keys[0]", "invalid"),
        ("prediction.target", "required"),
    }


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"ranking_keys": []}, ("ranking_keys", "required")),
        ({"prediction": None}, ("prediction", "prediction_key_needs_prediction")),
        ({"ranking_keys": ["POINTS"]}, ("ranking_keys", "prediction_needs_its_key")),
        ({"ranking_keys": ["PREDICTION_DISTANCE", "POINTS"]}, ("ranking_keys", "all_right_needs_points")),
        (
            {"ranking_keys": ["POINTS", "PREDICTION_DISTANCE", "POINTS"]},
            ("ranking_keys[2]", "repeated"),
        ),
        (
            {"ranking_keys": ["POINTS", "PREDICTION_DISTANCE", "LOT"]},
            ("ranking_keys[2]", "key_not_available"),
        ),
        ({"prediction": {"target": "PERCENT_ALL_RIGHT"}}, ("prediction.unit", "required")),
        (
            {"prediction": {"target": "PEOPLE_ALL_RIGHT", "unit": "ATTEMPTS"}},
            ("prediction.unit", "unit_contradicts_target"),
        ),
        (
            {"extra_time": {"percent_up_to": 50}},
            ("extra_time.comparison", "duration_key_needs_comparison"),
        ),
        (
            {"extra_time": {"percent_up_to": 50, "comparison": "AS_MEASURED"}, "time_limit_seconds": None},
            ("extra_time", "extra_time_needs_a_limit"),
        ),
        (
            {
                "paper": {
                    "question_count": 20,
                    "source": {"kind": "BLUEPRINT", "rows": [{"count": 12}, {"count": 7}]},
                }
            },
            ("paper.source.rows", "rows_do_not_add_up"),
        ),
        (
            {
                "paper": {
                    "question_count": 2,
                    "source": {
                        "kind": "FIXED_SETS",
                        "sets": [{"questions": [QUESTION.format(1), QUESTION.format(1)]}],
                    },
                }
            },
            ("paper.source.sets[0].questions[1]", "repeated"),
        ),
        (
            {"registration": [{"field": "full_name", "need": "OPTIONAL"}], "prizes": {}},
            ("registration", "full_name_is_required"),
        ),
        (
            {"registration": [{"field": "full_name", "need": "REQUIRED"}], "prizes": {}},
            ("registration", "age_needs_birth_on"),
        ),
        ({"guardian_below_age": 16}, ("registration", "guardian_age_needs_guardian_name")),
        (
            {"divisions": [{"code": "A", "title": {"vi": "Bảng A"}}]},
            ("registration", "divisions_need_division"),
        ),
        ({"feedback": "NOTHING"}, ("publication.board", "live_board_shows_what_feedback_hides")),
        (
            {"divisions": [{"code": "A", "title": {"vi": "Bảng A"}}] * 2},
            ("divisions[1]", "repeated"),
        ),
        (
            {"registration": [{"field": "division", "need": "REQUIRED"}], "prizes": {}},
            ("divisions", "division_asked_without_divisions"),
        ),
        ({"registration": [{"field": "sex", "need": "OPTIONAL"}] * 2}, ("registration[1]", "repeated")),
        (
            {"paper": {"question_count": 2, "source": {"kind": "FIXED_SETS", "sets": []}}},
            ("paper.source.sets", "required"),
        ),
        *(
            (
                {
                    "paper": {
                        "question_count": 2,
                        "source": {
                            "kind": "FIXED_SETS",
                            "sets": [{"questions": [QUESTION.format(number) for number in range(count)]}],
                        },
                    }
                },
                ("paper.source.sets[0].questions", "wrong_question_count"),
            )
            for count in (1, 3)
        ),
        ({"units": {"measures": []}}, ("units.measures", "required")),
        ({"units": {"measures": ["PEOPLE", "PEOPLE"]}}, ("units.measures[1]", "repeated")),
        (
            {"units": {"measures": ["PEOPLE"], "qualifies_from": 7000}},
            ("units.measures", "qualifying_needs_rate"),
        ),
    ],
)
def test_a_definition_may_not_contradict_itself(changes: dict[str, Any], problem: tuple[str, str]) -> None:
    assert problem in problems(a_definition(**changes))


def test_collective_prizes_need_a_unit() -> None:
    asked = [{"field": "full_name", "need": "REQUIRED"}, {"field": "birth_on", "need": "REQUIRED"}]
    assert problems(a_definition(registration=asked)) == [("registration", "collective_prize_needs_unit")]


@given(st.lists(st.tuples(st.integers(1, 10), st.none() | st.integers(1, 9)), min_size=1, max_size=6))
def test_the_most_points_are_those_of_everything_right(rows: list[tuple[int, int | None]]) -> None:
    source = {
        "kind": "BLUEPRINT",
        "rows": [{"count": count} | ({"points": points} if points else {}) for count, points in rows],
    }
    total = sum(count for count, _points in rows)
    terms: Terms = some_terms(paper={"question_count": total, "points_per_question": 2, "source": source})
    assert terms.points_max == sum(count * (points or 2) for count, points in rows)


def test_ranking_keys_keep_their_order() -> None:
    terms = some_terms(ranking_keys=["DURATION", "POINTS", "PREDICTION_DISTANCE"])
    assert terms.ranking_keys == (RankingKey.DURATION, RankingKey.POINTS, RankingKey.PREDICTION_DISTANCE)
