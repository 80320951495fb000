"""Many people at once: entrants, their sessions, and attempts under way or handed in, written as rows.

A start by the door costs a millisecond or two, a hundred thousand of them minutes. Ids are made as the
product makes them, since their order decides how large and how fast the indexes are.
"""

import os
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.backends.cached_db import SessionStore
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.utils.crypto import get_random_string
from uuid_utils.compat import uuid7

from contest.accounts.models import User
from contest.accounts.sealing import seal
from contest.api import tokens
from contest.models import Contest, Paper
from contest.queries.paper_keys import paper_key_of
from contest.queries.papers import shapes
from contest.services.drain_submitted import drain_submitted
from tests.services import live_rows as rows

QUESTIONS = 20
CHUNK = 4_000
STRIPES = 8
SAVED_TOGETHER = (7, 14, 20)
"""How many questions are answered after each of the updates that stand for an attempt's saves."""

_PASSWORD = "!"
_numbers = count(1)
_lot = Random(20_221_124)


class Person(NamedTuple):
    """An account with its entry."""

    user_id: UUID
    entry_id: UUID


class Answered(NamedTuple):
    """An attempt as it will be when it is handed in."""

    id: UUID
    entry_id: UUID
    paper_id: UUID
    opened_at: datetime
    submitted_at: datetime
    chosen: list[int]
    changed_ms: list[int]


def a_contest() -> rows.Running:
    """A rehearsal of twenty questions from a bank of sixty, on a full pool of papers; names are shown."""
    running = rows.a_running_contest(
        kinds=[rows.CHOICE] * (3 * QUESTIONS),
        pool=400,
        minutes=600,
        paper={"question_count": QUESTIONS, "points_per_question": 5, "source": {"kind": "RANDOM"}},
        time_limit_seconds=36_000,
        publication={"names_while_open": "FULL"},
    )
    Contest.objects.filter(pk=running.contest.pk).update(kind=Contest.Kind.REHEARSAL)
    return running


def copy_rows(table: str, columns: str, lines: Iterable[Sequence[Any]]) -> None:
    """Put rows into a table by PostgreSQL's COPY."""
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for line in lines:
            copy.write_row(line)


def entrants(running: rows.Running, size: int) -> list[Person]:
    """So many people with an account, an entry, the personal row and the consent to be named."""
    now, contest_id, unit_id = rows.now(), running.contest.pk, running.commune.pk
    people = [Person(uuid7(), uuid7()) for _ in range(size)]
    numbers = [next(_numbers) for _ in people]
    copy_rows(
        "accounts_user",
        "id, username, password, email, display_name, language, is_active, is_staff, is_superuser, "
        "date_joined",
        (
            (one.user_id, f"tai-{number}", _PASSWORD, "", "", "vi", True, False, False, now)
            for one, number in zip(people, numbers, strict=True)
        ),
    )
    copy_rows(
        "contest_entry",
        "id, contest_id, user_id, number, unit_id, state, channel, extra_seconds, entered_at",
        (
            (one.entry_id, contest_id, one.user_id, f"{10**9 + n}", unit_id, "ACTIVE", "ONLINE", 0, now)
            for one, n in zip(people, numbers, strict=True)
        ),
    )
    person = {"full_name": "Nguyễn Thị Minh Khai", "birth_on": "1990-05-17"}
    copy_rows(
        "contest_entrypersonal",
        "entry_id, sealed, salt, updated_at",
        ((one.entry_id, seal(person, about=one.entry_id), os.urandom(16), now) for one in people),
    )
    copy_rows(
        "accounts_consent",
        "id, user_id, notice_id, contest_id, purpose, given_at",
        ((uuid7(), one.user_id, running.notice.pk, contest_id, "PUBLISH_NAME", now) for one in people),
    )
    return people


def sessions(people: Sequence[Person]) -> list[str]:
    """The session token of each, as after a sign-in: in the database and in the cache."""
    auth_hash = User(password=_PASSWORD).get_session_auth_hash()
    expires = datetime.now(UTC) + timedelta(days=30)
    stored, cached, keys = [], {}, []
    for one in people:
        store = SessionStore(session_key=get_random_string(32, "abcdefghijklmnopqrstuvwxyz0123456789"))
        data = {
            "_auth_user_id": str(one.user_id),
            "_auth_user_backend": settings.AUTHENTICATION_BACKENDS[0],
            "_auth_user_hash": auth_hash,
        }
        key = str(store.session_key)
        stored.append(Session(session_key=key, session_data=store.encode(data), expire_date=expires))
        cached[store.cache_key] = data
        keys.append(key)
    Session.objects.bulk_create(stored, batch_size=CHUNK)
    cache.set_many(cached, settings.SESSION_COOKIE_AGE)
    return keys


