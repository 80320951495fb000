"""A new pool of papers for a round that has not opened, or that nobody outside sees."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from contest import jobs
from contest.models import Attempt, LifecycleState, Round
from contest.rules.lifecycle import Phase, Window, phase
from contest.services.ask_for_papers import FIRST
from contest.services.change_round import RoundHasOpened
from contest.services.hold_round import hold_round
from contest.services.prepare_papers import POOL, prepare_papers
from contest.services.record_audit import record_audit


def redraw_papers(*, round_id: UUID, reason: str, actor_id: UUID, now: datetime) -> int:
    """Draw the papers again, from the banks as they are now; how many are ready.

    For a question that was mended or retired after the papers were prepared. The papers before stay, frozen
    and out of use; from a bank that is too small nothing is drawn and they stay in use. Refuses
    RoundHasOpened and what `prepare_papers` refuses.
    """
    with transaction.atomic():
        held = hold_round(round_id=round_id)
        is_seen = held.contest.state != LifecycleState.DRAFT
        has_opened = phase(Window(held.opens_at, held.closes_at), now) is not Phase.COMING
        if (is_seen and has_opened) or Attempt.objects.filter(round=round_id).exists():
            raise RoundHasOpened(fields=["papers"])
        # A worker that still draws for the pool before never reaches the indexes of this one.
        Round.objects.filter(pk=round_id).update(paper_from=F("paper_from") + POOL, paper_count=0)
        ready = prepare_papers(round_id=round_id, now=now, pool=FIRST)
        record_audit(
            action="papers_redrawn",
            actor_id=actor_id,
            about=held,
            body_id=held.contest.body_id,
            contest_id=held.contest_id,
            before={"ready": held.paper_count},
            after={"ready": ready},
            note=reason,
            now=now,
        )
        jobs.send("worker.tasks.papers.prepare_papers", round_id=round_id)
    return ready
