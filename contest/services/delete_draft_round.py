"""The deletion of a round of a draft contest."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from contest.models import Paper, Round
from contest.queries.drafts import is_unseen
from contest.services.hold_round import hold_round
from contest.services.record_audit import record_audit
from quizzes.refusals import Refusal


class RoundIsKept(Refusal):
    """People were told of it: its contest is, or was, published, or somebody has entered."""

    code = "round_is_kept"


def delete_draft_round(*, round_id: UUID, actor_id: UUID, now: datetime) -> None:
    """Delete a round of a contest that nobody outside has seen, with its papers. Refuses RoundIsKept.

    The other rounds keep their numbers: by these the terms give them their sets of questions.
    """
    with transaction.atomic():
        held = hold_round(round_id=round_id)
        if not is_unseen(held.contest):
            raise RoundIsKept(state=held.contest.state)
        # Its key too, so that no worker adds papers to a round whose papers have just been deleted.
        Round.objects.select_for_update().get(pk=round_id)
        record_audit(
            action="round_deleted",
            actor_id=actor_id,
            about=held,
            body_id=held.contest.body_id,
            contest_id=held.contest_id,
            before={
                "number": held.number,
                "opens_at": held.opens_at.isoformat(),
                "closes_at": held.closes_at.isoformat(),
                "seed_commitment": held.seed_commitment,
            },
            now=now,
        )
        Paper.objects.filter(round=round_id).only("pk").delete()
        Round.objects.filter(pk=round_id).delete()
