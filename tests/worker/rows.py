"""Attempts with known answers, for tests of what happens after a person has answered."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import F
from django.db.models.functions import Least

from contest.models import Attempt, AttemptState, Entry, Round
from contest.queries.paper_keys import paper_key_of
from contest.services.submit_attempt import submit_attempt
from tests.services.live_rows import Running, an_entry, an_open_attempt


def answered(attempt_id: UUID, *, right: int, prediction: int | None = None) -> None:
    """Answer the first `right` questions (all of one choice) rightly and the others wrongly."""
    attempt = Attempt.objects.get(pk=attempt_id)
    masks = paper_key_of(attempt.paper_id, 1).masks
    chosen = [mask if position < right else (1 if mask != 1 else 2) for position, mask in enumerate(masks)]
    Attempt.objects.filter(pk=attempt_id).update(
        chosen=chosen, sequences=[1] * len(masks), prediction=prediction, prediction_sequence=1
    )


def an_answered_attempt(
    running: Running,
    *,
    right: int,
    entry: Entry | None = None,
    ordinal: int = 1,
    prediction: int | None = None,
    seconds: int = 100,
) -> Attempt:
    """An open attempt, begun so many seconds ago, with all but the last step done."""
    entry = entry or an_entry(running)
    opened = an_open_attempt(running, ordinal=ordinal, entry=entry)
    answered(opened.id, right=right, prediction=prediction)
    began = Attempt.objects.filter(pk=opened.id)
    began.update(opened_at=F("opened_at") - timedelta(seconds=seconds))
    return began.get()


def a_submitted_attempt(
    running: Running,
    *,
    right: int,
    entry: Entry | None = None,
    ordinal: int = 1,
    prediction: int | None = None,
    seconds: int = 100,
) -> Attempt:
    """An attempt handed in by its person after so many whole seconds."""
    attempt = an_answered_attempt(
        running, right=right, entry=entry, ordinal=ordinal, prediction=prediction, seconds=seconds
    )
    submit_attempt(attempt_id=attempt.pk, epoch=attempt.epoch)
    attempt.refresh_from_db()
    assert attempt.submitted_at is not None
    # To the millisecond, so that ties can be made.
    Attempt.objects.filter(pk=attempt.pk).update(opened_at=attempt.submitted_at - timedelta(seconds=seconds))
    attempt.refresh_from_db()
    return attempt


def over(running: Running, *, seconds_ago: int = 1, now: datetime) -> Round:
    """The round with its end, and that of its attempts, moved into the past."""
    ended = now - timedelta(seconds=seconds_ago)
    Round.objects.filter(pk=running.round.pk).update(closes_at=ended)
    still_open = Attempt.objects.filter(round=running.round, state=AttemptState.OPEN, closes_at__gt=ended)
    still_open.update(opened_at=Least("opened_at", ended), closes_at=ended)
    running.round.refresh_from_db()
    return running.round


def a_crowd_like(attempt: Attempt, *, size: int) -> None:
    """So many more entries, each with an attempt like this one, made by PostgreSQL in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_CROWD, [size, attempt.pk])


_CROWD = """
WITH people AS (
    INSERT INTO accounts_user (id, username, password, email, display_name, language, is_active,
                               is_staff, is_superuser, date_joined)
    SELECT gen_random_uuid(), 'dong-' || n, '!', '', '', 'vi', TRUE, FALSE, FALSE, now()
      FROM generate_series(1, %s) AS n
    RETURNING id, username),
first AS (
    SELECT attempt.*, entry.contest_id, entry.unit_id
      FROM contest_attempt AS attempt JOIN contest_entry AS entry ON entry.id = attempt.entry_id
     WHERE attempt.id = %s),
entries AS (
    INSERT INTO contest_entry (id, contest_id, user_id, number, unit_id, state, channel, extra_seconds,
                               entered_at)
    SELECT gen_random_uuid(), contest_id, people.id, right(username, 10), unit_id, 'ACTIVE', 'ONLINE',
           0, now()
      FROM people, first
    RETURNING id)
INSERT INTO contest_attempt (id, entry_id, round_id, paper_id, ordinal, state, submitted_by, epoch,
                             prediction_sequence, opened_at, closes_at, submitted_at, chosen, sequences,
                             changed_ms, receipt_code)
SELECT gen_random_uuid(), entries.id, round_id, paper_id, 1, 1, 1, 1, 0, opened_at, closes_at,
       submitted_at, chosen, sequences, changed_ms, ''
  FROM entries, first
"""
