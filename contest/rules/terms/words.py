"""The words a definition of a contest is written in."""

from enum import StrEnum


class AgeOn(StrEnum):
    """The day on which an entrant must be old enough."""

    ENTRY = "ENTRY"
    CONTEST_START = "CONTEST_START"


class EntryField(StrEnum):
    """What a registration form may ask."""

    FULL_NAME = "full_name"
    BIRTH_ON = "birth_on"
    SEX = "sex"
    PHONE = "phone"
    PHONE_OWNER = "phone_owner"
    EMAIL = "email"
    ADDRESS = "address"
    UNIT = "unit"
    DIVISION = "division"
    GUARDIAN_NAME = "guardian_name"
    GUARDIAN_PHONE = "guardian_phone"


class Need(StrEnum):
    """Whether a registration field must be filled; a field not listed is not asked."""

    REQUIRED = "REQUIRED"
    OPTIONAL = "OPTIONAL"


class AttemptsPer(StrEnum):
    """The span over which attempts are limited."""

    ROUND = "ROUND"
    CONTEST = "CONTEST"


class Counting(StrEnum):
    """Which of a person's attempts in a round counts."""

    BEST = "BEST"
    FIRST = "FIRST"
    LAST = "LAST"


class TimeMeasure(StrEnum):
    """Where the duration of an attempt ends: at its submission, or at the last change of an answer."""

    SUBMIT = "SUBMIT"
    LAST_CHANGE = "LAST_CHANGE"


class Feedback(StrEnum):
    """What a person sees of the own result before results are announced.

    REVIEW_AFTER_CLOSE: points and time at once, and the right answers once the round has closed.
    """

    NOTHING = "NOTHING"
    POINTS = "POINTS"
    POINTS_AND_TIME = "POINTS_AND_TIME"
    REVIEW_AFTER_CLOSE = "REVIEW_AFTER_CLOSE"


class PredictionTarget(StrEnum):
    """What the prediction question asks to guess. People and attempts are never mixed."""

    PEOPLE = "PEOPLE"
    PEOPLE_ALL_RIGHT = "PEOPLE_ALL_RIGHT"
    ATTEMPTS = "ATTEMPTS"
    ATTEMPTS_ALL_RIGHT = "ATTEMPTS_ALL_RIGHT"
    PERCENT_ALL_RIGHT = "PERCENT_ALL_RIGHT"


class Scope(StrEnum):
    """Over what a prediction counts."""

    ROUND = "ROUND"
    CONTEST = "CONTEST"


class CountUnit(StrEnum):
    """People («người») or attempts («lượt»)."""

    PEOPLE = "PEOPLE"
    ATTEMPTS = "ATTEMPTS"


class RankingKey(StrEnum):
    """One criterion of the order of a board («tiêu chí xếp hạng»)."""

    POINTS = "POINTS"
    CORRECT_COUNT = "CORRECT_COUNT"
    PREDICTION_DISTANCE = "PREDICTION_DISTANCE"
    DURATION = "DURATION"
    SUBMIT_MOMENT = "SUBMIT_MOMENT"
    ENTRY_MOMENT = "ENTRY_MOMENT"
    PERFECT_TRIES = "PERFECT_TRIES"
    JUDGE_MARK = "JUDGE_MARK"
    LOT = "LOT"


class LastResort(StrEnum):
    """What happens to people equal in every key: they share the rank, or the committee decides by a case."""

    SHARED = "SHARED"
    COMMITTEE_DECIDES = "COMMITTEE_DECIDES"


class UnitMeasure(StrEnum):
    """What units are compared by."""

    PEOPLE = "PEOPLE"
    ATTEMPTS = "ATTEMPTS"
    RATE = "RATE"
    MEAN_POINTS = "MEAN_POINTS"
    ALL_RIGHT = "ALL_RIGHT"


class BoardPublication(StrEnum):
    """When there is a public board of persons and units."""

    LIVE = "LIVE"
    WITH_RESULTS = "WITH_RESULTS"
    NEVER = "NEVER"


class NamesOnBoard(StrEnum):
    """How a person is named on a public board."""

    NAME_HIDDEN = "NAME_HIDDEN"
    INITIALS = "INITIALS"
    FULL = "FULL"


class ExtraTimeComparison(StrEnum):
    """How the duration of an attempt with extra time compares with the others.

    AS_MEASURED: as the clock says. IN_PROPORTION: scaled by limit / (limit + extra), so that using the whole
    of one's time is the same duration for everybody.
    """

    AS_MEASURED = "AS_MEASURED"
    IN_PROPORTION = "IN_PROPORTION"
