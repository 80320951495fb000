"""The papers of a round, asked for by its organiser."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from contest import jobs
from contest.models import Round
from contest.services.prepare_papers import prepare_papers
from contest.services.record_audit import record_audit

FIRST = 20
"""So many are drawn at once, so that a bank that is too small is said so to the person who asks."""


def ask_for_papers(*, round_id: UUID, actor_id: UUID, now: datetime) -> int:
    """Draw the first papers now and leave the rest of the pool to the worker; how many are ready.

    Refuses what `prepare_papers` refuses.
    """
    with transaction.atomic():
        ready = prepare_papers(round_id=round_id, now=now, pool=FIRST)
        asked = Round.objects.select_related("contest").get(pk=round_id)
        record_audit(
            action="papers_prepared",
            actor_id=actor_id,
            about=asked,
            body_id=asked.contest.body_id,
            contest_id=asked.contest_id,
            after={"ready": ready},
            now=now,
        )
        jobs.send("worker.tasks.papers.prepare_papers", round_id=round_id)
    return ready
