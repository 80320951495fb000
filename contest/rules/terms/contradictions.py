"""What a definition may not say, although each of its parts is well formed."""

from collections.abc import Hashable, Iterable, Iterator, Sequence

from contest.rules.terms.definition import Blueprint, FixedSets, Prediction, Terms
from contest.rules.terms.words import (
    BoardPublication,
    CountUnit,
    EntryField,
    Feedback,
    Need,
    PredictionTarget,
    RankingKey,
    UnitMeasure,
)

Problem = tuple[str, str]

_ALL_RIGHT_TARGETS = frozenset(
    {
        PredictionTarget.PEOPLE_ALL_RIGHT,
        PredictionTarget.ATTEMPTS_ALL_RIGHT,
        PredictionTarget.PERCENT_ALL_RIGHT,
    }
)
_UNIT_OF = {
    PredictionTarget.PEOPLE: CountUnit.PEOPLE,
    PredictionTarget.PEOPLE_ALL_RIGHT: CountUnit.PEOPLE,
    PredictionTarget.ATTEMPTS: CountUnit.ATTEMPTS,
    PredictionTarget.ATTEMPTS_ALL_RIGHT: CountUnit.ATTEMPTS,
}
# Keys no slice of the engine measures yet: refused rather than ranked as zero.
NOT_MEASURED = frozenset({RankingKey.JUDGE_MARK, RankingKey.LOT})


def contradictions(terms: Terms) -> Iterator[Problem]:
    """Pairs (path, code) for all that contradicts itself, in the order of the definition."""
    yield from _registration(terms)
    yield from _paper(terms)
    yield from _ranking(terms)
    if terms.prediction is not None:
        yield from _prediction(terms, terms.prediction)
    yield from _time(terms)
    if terms.feedback is Feedback.NOTHING and terms.publication.board is BoardPublication.LIVE:
        yield "publication.board", "live_board_shows_what_feedback_hides"
    yield from _units(terms)
    yield from _repeated("divisions", [division.code for division in terms.divisions])


def _repeated(path: str, values: Sequence[Hashable]) -> Iterator[Problem]:
    seen: set[Hashable] = set()
    for index, value in enumerate(values):
        if value in seen:
            yield f"{path}[{index}]", "repeated"
        seen.add(value)


def _registration(terms: Terms) -> Iterator[Problem]:
    need = {asked.field: asked.need for asked in terms.registration}
    yield from _repeated("registration", [asked.field for asked in terms.registration])
    if need.get(EntryField.FULL_NAME) is not Need.REQUIRED:
        yield "registration", "full_name_is_required"
    age_matters = terms.eligibility.age_from is not None or terms.guardian_below_age is not None
    if age_matters and need.get(EntryField.BIRTH_ON) is not Need.REQUIRED:
        yield "registration", "age_needs_birth_on"
    if terms.guardian_below_age is not None and EntryField.GUARDIAN_NAME not in need:
        yield "registration", "guardian_age_needs_guardian_name"
    if terms.divisions and need.get(EntryField.DIVISION) is not Need.REQUIRED:
        yield "registration", "divisions_need_division"
    if not terms.divisions and EntryField.DIVISION in need:
        yield "divisions", "division_asked_without_divisions"


def _paper(terms: Terms) -> Iterator[Problem]:
    source = terms.paper.source
    if isinstance(source, Blueprint):
        if sum(row.count for row in source.rows) != terms.paper.question_count:
            yield "paper.source.rows", "rows_do_not_add_up"
    elif isinstance(source, FixedSets):
        if not source.sets:
            yield "paper.source.sets", "required"
        for index, one in enumerate(source.sets):
            if len(one.questions) != terms.paper.question_count:
                yield f"paper.source.sets[{index}].questions", "wrong_question_count"
            yield from _repeated(f"paper.source.sets[{index}].questions", one.questions)


def _ranking(terms: Terms) -> Iterator[Problem]:
    keys = terms.ranking_keys
    if not keys:
        yield "ranking_keys", "required"
    yield from _repeated("ranking_keys", keys)
    for index, key in enumerate(keys):
        if key in NOT_MEASURED:
            yield f"ranking_keys[{index}]", "key_not_available"
    if RankingKey.PREDICTION_DISTANCE in keys and terms.prediction is None:
        yield "prediction", "prediction_key_needs_prediction"


def _prediction(terms: Terms, prediction: Prediction) -> Iterator[Problem]:
    if RankingKey.PREDICTION_DISTANCE not in terms.ranking_keys:
        yield "ranking_keys", "prediction_needs_its_key"
    elif prediction.target in _ALL_RIGHT_TARGETS and not _right_answers_come_first(terms.ranking_keys):
        # A guess at how many are all right may only part those who are equally right.
        yield "ranking_keys", "all_right_needs_points"
    implied = _UNIT_OF.get(prediction.target)
    if implied is None and prediction.unit is None:
        yield "prediction.unit", "required"
    if implied is not None and prediction.unit not in (None, implied):
        yield "prediction.unit", "unit_contradicts_target"


def _right_answers_come_first(keys: Sequence[RankingKey]) -> bool:
    before = keys[: keys.index(RankingKey.PREDICTION_DISTANCE)]
    return RankingKey.POINTS in before or RankingKey.CORRECT_COUNT in before


def _time(terms: Terms) -> Iterator[Problem]:
    extra = terms.extra_time
    if extra is None:
        return
    if terms.time_limit_seconds is None:
        yield "extra_time", "extra_time_needs_a_limit"
    if RankingKey.DURATION in terms.ranking_keys and extra.comparison is None:
        yield "extra_time.comparison", "duration_key_needs_comparison"


def _units(terms: Terms) -> Iterator[Problem]:
    yield from _repeated("units.measures", terms.units.measures)
    if not terms.units.measures:
        yield "units.measures", "required"
    asked = {field.field for field in terms.registration}
    if terms.prizes.collective and EntryField.UNIT not in asked:
        yield "registration", "collective_prize_needs_unit"
    if terms.units.qualifies_from and UnitMeasure.RATE not in terms.units.measures:
        yield "units.measures", "qualifying_needs_rate"


def problems_by_path(found: Iterable[Problem]) -> list[dict[str, str]]:
    """Problems as they stand in a refusal."""
    return [{"path": path, "code": code} for path, code in found]
