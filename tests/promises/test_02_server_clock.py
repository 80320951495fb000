"""Promise 2: the server's clock is the only clock, and it is PostgreSQL's at the moment of the writing
statement.
"""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from contest.models import Attempt, LateAnswer, Round, SubmittedBy
from contest.queries.papers import shapes
from contest.services.open_attempt import OpenedAttempt, RoundIsNotOpen, open_attempt
from contest.services.save_answers import AttemptIsOver, GivenAnswer, Saved, save_answers
from contest.services.submit_attempt import submit_attempt
from contest.services.sweep_expired import sweep_expired
from tests.api.people import Browser
from tests.services import live_rows as rows

pytestmark = pytest.mark.django_db


def save(opened: OpenedAttempt, position: int, sequence: int) -> Saved:
    return save_answers(
        attempt_id=opened.id,
        epoch=opened.epoch,
        shapes=shapes(opened.content),
        predicts=True,
        answers=[GivenAnswer(position, sequence, chosen=[0])],
    )


def database_now() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now: datetime = cursor.fetchone()[0]
    return now


@pytest.fixture(params=[-3, 3], ids=["slow by three days", "fast by three days"])
def wrong_clock(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The web server's own clock is wrong."""
    shift = timedelta(days=request.param)
    monkeypatch.setattr(timezone, "now", lambda: datetime.now(UTC) + shift)


@pytest.mark.usefixtures("wrong_clock")
def test_a_wrong_clock_on_the_web_server_decides_nothing() -> None:
    running = rows.a_running_contest()
    entry = rows.an_entry(running)
    browser = Browser().sign_in(entry.user)
    started = browser.send("POST", f"/api/v1/rounds/{running.round.pk}/attempts/", {"ordinal": 1})
    assert started.status_code == 201
    attempt = started.json()
    assert attempt["round"]["phase"] == "OPEN"
    saved = browser.save(attempt, [{"position": 0, "chosen": [0], "sequence": 1}])
    assert saved.status_code == 200
    told = datetime.fromisoformat(saved.json()["server_time"])
    assert abs(told - database_now()) < timedelta(seconds=10)
    asked = datetime.fromisoformat(Browser().get("/api/v1/time/").json()["server_time"])
    assert abs(asked - told) < timedelta(seconds=10)
    opened = Attempt.objects.get()
    assert abs(opened.opened_at - database_now()) < timedelta(seconds=10)
    assert (opened.closes_at - opened.opened_at).total_seconds() == 1200
    mine = browser.get(f"/api/v1/me/rounds/{running.round.pk}/").json()
    assert mine["next_ordinal"] == 1


@pytest.mark.django_db(transaction=True)
def test_the_moment_of_the_statement_counts_not_that_of_its_transaction() -> None:
    """A transaction that began in time does not carry an answer over the deadline."""
    opened = rows.an_open_attempt(rows.a_running_contest())
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT now()")
        save(opened, 0, 1)
        Attempt.objects.filter(pk=opened.id).update(closes_at=database_now())
        with pytest.raises(AttemptIsOver):
            save(opened, 1, 1)
    assert Attempt.objects.get(pk=opened.id).sequences == [1, 0, 0, 0, 0]


@pytest.mark.parametrize(("seconds_left", "is_open"), [(60.0, True), (-0.001, False), (-86_400.0, False)])
def test_nothing_is_saved_after_the_deadline_whatever_the_state_says(
    seconds_left: float, is_open: bool
) -> None:
    """There is no grace, and no sweep has to come by first."""
    opened = rows.an_open_attempt(rows.a_running_contest())
    ends = database_now() + timedelta(seconds=seconds_left)
    Attempt.objects.filter(pk=opened.id).update(opened_at=ends - timedelta(minutes=20), closes_at=ends)
    if is_open:
        assert save(opened, 0, 1).sequences == [1, 0, 0, 0, 0]
        return
    with pytest.raises(AttemptIsOver) as refusal:
        save(opened, 0, 1)
    assert refusal.value.details["server_time"] > refusal.value.details["closes_at"]  # type: ignore[operator]  # instants
    late = LateAnswer.objects.get()
    assert (late.position, late.chosen, late.sequence) == (0, 1, 1)


@pytest.mark.parametrize("way", ["the person", "the sweep"])
def test_an_attempt_past_its_deadline_was_handed_in_at_it(way: str) -> None:
    opened = rows.an_open_attempt(rows.a_running_contest())
    save(opened, 0, 1)
    rows.moved(opened.id, -3600)
    if way == "the person":
        receipt = submit_attempt(attempt_id=opened.id, epoch=1)
        assert receipt.by_deadline
    else:
        assert sweep_expired() == 1
    attempt = Attempt.objects.get(pk=opened.id)
    assert (attempt.submitted_at, attempt.submitted_by) == (attempt.closes_at, SubmittedBy.DEADLINE)
    with pytest.raises(AttemptIsOver):
        save(opened, 1, 1)
    assert LateAnswer.objects.filter(attempt=attempt).count() == 1


def test_time_given_back_takes_answers_again() -> None:
    """A give-back moves the deadline; the token in the browser still holds."""
    opened = rows.an_open_attempt(rows.a_running_contest())
    rows.moved(opened.id, -1201)
    with pytest.raises(AttemptIsOver):
        save(opened, 0, 1)
    Attempt.objects.filter(pk=opened.id).update(closes_at=database_now() + timedelta(minutes=5))
    assert save(opened, 0, 1).sequences[0] == 1


@pytest.mark.parametrize(("opens_in", "closes_in"), [(60.0, 3600.0), (-3600.0, -0.001)])
def test_a_round_opens_and_closes_by_the_clock_of_the_statement(opens_in: float, closes_in: float) -> None:
    running = rows.a_running_contest()
    entry = rows.an_entry(running)
    now = database_now()
    Round.objects.update(
        opens_at=now + timedelta(seconds=opens_in), closes_at=now + timedelta(seconds=closes_in)
    )
    with pytest.raises(RoundIsNotOpen):
        open_attempt(round_id=running.round.pk, user_id=entry.user_id, ordinal=1)
    if opens_in > 0:
        Round.objects.update(opens_at=database_now())
        assert open_attempt(round_id=running.round.pk, user_id=entry.user_id, ordinal=1)[1].is_new
