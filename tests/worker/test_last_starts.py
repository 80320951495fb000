"""The last starts of a round: what began before its end is in the result, what did not is refused."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from contest.models import Attempt, AttemptState, BoardEdition, LifecycleState, Round, Standing
from contest.services.close_round import close_round
from contest.services.hold_starts import hold_starts
from contest.services.open_attempt import RoundIsNotOpen
from tests.services.concurrently import elsewhere
from tests.services.live_rows import Running, a_running_contest, an_entry, an_open_attempt, now

pytestmark = pytest.mark.django_db(transaction=True)

BY_GUESS: dict[str, Any] = {
    "prediction": {"target": "PEOPLE"},
    "ranking_keys": ["POINTS", "PREDICTION_DISTANCE", "DURATION"],
}


@pytest.fixture(autouse=True)
def _published_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "PUBLISHED", tmp_path)


def ending_in(running: Running, seconds: float) -> None:
    """Let the round end so many seconds from now."""
    Round.objects.filter(pk=running.round.pk).update(closes_at=now() + timedelta(seconds=seconds))


def test_a_start_that_commits_while_the_round_is_closed_is_in_its_result() -> None:
    running = a_running_contest(**BY_GUESS)
    entry = an_entry(running)
    ending_in(running, 0.5)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            opened = an_open_attempt(running, entry=entry)
            time.sleep(0.6)
            closing = elsewhere(pool, lambda: close_round(round_id=running.round.pk, now=now()))
        assert closing.result()
    assert Attempt.objects.get(pk=opened.id).state == AttemptState.SCORED
    assert Standing.objects.get().entry == entry
    assert Round.objects.get(pk=running.round.pk).prediction_truth == 1
    assert BoardEdition.objects.get().row_count == 1


def test_a_start_that_comes_to_its_turn_after_the_end_opens_nothing() -> None:
    """However early its statement began: the result may be counted already."""
    running = a_running_contest()
    entry = an_entry(running)
    ending_in(running, 1)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            hold_starts(round_id=running.round.pk)
            starting = elsewhere(pool, lambda: an_open_attempt(running, entry=entry))
            time.sleep(0.6)
        with pytest.raises(RoundIsNotOpen):
            starting.result()
    assert not Attempt.objects.exists()


def test_starts_in_one_round_do_not_wait_for_each_other_nor_for_another_round_s_end() -> None:
    running, other = a_running_contest(), a_running_contest()
    entry = an_entry(running)
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        hold_starts(round_id=other.round.pk)
        an_open_attempt(running)
        starting = elsewhere(pool, lambda: an_open_attempt(running, entry=entry))
        assert starting.done()
    assert Attempt.objects.count() == 2
    assert set(Round.objects.values_list("state", flat=True)) == {LifecycleState.OPEN}
