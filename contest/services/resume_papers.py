"""Asking again for papers whose message was lost."""

from datetime import datetime, timedelta

from contest import jobs
from contest.models import Round
from contest.services.prepare_papers import POOL

# A message is on its way for a moment. One too many does nothing: papers that are there are not drawn again.
_LOST_AFTER = timedelta(minutes=2)


def resume_papers(*, now: datetime) -> int:
    """Send for every round to come whose pool was begun and seems forgotten; returns how many."""
    begun = Round.objects.filter(opens_at__gt=now, paper_count__gt=0, paper_count__lt=POOL)
    forgotten = (
        begun.filter(contest__retired_at=None)
        .exclude(papers__prepared_at__gte=now - _LOST_AFTER)
        .order_by("opens_at", "pk")
        .values_list("pk", flat=True)
    )
    for round_id in forgotten:
        jobs.send("worker.tasks.papers.prepare_papers", round_id=round_id)
    return len(forgotten)
