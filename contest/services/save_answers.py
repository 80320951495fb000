"""Keep what a person answered: the statement the whole product is measured by."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Annotated, Any, NamedTuple
from uuid import UUID

from django.db import connection
from msgspec import Meta, Struct
from psycopg.types.numeric import Int4, Int8
from uuid_utils.compat import uuid7

from contest.models import AttemptState, SubmittedBy
from contest.queries.papers import WRITTEN, takes
from contest.queries.statements import run_prepared
from quizzes.refusals import FieldsNotValid, Refusal
from quizzes.rules.marking import mask_of

MOST_LATE_ANSWERS = 1000
"""Of one attempt; a phone that was off the net for the whole paper sends a few dozen."""

Sequence31 = Annotated[int, Meta(ge=1, le=2**31 - 1)]


class TakenOver(Refusal):
    """The attempt has been resumed since, perhaps on another device; only the newest epoch saves."""

    code = "taken_over"


class AttemptIsOver(Refusal):
    """The deadline had passed when the statement ran; answers that came with it are kept as evidence."""

    code = "attempt_is_over"


class AttemptIsSubmitted(Refusal):
    """The person handed the attempt in already."""

    code = "attempt_is_submitted"


class GivenAnswer(Struct):
    """One position's answer: indexes of the options as shown, or text; empty clears. `sequence` numbers the
    changes of that position on the client, greater is later.
    """

    position: Annotated[int, Meta(ge=0, le=199)]
    sequence: Sequence31
    chosen: Annotated[list[int], Meta(max_length=31)] | None = None
    written: Annotated[str, Meta(max_length=10_000)] | None = None


class Guess(Struct):
    """The prediction; None clears it. A percentage counts parts of 0.00001 percent."""

    value: Annotated[int, Meta(ge=0, le=2**53 - 1)] | None
    sequence: Sequence31


class Saved(NamedTuple):
    """What the database holds after the statement; a sequence of 0 was never answered."""

    sequences: list[int]
    prediction_sequence: int
    closes_at: datetime
    server_time: datetime


def save_answers(
    *,
    attempt_id: UUID,
    epoch: int,
    shapes: bytes,
    predicts: bool,
    answers: Sequence[GivenAnswer],
    prediction: Guess | None = None,
) -> Saved:
    """Merge answers into an attempt in one UPDATE: for each position the greatest sequence holds.

    `shapes` and `predicts` are what the attempt's token says of its paper. The database's clock decides
    whether there is time left. Any repeat changes nothing; a stale sequence is no error. Refuses
    FieldsNotValid, TakenOver, AttemptIsSubmitted, and AttemptIsOver after keeping the answers as late.
    """
    latest = _latest(shapes, answers)
    if prediction is not None and not predicts:
        raise FieldsNotValid(fields={"prediction": [{"code": "not_asked"}]})
    if not latest and prediction is None:
        raise FieldsNotValid(fields={"answers": [{"code": "required"}]})
    texts = [answer for answer in latest if answer.written is not None]
    statement = _statement(len(latest), bool(texts), prediction is not None)
    row = run_prepared(statement, _parameters(attempt_id, epoch, latest, texts, prediction))
    if row is not None:
        return Saved(*row)
    _refuse(attempt_id, epoch, latest, prediction)
    # Nothing stands against it any more: time was given back between the two statements.
    return save_answers(
        attempt_id=attempt_id,
        epoch=epoch,
        shapes=shapes,
        predicts=predicts,
        answers=answers,
        prediction=prediction,
    )


def _latest(shapes: bytes, answers: Sequence[GivenAnswer]) -> list[GivenAnswer]:
    """One answer a position, the latest; refuses FieldsNotValid for what the paper does not take."""
    by_position: dict[int, GivenAnswer] = {}
    for answer in answers:
        if answer.position >= len(shapes) or not _fits(shapes[answer.position], answer):
            raise FieldsNotValid(fields={"answers": [{"code": "out_of_range", "position": answer.position}]})
        known = by_position.get(answer.position)
        if known is None or known.sequence < answer.sequence:
            by_position[answer.position] = answer
    return list(by_position.values())


def _fits(shape: int, answer: GivenAnswer) -> bool:
    if answer.written is not None:
        return shape == WRITTEN and answer.chosen is None
    return answer.chosen is not None and takes(shape, answer.chosen)


# After 24 days it stands still: an int of 32 bits holds no more, and by then nobody is ranked by speed.
_ELAPSED_MS = "LEAST(EXTRACT(EPOCH FROM statement_timestamp() - opened_at) * 1000, 2147483647)::int"
_MAY_SAVE = f"id = $1 AND state = {AttemptState.OPEN} AND epoch = $2 AND closes_at >= statement_timestamp()"


@cache
def _statement(answer_count: int, with_text: bool, with_prediction: bool) -> str:
    """The UPDATE for so many answers: three parameters each, from $3 on."""
    assignments: list[str] = []
    for first in range(3, 3 + 3 * answer_count, 3):
        place, sequence, mask = f"${first}", f"${first + 1}", f"${first + 2}"
        newer = f"CASE WHEN sequences[{place}] < {sequence} THEN"
        assignments += [
            f"chosen[{place}] = {newer} {mask} ELSE chosen[{place}] END",
            f"changed_ms[{place}] = {newer} {_ELAPSED_MS} ELSE changed_ms[{place}] END",
            f"sequences[{place}] = GREATEST(sequences[{place}], {sequence})",
        ]
    end = 3 + 3 * answer_count
    if with_prediction:
        assignments += [
            f"prediction = CASE WHEN prediction_sequence < ${end} THEN ${end + 1}::bigint "
            "ELSE prediction END",
            f"prediction_sequence = GREATEST(prediction_sequence, ${end})",
        ]
        end += 2
    update = f"UPDATE contest_attempt SET {', '.join(assignments)} WHERE {_MAY_SAVE}"  # noqa: S608  # parameters
    kept = "sequences, prediction_sequence, closes_at, statement_timestamp()"
    if not with_text:
        return f"{update} RETURNING {kept}"
    return f"""
        WITH saved AS ({update} RETURNING id, new.sequences, prediction_sequence, closes_at,
                                          old.sequences AS before),
             texts AS (
                 INSERT INTO contest_writtenanswer (attempt_id, position, text)
                 SELECT saved.id, given.position, given.text
                   FROM saved, unnest(${end}::int[], ${end + 1}::int[], ${end + 2}::text[])
                                   AS given (position, sequence, text)
                  WHERE saved.before[given.position + 1] < given.sequence
                     ON CONFLICT (attempt_id, position) DO UPDATE SET text = EXCLUDED.text)
        SELECT {kept} FROM saved
        """  # noqa: S608  # numbers of parameters only


def _parameters(
    attempt_id: UUID,
    epoch: int,
    latest: Sequence[GivenAnswer],
    texts: Sequence[GivenAnswer],
    prediction: Guess | None,
) -> list[Any]:
    parameters: list[Any] = [attempt_id, Int4(epoch)]
    for answer in latest:
        mask = mask_of(answer.chosen or ())
        parameters += (Int4(answer.position + 1), Int4(answer.sequence), Int4(mask))
    if prediction is not None:
        value = None if prediction.value is None else Int8(prediction.value)
        parameters += (Int4(prediction.sequence), value)
    if texts:
        parameters += (
            [answer.position for answer in texts],
            [answer.sequence for answer in texts],
            [answer.written for answer in texts],
        )
    return parameters


def _refuse(attempt_id: UUID, epoch: int, latest: Sequence[GivenAnswer], prediction: Guess | None) -> None:
    """Say why the UPDATE found no row to change."""
    row = run_prepared(
        "SELECT state, submitted_by, epoch, closes_at, statement_timestamp() "
        "FROM contest_attempt WHERE id = $1",
        [attempt_id],
    )
    if row is None:
        raise AttemptIsSubmitted
    state, submitted_by, newest, closes_at, server_time = row
    if submitted_by == SubmittedBy.PERSON:
        raise AttemptIsSubmitted
    if epoch != newest:
        raise TakenOver
    if state != AttemptState.OPEN or closes_at < server_time:
        _keep_late(attempt_id, latest, prediction)
        raise AttemptIsOver(closes_at=closes_at, server_time=server_time)


def _keep_late(attempt_id: UUID, latest: Sequence[GivenAnswer], prediction: Guess | None) -> None:
    """Keep what is newer than what is stored, once however often it is sent."""
    late = [
        (
            answer.position,
            None if answer.chosen is None else mask_of(answer.chosen),
            answer.written,
            answer.sequence,
        )
        for answer in latest
    ]
    if prediction is not None:
        late.append(
            (-1, None, None if prediction.value is None else str(prediction.value), prediction.sequence)
        )
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO contest_lateanswer (id, attempt_id, position, chosen, written, sequence, arrived_at)
            SELECT late.id, attempt.id, late.position, late.chosen, late.written, late.sequence,
                   statement_timestamp()
              FROM contest_attempt AS attempt,
                   unnest(%s::uuid[], %s::int[], %s::int[], %s::text[], %s::int[])
                       AS late (id, position, chosen, written, sequence)
             WHERE attempt.id = %s
               AND late.sequence > CASE WHEN late.position < 0 THEN attempt.prediction_sequence
                                        ELSE attempt.sequences[late.position + 1] END
               AND (SELECT count(*) FROM contest_lateanswer WHERE attempt_id = attempt.id) < %s
                ON CONFLICT ON CONSTRAINT late_answer_once DO NOTHING
            """,
            [[uuid7() for _ in late], *map(list, zip(*late, strict=True)), attempt_id, MOST_LATE_ANSWERS],
        )
