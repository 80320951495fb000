"""A round of a contest («đợt thi», «tuần thi»)."""

import hashlib
import secrets
from datetime import datetime
from uuid import UUID

from django.db import transaction

from contest.models import Round
from contest.services.hold_contest import hold_contest
from contest.services.plan_round import RoundMomentsOutOfOrder, RoundPlan, plan_round
from contest.services.record_audit import record_audit

SEED_BYTES = 32


def create_round(*, contest_id: UUID, plan: RoundPlan, actor_id: UUID, now: datetime) -> Round:
    """Add the next round with a secret seed, whose SHA-256 is public from the start.

    Refuses what `plan_round` refuses, and RoundMomentsOutOfOrder for a round that would already have opened.
    """
    if plan["opens_at"] < now:
        raise RoundMomentsOutOfOrder(moment="opens_at")
    with transaction.atomic():
        contest = hold_contest(contest_id=contest_id)
        last = contest.rounds.order_by("-number").first()
        number = last.number + 1 if last else 1
        planned = plan_round(contest=contest, number=number, plan=plan)
        seed = secrets.token_bytes(SEED_BYTES)
        created = Round.objects.create(
            contest=contest,
            number=number,
            seed=seed,
            seed_commitment=hashlib.sha256(seed).hexdigest(),
            **planned,
        )
        record_audit(
            action="round_created",
            actor_id=actor_id,
            about=created,
            body_id=contest.body_id,
            contest_id=contest.pk,
            after={
                "number": number,
                "opens_at": created.opens_at.isoformat(),
                "closes_at": created.closes_at.isoformat(),
                "seed_commitment": created.seed_commitment,
            },
            now=now,
        )
    return created
