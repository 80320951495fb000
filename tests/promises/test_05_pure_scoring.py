"""Promise 5: scores and ranks are pure functions; rebuilt from scratch they come out the same."""

import random
from typing import Any

import pytest

from contest.models import Attempt, AttemptState, Mark, Standing
from contest.queries.boards import Selection, public_board
from contest.services.close_round import close_round
from contest.services.drain_submitted import drain_submitted
from contest.services.rebuild_standings import rebuild_standings
from tests.services.live_rows import Running, a_running_contest, an_entry, now
from tests.worker.rows import a_submitted_attempt, over

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 12


def a_played_round(seed: int, **terms: Any) -> tuple[Running, list[dict[str, Any]]]:
    """A round some people took once to three times, with what each attempt should be worth."""
    chance = random.Random(seed)
    running = a_running_contest(**terms)
    played = []
    for _ in range(PEOPLE):
        entry = an_entry(running)
        for ordinal in range(1, chance.randint(1, 3) + 1):
            right, seconds = chance.randint(0, 5), chance.choice([60, 120, 180])
            guess = chance.choice([None, 0, 2, 4, 9])
            a_submitted_attempt(
                running, right=right, entry=entry, ordinal=ordinal, seconds=seconds, prediction=guess
            )
            played.append(
                {
                    "entry": entry.pk,
                    "ordinal": ordinal,
                    "points": 5 * right,
                    "ms": seconds * 1000,
                    "guess": guess,
                }
            )
            if chance.random() < 0.3:
                drain_submitted()
    drain_submitted()
    return running, played


def recounted(played: list[dict[str, Any]], truth: int | None) -> list[tuple[int, Any]]:
    """Rank and entry of everybody, counted anew without any code of the product: points, nearness, time."""

    def order(attempt: dict[str, Any]) -> tuple[Any, ...]:
        off = 0 if truth is None else 10**9 if attempt["guess"] is None else abs(attempt["guess"] - truth)
        return (-attempt["points"], off, attempt["ms"])

    best: dict[Any, tuple[Any, ...]] = {}
    for attempt in played:
        best[attempt["entry"]] = min(best.get(attempt["entry"], (1,)), order(attempt))
    return sorted((1 + sum(other < own for other in best.values()), entry) for entry, own in best.items())


def as_stored() -> tuple[list[Any], list[Any]]:
    """Marks and standings without what tells when they were written."""
    marks = Mark.objects.order_by("attempt").values_list("attempt", "points", "correct_count", "marks")
    standings = Standing.objects.order_by("board", "entry").values_list(
        "board", "entry", "attempt", "public_key", "staff_key", "points", "duration_ms", "attempt_count"
    )
    return list(marks), [
        [bytes(one) if isinstance(one, memoryview) else one for one in row] for row in standings
    ]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_marks_and_standings_rebuilt_from_scratch_are_the_same(seed: int) -> None:
    running, _played = a_played_round(seed)
    before = as_stored()
    assert rebuild_standings(round_id=running.round.pk) == 0
    Standing.objects.all().delete()
    Mark.objects.all().delete()
    Attempt.objects.update(state=AttemptState.SUBMITTED)
    drain_submitted()
    assert as_stored() == before


@pytest.mark.parametrize("seed", [4, 5])
def test_the_board_equals_an_independent_recount(seed: int) -> None:
    running, played = a_played_round(
        seed,
        ranking_keys=["POINTS", "PREDICTION_DISTANCE", "DURATION"],
        prediction={"target": "PEOPLE_ALL_RIGHT"},
    )
    live = public_board(round_id=running.round.pk, selection=Selection(), now=now())
    assert sorted((row.rank, row.entry_id) for row in live.rows) == recounted(played, None)
    over(running, now=now())
    close_round(round_id=running.round.pk, now=now())
    truth = len({one["entry"] for one in played if one["points"] == 25})
    final = public_board(round_id=running.round.pk, selection=Selection(), now=now())
    assert sorted((row.rank, row.entry_id) for row in final.rows) == recounted(played, truth)