def answered_attempts(running: rows.Running, people: Sequence[Person]) -> list[Answered]:
    """An attempt for each person, begun within the last hour and answered with more or less skill."""
    papers = list(Paper.objects.filter(round=running.round).order_by("index").values_list("pk", flat=True))
    began = rows.now() - timedelta(minutes=55)
    made = []
    for one in people:
        paper_id = _lot.choice(papers)
        skill = 0.4 + 0.6 * _lot.random()
        right = paper_key_of(paper_id, 1).masks
        seconds = _lot.uniform(200, 1_200)
        opened_at = began + timedelta(seconds=_lot.uniform(0, 1_800))
        made.append(
            Answered(
                uuid7(),
                one.entry_id,
                paper_id,
                opened_at,
                opened_at + timedelta(seconds=seconds),
                [mask if _lot.random() < skill else (1 if mask != 1 else 2) for mask in right],
                [int(seconds * 45 * (place + 1)) for place in range(QUESTIONS)],
            )
        )
    return made


def lived(running: rows.Running, attempts: Sequence[Answered]) -> None:
    """Write attempts as they come to be: opened, saved several times, handed in, scored; a chunk at a time.

    Each step takes every eighth of the chunk at once. Neighbours in a page are not saved in the same moment
    in life either, and the room each left behind is free for the next one.
    """
    for start in range(0, len(attempts), CHUNK):
        chunk = attempts[start : start + CHUNK]
        opened(running, chunk)
        stripes = [chunk[first::STRIPES] for first in range(STRIPES)]
        for done in SAVED_TOGETHER:
            for stripe in stripes:
                _save(stripe, done)
        for stripe in stripes:
            _run(_SUBMIT, [one.id for one in stripe], [one.submitted_at for one in stripe])
            drain_submitted()


def _save(attempts: Sequence[Answered], done: int) -> None:
    _run(
        _SAVE,
        [one.id for one in attempts],
        [_array(one.chosen[:done]) for one in attempts],
        [_array(one.changed_ms[:done]) for one in attempts],
        QUESTIONS - done,
    )


def opened(running: rows.Running, attempts: Sequence[Answered]) -> None:
    """Write attempts as they are right after the start."""
    nothing = [0] * QUESTIONS
    copy_rows(
        "contest_attempt",
        _COLUMNS,
        ((*_begun(running, one, state=0), None, nothing, nothing, nothing, "") for one in attempts),
    )


def handed_in(running: rows.Running, attempts: Sequence[Answered]) -> None:
    """Write attempts that wait for their marks, all at once."""
    sequences = list(range(1, QUESTIONS + 1))
    copy_rows(
        "contest_attempt",
        _COLUMNS,
        (
            (*_begun(running, one, state=1), one.submitted_at, one.chosen, sequences, one.changed_ms, "AAAA")
            for one in attempts
        ),
    )


def attempt_tokens(running: rows.Running, attempts: Sequence[Answered]) -> list[str]:
    """The token of each open attempt, as its start gave it."""
    contents = Paper.objects.filter(round=running.round).values_list("pk", "content")
    shapes_of = {paper_id: shapes(content) for paper_id, content in contents}
    ends = running.round.closes_at
    return [
        tokens.written(tokens.AttemptToken(one.id, 1, ends, True, shapes_of[one.paper_id]))
        for one in attempts
    ]


def _begun(running: rows.Running, one: Answered, *, state: int) -> tuple[object, ...]:
    """The first columns, up to when it closes; handed in means by the person."""
    round_id, ends = running.round.pk, running.round.closes_at
    return (one.id, one.entry_id, round_id, one.paper_id, 1, state, state, 1, 0, one.opened_at, ends)


def _array(values: Sequence[int]) -> str:
    return "{" + ",".join(map(str, values)) + "}"


def _run(statement: str, *parameters: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


_COLUMNS = (
    "id, entry_id, round_id, paper_id, ordinal, state, submitted_by, epoch, prediction_sequence, opened_at, "
    "closes_at, submitted_at, chosen, sequences, changed_ms, receipt_code"
)
_SAVE = """
WITH given AS (
    SELECT id, chosen::int[], changed::int[], array_fill(0, ARRAY[n]) AS rest
      FROM unnest(%s::uuid[], %s::text[], %s::text[]) AS given (id, chosen, changed), (SELECT %s AS n) AS n)
UPDATE contest_attempt AS attempt
   SET chosen = given.chosen || rest, changed_ms = changed || rest,
       sequences = array_fill(1, ARRAY[cardinality(given.chosen)]) || rest
  FROM given WHERE attempt.id = given.id
"""
_SUBMIT = """
UPDATE contest_attempt AS attempt
   SET state = 1, submitted_by = 1, submitted_at = given.at, receipt_code = 'AAAA-BBBB-CCCC'
  FROM unnest(%s::uuid[], %s::timestamptz[]) AS given (id, at)
 WHERE attempt.id = given.id
"""
