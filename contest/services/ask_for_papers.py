"""The papers of a round, asked for by its organiser."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from contest import jobs
from contest.services.hold_round import hold_round
from contest.services.prepare_papers import prepare_papers
from contest.services.record_audit import record_audit

FIRST = 20
"""So many are drawn at once, so that a bank that is too small is said so to the person who asks."""


def ask_for_papers(*, round_id: UUID, actor_id: UUID, now: datetime) -> int:
    """Draw the first papers now and leave the rest of the pool to the worker; how many are ready.

    They are those of the round as it is: whoever plans it otherwise at the same moment waits, and then finds
    papers prepared. Refuses what `prepare_papers` refuses.
    """
    with transaction.atomic():
        asked = hold_round(round_id=round_id)
        ready = prepare_papers(round_id=round_id, now=now, pool=FIRST)
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
