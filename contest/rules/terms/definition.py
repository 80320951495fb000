"""The definition of a contest as values: what the rules text says and the engine does.

When rounds open and close, which bank they draw from and the time zone are rows of their own. Stored as
JSON under a versioned `Terms` row. A field a later release adds comes with a default, so that every stored
definition still parses. Points are whole; money is in đồng; a share is in hundredths of a percent.
"""

from typing import Annotated

from msgspec import Meta, Struct

from contest.rules.terms import words
from quizzes.rules.marking import Marking

Whole = Annotated[int, Meta(ge=1)]
Count = Annotated[int, Meta(ge=1, le=10_000)]
Points = Annotated[int, Meta(ge=1, le=10_000)]
Age = Annotated[int, Meta(ge=1, le=120)]
Seconds = Annotated[int, Meta(ge=10, le=7 * 24 * 3600)]
END = r"$(?!\n)"
"""The end of a text in a pattern, in Python and in JavaScript alike; Python's `$` also stands before a last
end of line.
"""
Code = Annotated[str, Meta(pattern=rf"^[A-Za-z0-9_-]{{1,40}}{END}")]
Said = Annotated[str, Meta(min_length=1, pattern=r"\S")]
"""Something said to people: not nothing, and not only spaces."""
Line = Annotated[Said, Meta(max_length=500)]
QuestionId = Annotated[str, Meta(pattern=rf"^[0-9a-f]{{8}}(-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}{END}")]


class Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of a definition."""


class Text(Part, frozen=True):
    """A text for people, Vietnamese first."""

    vi: Line
    en: Annotated[str, Meta(max_length=500)] = ""


class Eligibility(Part, frozen=True):
    """Who may enter. `residence` is a condition people declare; nothing computes it."""

    age_from: Age | None = None
    age_on: words.AgeOn = words.AgeOn.ENTRY
    residence: Text | None = None


class AskedField(Part, frozen=True):
    """One field of the registration form."""

    field: words.EntryField
    need: words.Need


class Division(Part, frozen=True):
    """A part of the entrants with a board and prizes of its own («bảng»)."""

    code: Code
    title: Text


class FixedSet(Part, frozen=True):
    """A set of questions put together by hand; `round` is a round's number, None for every round."""

    questions: tuple[QuestionId, ...]
    round: Whole | None = None


class FixedSets(Part, frozen=True, tag_field="kind", tag="FIXED_SETS"):
    """Each paper is one of the sets."""

    sets: tuple[FixedSet, ...]


class RandomFromBank(Part, frozen=True, tag_field="kind", tag="RANDOM"):
    """Each paper is drawn from the whole bank of its round."""


class BlueprintRow(Part, frozen=True):
    """How many questions of a topic and level, and their points; what is left out is open."""

    count: Count
    topic: Line | None = None
    level: Line | None = None
    points: Points | None = None


class Blueprint(Part, frozen=True, tag_field="kind", tag="BLUEPRINT"):
    """Each paper meets the quota of every row («ma trận đề»)."""

    rows: tuple[BlueprintRow, ...]


PaperSource = FixedSets | RandomFromBank | Blueprint


class Paper(Part, frozen=True):
    """How a paper is made and what a question is worth."""

    question_count: Annotated[int, Meta(ge=1, le=200)]
    source: PaperSource
    points_per_question: Points = 1
    shuffle_questions: bool = True
    shuffle_options: bool = True


class Attempts(Part, frozen=True):
    """How often one may try («lượt thi»), None for without limit, and which try counts."""

    limit: Annotated[int, Meta(ge=1, le=1000)] | None
    per: words.AttemptsPer = words.AttemptsPer.ROUND
    counting: words.Counting = words.Counting.BEST


class Prediction(Part, frozen=True):
    """The prediction question. `unit` matters for a percentage only: of people or of attempts.

    What a ruling voided before the truth was counted is not counted.
    """

    target: words.PredictionTarget
    scope: words.Scope = words.Scope.ROUND
    unit: words.CountUnit | None = None


class IndividualPrize(Part, frozen=True):
    """A prize for persons."""

    name: Text
    count: Count
    amount_vnd: Annotated[int, Meta(ge=0)] = 0


class CollectivePrize(Part, frozen=True):
    """A prize for units."""

    name: Text
    count: Count
    measure: words.UnitMeasure
    amount_vnd: Annotated[int, Meta(ge=0)] = 0


class Prizes(Part, frozen=True):
    """All prizes, best first."""

    individual: tuple[IndividualPrize, ...] = ()
    collective: tuple[CollectivePrize, ...] = ()


class UnitBoard(Part, frozen=True):
    """How units are ordered; `qualifies_from`: least rate, in hundredths of a percent, to be ranked."""

    measures: tuple[words.UnitMeasure, ...] = (words.UnitMeasure.PEOPLE,)
    qualifies_from: Annotated[int, Meta(ge=0, le=10_000)] = 0


class Publication(Part, frozen=True):
    """What the public sees. Names need the person's consent whatever is said here."""

    board: words.BoardPublication = words.BoardPublication.LIVE
    names_while_open: words.NamesOnBoard = words.NamesOnBoard.NAME_HIDDEN
    names_in_results: words.NamesOnBoard = words.NamesOnBoard.FULL


class ExtraTime(Part, frozen=True):
    """Extra time for people who need it, in percent of the limit; `comparison` is due with a duration key."""

    percent_up_to: Annotated[int, Meta(ge=1, le=300)]
    comparison: words.ExtraTimeComparison | None = None


class Terms(Part, frozen=True):
    """The whole definition of a contest («thể lệ»), one version of it."""

    eligibility: Eligibility
    registration: tuple[AskedField, ...]
    paper: Paper
    attempts: Attempts
    ranking_keys: tuple[words.RankingKey, ...]
    time_limit_seconds: Seconds | None
    time_measure: words.TimeMeasure = words.TimeMeasure.SUBMIT
    marking: Marking = Marking.ALL_OR_NOTHING
    feedback: words.Feedback = words.Feedback.POINTS_AND_TIME
    prediction: Prediction | None = None
    last_resort: words.LastResort = words.LastResort.SHARED
    divisions: tuple[Division, ...] = ()
    prizes: Prizes = Prizes()
    units: UnitBoard = UnitBoard()
    counters_hidden_hours: Annotated[int, Meta(ge=0, le=24 * 366)] = 0
    publication: Publication = Publication()
    extra_time: ExtraTime | None = None
    shared_contact_limit: Annotated[int, Meta(ge=1, le=1000)] | None = 3
    guardian_below_age: Age | None = None

    @property
    def points_max(self) -> int:
        """The points of a paper with everything right."""
        each = self.paper.points_per_question
        if isinstance(self.paper.source, Blueprint):
            return sum(row.count * (row.points or each) for row in self.paper.source.rows)
        return self.paper.question_count * each
