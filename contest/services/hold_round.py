"""A round as it stands, for somebody who changes it or its papers."""

from uuid import UUID

from contest.models import Round
from contest.queries.staff import NotFound
from contest.services.hold_contest import hold_contest


def hold_round(*, round_id: UUID) -> Round:
    """The round with its contest, both held until the transaction ends: the contest first, so that two who
    need both never wait for each other.

    Refuses NotFound for one that was deleted since the caller looked.
    """
    contest_id = Round.objects.filter(pk=round_id).values_list("contest_id", flat=True).first()
    if contest_id is None:
        raise NotFound
    contest = hold_contest(contest_id=contest_id)
    held = Round.objects.select_for_update(no_key=True).filter(pk=round_id).first()
    if held is None:
        raise NotFound
    held.contest = contest
    return held
