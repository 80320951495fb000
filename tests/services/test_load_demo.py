"""The demo: always open, loaded once, moved on when its last round is over."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import Settings

from contest.accounts.models import BodyMembership, Unit, UnitAlias, User
from contest.management.commands import load_demo as command
from contest.management.demo import opening
from contest.management.demo.definitions import FINISHED, RUNNING
from contest.management.demo.opening import keep_demo_open
from contest.management.demo.staff import STAFF
from contest.models import (
    Attempt,
    AttemptState,
    Board,
    Contest,
    ContestRole,
    LifecycleState,
    Mark,
    Round,
    Standing,
)
from quizzes.models import Question
from tests.services.live_rows import a_running_contest
from tests.worker.rows import a_submitted_attempt, over

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(240)]


def loaded(*words: str) -> list[str]:
    out = StringIO()
    call_command("load_demo", *words, stdout=out)
    return out.getvalue().splitlines()


def counts() -> dict[str, int]:
    models = (User, Unit, UnitAlias, Question, Contest, Round, Attempt, Mark, Standing, Board)
    return {model.__name__: model.objects.count() for model in models}


def test_the_demo_is_loaded_once_and_moves_on(settings: Settings) -> None:
    settings.DEMO_PHASE = True
    accounts = loaded()
    assert len(accounts) == len(STAFF)
    before = counts()
    assert Unit.objects.filter(kind=Unit.Kind.PROVINCE).count() == 34
    assert Unit.objects.exclude(kind=Unit.Kind.PROVINCE).count() == 3_321
    assert Question.objects.filter(status=Question.Status.APPROVED).count() >= 36
    assert before["Mark"] == before["Attempt"] == Attempt.objects.filter(state=AttemptState.SCORED).count()
    assert Standing.objects.filter(board__contest__slug=FINISHED).count() == 2_000
    states = Round.objects.filter(contest__slug=RUNNING).order_by("number").values_list("state", flat=True)
    assert list(states) == ["PROVISIONAL", "OPEN", "DRAFT"]

    assert loaded() == []
    assert counts() == before
    assert len(loaded("--new-passwords")) == len(STAFF)
    assert counts() == before

    _stays_open_as_time_goes_by(before)


def _stays_open_as_time_goes_by(before: dict[str, int]) -> None:
    last = Round.objects.filter(contest__slug=RUNNING).latest("closes_at").closes_at
    assert not keep_demo_open(now=last - timedelta(seconds=1))
    assert counts() == before
    later = last + timedelta(minutes=4)
    assert [keep_demo_open(now=later) for _ in range(2)] == [True, False]
    assert Contest.objects.filter(slug__startswith=RUNNING).count() == 2
    rounds = Round.objects.filter(contest__slug=RUNNING)
    assert rounds.filter(opens_at__lte=later, closes_at__gt=later).count() == 1
    assert rounds.filter(opens_at__gt=later).count() == 1
    assert counts()["User"] == before["User"]
    assert counts()["Question"] == before["Question"]


@pytest.mark.django_db(transaction=True)
def test_loading_the_demo_leaves_other_contests_to_the_worker(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEMO_PHASE = True
    monkeypatch.setattr(command, "load_demo", lambda **_: {})
    live, demo = (a_running_contest(prediction=None, ranking_keys=["POINTS"]) for _ in range(2))
    Contest.objects.filter(pk=demo.contest.pk).update(kind=Contest.Kind.DEMO)
    for running in (live, demo):
        a_submitted_attempt(running, right=2)
        over(running, now=timezone.now())
    assert loaded() == []
    states = dict(Attempt.objects.values_list("round", "state"))
    assert states == {live.round.pk: AttemptState.SUBMITTED, demo.round.pk: AttemptState.SCORED}
    rounds = dict(Round.objects.values_list("pk", "state"))
    assert rounds == {live.round.pk: LifecycleState.OPEN, demo.round.pk: LifecycleState.PROVISIONAL}


def test_the_demo_moves_no_contest_that_is_not_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    live = a_running_contest(pool=0).contest
    Contest.objects.filter(pk=live.pk).update(slug=RUNNING)
    made: list[str] = []
    monkeypatch.setattr(opening, "load_units", lambda **_: None)
    monkeypatch.setattr(opening, "demo_bank", lambda **_: None)
    monkeypatch.setattr(opening, "finished_contest", lambda **_: made.append(FINISHED))
    monkeypatch.setattr(opening, "running_contest", lambda **_: made.append(RUNNING))
    later = timezone.now() + timedelta(days=2)
    assert not keep_demo_open(now=later)
    opening.load_demo(now=later)
    live.refresh_from_db()
    assert (live.slug, made) == (RUNNING, [FINISHED])
    Contest.objects.filter(pk=live.pk).update(kind=Contest.Kind.DEMO)
    assert keep_demo_open(now=later)
    live.refresh_from_db()
    assert live.slug.startswith(f"{RUNNING}-")
    assert made == [FINISHED, FINISHED, RUNNING]


def test_the_demo_has_an_account_for_each_role() -> None:
    given = {role for account in STAFF for role in (*account.body_roles, *account.contest_roles)}
    assert given == {*BodyMembership.Role, *ContestRole.Role}


def test_an_installation_without_the_demo_gets_none() -> None:
    assert not keep_demo_open(now=timezone.now())
    assert not Contest.objects.exists()
    assert not User.objects.exists()


def test_a_production_installation_is_left_alone(settings: Settings) -> None:
    settings.DEMO_PHASE = False
    with pytest.raises(CommandError, match="DEMO=1"):
        loaded()
    assert not User.objects.exists()
