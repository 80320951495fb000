"""Closing every round that is over."""

import logging
from datetime import datetime

from django.db.models import Q

from contest.models import Board, LifecycleState, Round
from contest.queries.ranked_rounds import RESULT_STATES
from contest.services.close_round import close_round
from quizzes.refusals import Refusal

_log = logging.getLogger(__name__)


def close_due_rounds(*, now: datetime) -> int:
    """Take each round that is over as far as it can go; returns how many are done with.

    One that refuses is logged and does not hold up the others.
    """
    unwritten = Board.objects.filter(
        scope=Board.Scope.ROUND, division=None, edition=0, round__state__in=RESULT_STATES
    )
    due = Round.objects.exclude(contest__state=LifecycleState.DRAFT).filter(
        Q(state=LifecycleState.OPEN, closes_at__lte=now)
        | Q(state=LifecycleState.CLOSED)
        | Q(pk__in=unwritten.values("round"))
    )
    done = 0
    for round_id in due.order_by("closes_at", "pk").values_list("pk", flat=True):
        try:
            done += close_round(round_id=round_id, now=now)
        except Refusal as refusal:
            _log.warning("round_not_closed", extra={"round": str(round_id), "code": refusal.code})
    return done
