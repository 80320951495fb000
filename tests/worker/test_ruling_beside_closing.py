"""A ruling while its round is closed, counted and published: one is before the other, and both hold."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings

from contest.models import Board, BoardEdition, Round, Ruling
from contest.queries.board_files import board_digest
from contest.queries.boards import Selection, public_board, staff_board
from contest.services.close_round import close_round
from contest.services.confirm_ruling import confirm_ruling
from contest.services.drain_submitted import drain_submitted
from contest.services.open_case import open_case
from contest.services.propose_ruling import propose_ruling
from contest.services.publish_editions import publish_editions
from contest.services.rebuild_standings import rebuild_standings
from tests.services import staff_rows
from tests.services.concurrently import at_once
from tests.services.live_rows import Running, a_running_contest, now
from tests.worker.rows import a_submitted_attempt, over

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 6
BY_GUESS: dict[str, Any] = {
    "ranking_keys": ["POINTS", "PREDICTION_DISTANCE", "DURATION"],
    "prediction": {"target": "PEOPLE"},
}


@pytest.fixture(autouse=True)
def _published_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "PUBLISHED", tmp_path)


def a_waiting_proposal(running: Running, action: str) -> tuple[Ruling, UUID]:
    """A proposal about the best of a round in which six have played, and a second judge."""
    best, *_ = [a_submitted_attempt(running, right=5 - n // 2, prediction=n) for n in range(PEOPLE)]
    drain_submitted()
    first, second = (staff_rows.an_official(running.contest, role).pk for role in ("JUDGE", "CHIEF_JUDGE"))
    case = open_case(
        contest_id=running.contest.pk,
        entry_number=best.entry.number,
        attempt_id=best.pk,
        signal="REPORT",
        note="",
        actor_id=first,
        now=now(),
    )
    ruling = propose_ruling(
        case_id=case.pk, action=action, reason_code="TAKEN_BY_ANOTHER", text="", actor_id=first, now=now()
    )
    return ruling, second


@pytest.mark.parametrize("action", ["VOID_ATTEMPT", "NOT_RECOGNISE_ENTRY"])
def test_a_ruling_at_the_moment_of_closing_is_in_the_result(action: str) -> None:
    running = a_running_contest(**BY_GUESS)
    ruling, second = a_waiting_proposal(running, action)
    out = ruling.case.entry_id
    over(running, now=now())

    def close() -> object:
        return close_round(round_id=running.round.pk, now=now())

    def rule() -> object:
        return confirm_ruling(
            case_id=ruling.case_id,
            ruling_id=ruling.pk,
            confirm=True,
            text="",
            actor_id=second,
            now=now(),
        )

    closed, ruled = at_once(close, rule)
    assert not isinstance(closed, Exception), closed
    assert not isinstance(ruled, Exception), ruled
    assert close()
    publish_editions()
    # What was counted is from before the ruling or from after it, never in between.
    assert Round.objects.get(pk=running.round.pk).prediction_truth in (PEOPLE, PEOPLE - 1)
    assert rebuild_standings(round_id=running.round.pk) == 0
    for board in (public_board, staff_board):
        ranked = [
            row.entry_id for row in board(round_id=running.round.pk, selection=Selection(), now=now()).rows
        ]
        assert len(ranked) == PEOPLE - 1
        assert out not in ranked
    shown = Board.objects.get(round=running.round, division=None)
    edition = BoardEdition.objects.get(board=shown, number=shown.edition)
    assert (edition.digest, edition.row_count) == board_digest(board_id=shown.pk)
    assert edition.row_count == PEOPLE - 1
