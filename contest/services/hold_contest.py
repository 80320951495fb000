"""A contest as it stands, for somebody who changes what is planned in it."""

from uuid import UUID

from contest.models import Contest
from contest.queries.staff import NotFound


def hold_contest(*, contest_id: UUID) -> Contest:
    """The contest, which nobody else plans, publishes or deletes until the transaction ends.

    Refuses NotFound for one that was deleted since the caller looked.
    """
    held = Contest.objects.select_for_update(no_key=True).filter(pk=contest_id).first()
    if held is None:
        raise NotFound
    return held
