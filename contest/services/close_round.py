"""The whole of closing a round, in order, in one place."""

import logging
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from contest.models import Attempt, AttemptState, Contest, LifecycleState, Round
from contest.queries.ranked_rounds import RankedRound, ranked_round
from contest.services.build_edition import build_edition
from contest.services.count_truth import count_truth
from contest.services.drain_submitted import drain_submitted
from contest.services.hold_starts import hold_starts
from contest.services.make_boards import make_boards
from contest.services.rebuild_standings import rebuild_standings
from contest.services.sweep_expired import sweep_expired

_log = logging.getLogger(__name__)


def close_round(*, round_id: UUID, now: datetime) -> bool:
    """Take a round that is over as far as it can go; True when its result is out.

    1. Record that it is closed (`closes_at` is the law), once the last starts have committed. 2. Hand in open
    attempts with what was saved before their deadlines. 3. Score what is left. 4. Once all is scored:
    recompute every standing, which must come out as the live board has it, and count the truth of a
    prediction about the round. 5. When results are due: give the round's result to the public, whole, as an
    edition; with the last result of a contest also the truth of a prediction about all of it. Every step may
    run again and then changes nothing, so a step that could not finish is taken up by the next run.
    Certifying is a person's act and not among them. Refuses RoundNotFound.
    """
    _mark_closed(round_id, now)
    sweep_expired(round_id=round_id)
    drain_submitted(round_id=round_id)
    if not _is_closed(round_id) or _unscored(round_id):
        return False
    ranked = ranked_round(round_id=round_id)
    if ranked.counted_at is None:
        _count(ranked, now)
    _give_result(ranked, now)
    return ranked_round(round_id=round_id).is_written


def _mark_closed(round_id: UUID, now: datetime) -> None:
    over = Round.objects.filter(pk=round_id, state=LifecycleState.OPEN, closes_at__lte=now)
    with transaction.atomic():
        hold_starts(round_id=round_id)
        over.update(state=LifecycleState.CLOSED, closed_at=now)


def _is_closed(round_id: UUID) -> bool:
    return Round.objects.filter(pk=round_id, closed_at__isnull=False).exists()


def _unscored(round_id: UUID) -> bool:
    """True while an attempt waits that can still count; a void one does not."""
    waiting = Attempt.objects.filter(round=round_id, state__lt=AttemptState.SCORED, voided_at=None)
    return waiting.exists()


def _count(ranked: RankedRound, now: datetime) -> None:
    """Recompute all standings, count the truth; `counted_at` comes last, so a run that dies is repeated."""
    make_boards(round_id=ranked.round_id)
    differing = rebuild_standings(round_id=ranked.round_id)
    if differing and ranked.prediction_truth is None:
        _log.error("live_board_differed", extra={"round": str(ranked.round_id), "standings": differing})
    for round_id in count_truth(round_id=ranked.round_id):
        rebuild_standings(round_id=round_id)
    Round.objects.filter(pk=ranked.round_id, counted_at=None).update(counted_at=now)


def _give_result(ranked: RankedRound, now: datetime) -> None:
    with transaction.atomic():
        # Whoever changes a round holds its contest first.
        Contest.objects.select_for_update(no_key=True).get(pk=ranked.contest_id)
        given = Round.objects.filter(
            Q(results_at=None) | Q(results_at__lte=now),
            pk=ranked.round_id,
            state=LifecycleState.CLOSED,
            counted_at__isnull=False,
        ).update(state=LifecycleState.PROVISIONAL)
        told = count_truth(round_id=ranked.round_id) if given else []
    for round_id in dict.fromkeys([ranked.round_id, *told]):
        _write_result(round_id, now)


def _write_result(round_id: UUID, now: datetime) -> None:
    result = ranked_round(round_id=round_id)
    if result.result_is_out and not result.is_written:
        rebuild_standings(round_id=result.round_id)
        boards = make_boards(round_id=result.round_id)
        # The board of everybody is the one that shows the result, so it comes last.
        for division in sorted(boards, key=lambda division: division is None):
            build_edition(board_id=boards[division], now=now)
