"""What a contest still lacks before people may see it."""

from datetime import datetime
from typing import TypedDict

from django.db.models import Prefetch, QuerySet

from contest.models import Contest, Terms


class Obstacle(TypedDict):
    """One thing that is missing; `round` is the number of the round it concerns."""

    code: str
    round: int | None


def with_what_readiness_needs(contests: QuerySet[Contest]) -> QuerySet[Contest]:
    """The same contests with all that `publication_obstacles` looks at: two more queries for any number."""
    return contests.prefetch_related("rounds", Prefetch("terms", Terms.objects.defer("definition")))


def publication_obstacles(*, contest: Contest, now: datetime) -> list[Obstacle]:
    """Everything that keeps a contest from being published, in the order in which one would mend it.

    Every round that is still to come needs papers ready for the draw: a start takes one, it never makes one.
    """
    found: list[Obstacle] = []
    if not any(version.effective_at <= now for version in contest.terms.all()):
        found.append({"code": "terms_missing", "round": None})
    if contest.privacy_notice_id is None:
        found.append({"code": "privacy_notice_missing", "round": None})
    rounds = contest.rounds.all()
    if not rounds:
        found.append({"code": "rounds_missing", "round": None})
    for one in rounds:
        if one.closes_at <= now:
            found.append({"code": "round_is_over", "round": one.number})
        elif not one.paper_count:
            found.append({"code": "papers_missing", "round": one.number})
    return found
