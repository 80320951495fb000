"""The deletion of a draft contest with all that was prepared for it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from contest.models import Contest, ContestRole, Division, HeadCount, Paper, Round, Terms
from contest.queries.drafts import is_unseen
from contest.services.hold_contest import hold_contest
from contest.services.record_audit import record_audit
from quizzes.refusals import Refusal


class ContestIsKept(Refusal):
    """People were told of it: it is, or was, published, or somebody has entered."""

    code = "contest_is_kept"


def delete_draft_contest(*, contest_id: UUID, actor_id: UUID, now: datetime) -> None:
    """Delete a contest that nobody outside has seen; its address is free again. Refuses ContestIsKept.

    The records of what was done on it stay, and this one ends them. Whoever prepares or publishes it at the
    same moment waits for the lock, and then finds it published or gone.
    """
    with transaction.atomic():
        contest = hold_contest(contest_id=contest_id)
        if not is_unseen(contest):
            raise ContestIsKept(state=contest.state)
        # Held, so that no worker adds papers to a round whose papers have just been deleted.
        rounds = list(Round.objects.select_for_update().filter(contest=contest_id).order_by("number"))
        record_audit(
            action="contest_deleted",
            actor_id=actor_id,
            about=contest,
            body_id=contest.body_id,
            contest_id=contest_id,
            before={"slug": contest.slug, "rounds": len(rounds), "terms": contest.terms.count()},
            now=now,
        )
        Paper.objects.filter(round__contest=contest_id).only("pk").delete()
        for kind in (Round, Terms, HeadCount, ContestRole, Division):
            kind.objects.filter(contest=contest_id).delete()
        Contest.objects.filter(pk=contest_id).delete()
