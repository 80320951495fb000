"""Publishing a contest: from draft to seen by everybody."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from contest.models import Contest, LifecycleState
from contest.queries.readiness import publication_obstacles
from contest.services.hold_contest import hold_contest
from contest.services.record_audit import record_audit
from quizzes.refusals import Refusal


class ContestNotReady(Refusal):
    """Something people rely on is missing; `obstacles` names each with its code."""

    code = "contest_not_ready"


def publish_contest(*, contest_id: UUID, actor_id: UUID, now: datetime) -> Contest:
    """Show the contest to everybody; a repeat changes nothing. Refuses ContestNotReady."""
    with transaction.atomic():
        contest = hold_contest(contest_id=contest_id)
        if contest.state != LifecycleState.DRAFT:
            return contest
        obstacles = publication_obstacles(contest=contest, now=now)
        if obstacles:
            raise ContestNotReady(obstacles=obstacles)
        contest.state = LifecycleState.OPEN
        contest.published_at = now
        contest.save(update_fields=["state", "published_at"])
        record_audit(
            action="contest_published",
            actor_id=actor_id,
            about=contest,
            body_id=contest.body_id,
            contest_id=contest.pk,
            after={"terms": contest.terms.count(), "rounds": contest.rounds.count()},
            now=now,
        )
    return contest
