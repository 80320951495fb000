"""What the exam room sends and gets."""

from typing import Annotated, Literal, cast

import msgspec
from msgspec import Meta, Struct

from contest.api.instants import Instant, instant, maybe_instant
from contest.api.round_shapes import ContestName, RoundBrief, Text, round_brief
from contest.queries.papers import ShownQuestion
from contest.queries.receipts import Receipt as GivenReceipt
from contest.rules.terms import Feedback, Prediction
from contest.services.open_attempt import Ground, OpenedAttempt
from contest.services.save_answers import GivenAnswer, Guess, Saved
from quizzes.rules.marking import chosen_in


class Start(Struct):
    """Which attempt to open or resume."""

    ordinal: Annotated[int, Meta(ge=1, le=1000)]


class OpenAttempt(Struct):
    """An attempt that can be worked on."""

    id: str
    ordinal: int
    epoch: int
    state: Literal["OPEN"]
    opened_at: Instant
    closes_at: Instant


class Paper(Struct):
    """A paper as shown; chosen options are counted from 0 in this order."""

    id: str
    questions: list[ShownQuestion]
    prediction: Prediction | None


class StoredAnswer(Struct):
    """An answer the server holds, `chosen` or `written` according to the kind of question."""

    position: int
    chosen: list[int] | None
    written: str | None
    sequence: int


class StoredGuess(Struct):
    """The prediction the server holds."""

    value: int | None
    sequence: int


class Started(Struct):
    """An attempt with its token, paper and stored answers."""

    attempt: OpenAttempt
    token: str
    server_time: Instant
    contest: ContestName
    round: RoundBrief
    paper: Paper
    answers: list[StoredAnswer]
    prediction: StoredGuess | None


class AnswersBody(Struct):
    """Answers to keep, and perhaps the prediction."""

    epoch: Annotated[int, Meta(ge=1, le=32_767)]
    answers: Annotated[list[GivenAnswer], Meta(max_length=200)]
    prediction: Guess | None = None


class StoredPlace(Struct):
    """A stored position and the sequence that holds."""

    position: int
    sequence: int


class Stored(Struct):
    """Every position stored so far."""

    stored: list[StoredPlace]
    prediction_sequence: int | None
    server_time: Instant
    closes_at: Instant


class Submit(Struct):
    """Which epoch asks."""

    epoch: Annotated[int, Meta(ge=1, le=32_767)]


class Receipt(Struct):
    """The receipt of a submitted attempt."""

    code: str
    contest_title: Text
    round_title: Text
    ordinal: int
    opened_at: Instant
    submitted_at: Instant
    submitted_by: Literal["PERSON", "DEADLINE"]
    answered: int
    question_count: int
    prediction: int | None
    results_at: Instant | None
    feedback: Feedback


def started(ground: Ground, opened: OpenedAttempt, token: str) -> Started:
    """The reply to a start."""
    guess = opened.prediction_sequence
    return Started(
        attempt=OpenAttempt(
            str(opened.id),
            opened.ordinal,
            opened.epoch,
            "OPEN",
            instant(opened.opened_at),
            instant(opened.closes_at),
        ),
        token=token,
        server_time=instant(opened.server_time),
        contest=ContestName(ground.contest_slug, ground.contest_title),
        round=round_brief(ground, opened.server_time),
        paper=Paper(
            str(opened.paper_id),
            # The text made when the paper was prepared goes out as it is.
            cast("list[ShownQuestion]", msgspec.Raw(opened.content.encode())),
            ground.terms.prediction,
        ),
        answers=[
            _answer(opened, position, sequence)
            for position, sequence in enumerate(opened.sequences)
            if sequence
        ],
        prediction=StoredGuess(opened.prediction, guess) if guess else None,
    )


def _answer(opened: OpenedAttempt, position: int, sequence: int) -> StoredAnswer:
    text = opened.written.get(str(position))
    chosen = chosen_in(opened.chosen[position]) if text is None else None
    return StoredAnswer(position, chosen, text, sequence)


def stored(saved: Saved) -> Stored:
    """The reply to a save."""
    return Stored(
        [StoredPlace(position, sequence) for position, sequence in enumerate(saved.sequences) if sequence],
        saved.prediction_sequence or None,
        instant(saved.server_time),
        instant(saved.closes_at),
    )


def receipt(given: GivenReceipt) -> Receipt:
    """The reply to a submission."""
    return Receipt(
        code=given.code,
        contest_title=given.contest_title,
        round_title=given.round_title,
        ordinal=given.ordinal,
        opened_at=instant(given.opened_at),
        submitted_at=instant(given.submitted_at),
        submitted_by="DEADLINE" if given.by_deadline else "PERSON",
        answered=given.answered,
        question_count=given.question_count,
        prediction=given.prediction,
        results_at=maybe_instant(given.results_at),
        feedback=given.feedback,
    )
