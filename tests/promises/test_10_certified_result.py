"""Promise 10: a result can be checked by an outsider, and nobody changes one that has been given.

What holds so far: editions are immutable, their digest comes from the marks and nothing else, and what is
published never tells which options anybody chose. Certifying itself comes with the judges' room.
"""

import hashlib
import json
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from pytest_django import Settings

from contest.models import Attempt, BoardEdition, Mark, Paper, Standing
from contest.services.close_round import close_round
from contest.services.publish_boards import publish_boards
from contest.services.publish_editions import publish_editions
from contest.services.rebuild_standings import rebuild_standings
from tests.services import live_rows as rows
from tests.worker.rows import a_submitted_attempt, over

pytestmark = pytest.mark.django_db(transaction=True)


def a_given_result() -> rows.Running:
    """A round that is over, its result out."""
    running = rows.a_running_contest()
    for right in (5, 3, 3, 0):
        a_submitted_attempt(running, right=right)
    over(running, now=rows.now())
    assert close_round(round_id=running.round.pk, now=rows.now())
    return running


def test_an_edition_is_never_changed_nor_taken_away() -> None:
    a_given_result()
    edition = BoardEdition.objects.get()
    for tamper in (
        lambda: BoardEdition.objects.filter(pk=edition.pk).update(digest="0" * 64),
        lambda: BoardEdition.objects.filter(pk=edition.pk).update(row_count=9),
        lambda: BoardEdition.objects.filter(pk=edition.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            tamper()
    assert BoardEdition.objects.get().digest == edition.digest


def test_the_digest_comes_out_the_same_from_the_marks_alone() -> None:
    running = a_given_result()
    edition = BoardEdition.objects.get()
    with connection.cursor() as cursor:  # as if the boards had never been
        cursor.execute("DELETE FROM contest_standing")
    rebuild_standings(round_id=running.round.pk)
    rebuilt = hashlib.sha256()
    for standing in Standing.objects.filter(board=edition.board).order_by("public_key", "entry_id"):
        rebuilt.update(bytes(standing.public_key or b"") + standing.entry_id.bytes)
    assert rebuilt.hexdigest() == edition.digest
    assert edition.row_count == 4


def test_marks_are_not_rewritten() -> None:
    a_given_result()
    with pytest.raises(DatabaseError), transaction.atomic():
        Mark.objects.update(points=100)


def test_a_paper_that_was_taken_is_what_its_commitment_says() -> None:
    running = a_given_result()
    for paper in Paper.objects.filter(round=running.round):
        layout = json.dumps(paper.layout, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert hashlib.sha256(bytes(paper.seed) + layout.encode()).hexdigest() == paper.commitment
        with pytest.raises(DatabaseError), transaction.atomic():
            Paper.objects.filter(pk=paper.pk).update(layout=[])


def test_published_files_tell_no_answers_and_no_persons(settings: Settings, tmp_path: Path) -> None:
    settings.PUBLISHED = tmp_path
    running = a_given_result()
    publish_boards(now=rows.now())
    publish_editions()
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files, "nothing was published"
    people = list(running.contest.entries.values_list("user__username", "user_id", "number"))
    attempts = list(Attempt.objects.values_list("pk", "receipt_code"))
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert "chosen" not in text
        assert '"sequences"' not in text
        for username, user_id, number in people:
            assert username not in text
            assert str(user_id) not in text
            assert number not in text
        for attempt_id, receipt in attempts:
            assert str(attempt_id) not in text
            assert receipt not in text
