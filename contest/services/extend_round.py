"""A later end for a round that is being taken («gia hạn»)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from contest.models import AuditRecord, LifecycleState
from contest.services.hold_round import hold_round
from contest.services.plan_round import hidden_by_default
from contest.services.record_audit import record_audit
from quizzes.refusals import Refusal

TAKABLE = (LifecycleState.DRAFT, LifecycleState.OPEN)


class RoundIsOver(Refusal):
    """The round has ended; what was lost is made good by other means than a later end."""

    code = "round_is_over"


class NotLater(Refusal):
    """The new end is not after the present one; `closes_at` is the present one."""

    code = "not_later"


class RunsIntoNextRound(Refusal):
    """The next round opens before the new end."""

    code = "runs_into_next_round"


def extend_round(
    *, round_id: UUID, closes_at: datetime, reason: str, actor_id: UUID, now: datetime
) -> AuditRecord:
    """Move the end of an open round at once, on one person's word: for a failure on the last evening (N9).

    The record returned asks a second person for `confirm_extension`. Attempts that are open keep their own
    deadlines; the extension is for those who could not start. Counters that the terms hide later are hidden
    so much later. Refuses RoundIsOver, NotLater,
    RunsIntoNextRound.
    """
    with transaction.atomic():
        extended = hold_round(round_id=round_id)
        before = extended.closes_at
        if now >= before or extended.closed_at or extended.state not in TAKABLE:
            raise RoundIsOver(closes_at=before.isoformat())
        if closes_at <= before:
            raise NotLater(closes_at=before.isoformat())
        if extended.contest.rounds.filter(number__gt=extended.number, opens_at__lt=closes_at).exists():
            raise RunsIntoNextRound
        results_at = extended.results_at
        if results_at and results_at < closes_at:
            results_at += closes_at - before
        is_by_terms = extended.counters_hidden_from == hidden_by_default(extended)
        extended.closes_at, extended.results_at = closes_at, results_at
        if is_by_terms and extended.counters_hidden_from and extended.counters_hidden_from > now:
            extended.counters_hidden_from = hidden_by_default(extended)
        extended.save(update_fields=["closes_at", "results_at", "counters_hidden_from"])
        return record_audit(
            action="round_extended",
            actor_id=actor_id,
            about=extended,
            body_id=extended.contest.body_id,
            contest_id=extended.contest_id,
            before={"closes_at": before.isoformat()},
            after={"closes_at": closes_at.isoformat()},
            note=reason,
            now=now,
        )
