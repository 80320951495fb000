"""Recording that rounds have opened. The clock opens them; this only keeps the record in step."""

import logging
from datetime import datetime

from contest.models import LifecycleState, Round
from contest.services.make_boards import make_boards

_log = logging.getLogger(__name__)


def open_due_rounds(*, now: datetime) -> int:
    """Set every published round whose time has come to OPEN and give it its boards; returns how many."""
    due = (
        Round.objects.filter(state=LifecycleState.DRAFT, opens_at__lte=now, contest__retired_at=None)
        .exclude(contest__state=LifecycleState.DRAFT)
        .order_by("opens_at", "pk")
    )
    opened = 0
    for round_id, paper_count in due.values_list("pk", "paper_count"):
        make_boards(round_id=round_id)
        opened += Round.objects.filter(pk=round_id, state=LifecycleState.DRAFT).update(
            state=LifecycleState.OPEN
        )
        if not paper_count:
            _log.error("round_opened_without_papers", extra={"round": str(round_id)})
    return opened
