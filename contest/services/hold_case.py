"""A case as it stands, for somebody who rules on it."""

from uuid import UUID

from contest.models import Case, ContestRole, Entry
from contest.queries.staff import CONTEST_ROLES, Act, Forbidden


def hold_case(*, case_id: UUID, actor_id: UUID) -> Case:
    """The case with its contest, entry and attempt, none of which changes until the transaction ends.

    Nor does the role by which the person may rule: one that was ended meanwhile is refused with Forbidden.
    """
    held = Case.objects.select_for_update(no_key=True).get(pk=case_id)
    roles = ContestRole.objects.select_for_update(no_key=True).filter(
        contest=held.contest_id, user=actor_id, ended_at=None, role__in=CONTEST_ROLES[Act.RULE]
    )
    if not roles.order_by("pk").first():
        raise Forbidden
    Entry.objects.select_for_update(no_key=True).get(pk=held.entry_id)
    return Case.objects.select_related("contest", "entry", "attempt__round").get(pk=case_id)
