"""Closing every round that is over."""

import logging
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from contest.models import Board, Contest, LifecycleState, Round
from contest.queries.ranked_rounds import RESULT_STATES
from contest.services.close_round import close_round
from quizzes.refusals import Refusal
from quizzes.services.alone import alone

_log = logging.getLogger(__name__)


def close_due_rounds(*, now: datetime, kinds: Sequence[Contest.Kind] = tuple(Contest.Kind)) -> int:
    """Take each round that is over, of these kinds of contest, as far as it can go; returns how many are
    done with.

    One that cannot be closed is logged and does not hold up the others. One process at a time does it;
    another one does nothing.
    """
    with alone("close_due_rounds") as is_alone:
        return sum(_closed(round_id, now) for round_id in _due(now, kinds)) if is_alone else 0


def _due(now: datetime, kinds: Sequence[Contest.Kind]) -> list[UUID]:
    unwritten = Board.objects.filter(
        scope=Board.Scope.ROUND, division=None, edition=0, round__state__in=RESULT_STATES
    )
    published = Round.objects.filter(contest__kind__in=kinds).exclude(contest__state=LifecycleState.DRAFT)
    due = published.filter(
        Q(state=LifecycleState.OPEN, closes_at__lte=now)
        | Q(state=LifecycleState.CLOSED)
        | Q(pk__in=unwritten.values("round"))
    )
    return list(due.order_by("closes_at", "pk").values_list("pk", flat=True))


def _closed(round_id: UUID, now: datetime) -> bool:
    try:
        return close_round(round_id=round_id, now=now)
    except Refusal as refusal:
        _log.warning("round_not_closed", extra={"round": str(round_id), "code": refusal.code})
        return False
    except (ValueError, LookupError, TypeError):
        _log.exception("round_not_closed", extra={"round": str(round_id)})
        return False
