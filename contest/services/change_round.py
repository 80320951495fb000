"""A change to the plan of a round."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from contest.models import Contest, Round
from contest.rules.lifecycle import Phase, Window, phase
from contest.services.plan_round import RoundMomentsOutOfOrder, RoundPlan, plan_round
from contest.services.record_audit import record_audit
from quizzes.refusals import Refusal

# What stays as people were told once the round has opened; a later end is `extend_round`'s to give.
FIXED_ONCE_OPEN = ("opens_at", "closes_at", "bank", "blueprint")
FIXED_WITH_PAPERS = ("bank", "blueprint")


class RoundHasOpened(Refusal):
    """`fields` cannot change any more: people are taking, or took, the round as it was announced."""

    code = "round_has_opened"


class PapersArePrepared(Refusal):
    """The papers of the round are frozen, so where their questions come from is, too."""

    code = "papers_are_prepared"


def change_round(*, round_id: UUID, plan: RoundPlan, actor_id: UUID, now: datetime) -> Round:
    """Replace the plan of a round; once open, only its title, result date and hidden counters.

    Refuses RoundHasOpened, PapersArePrepared, and what `plan_round` refuses.
    """
    with transaction.atomic():
        contest_id = Round.objects.values_list("contest_id", flat=True).get(pk=round_id)
        contest = Contest.objects.select_for_update().get(pk=contest_id)
        changed = Round.objects.select_for_update().get(pk=round_id)
        planned = plan_round(contest=contest, number=changed.number, plan=plan, now=now)
        different = [name for name, value in planned.items() if getattr(changed, name) != value]
        _check_is_free(changed, different, plan, now)
        before = {name: str(getattr(changed, name)) for name in different if name != "title"}
        Round.objects.filter(pk=round_id).update(**planned)
        changed.refresh_from_db()
        record_audit(
            action="round_changed",
            actor_id=actor_id,
            about=changed,
            body_id=contest.body_id,
            contest_id=contest.pk,
            before=before,
            after={"changed": different, **{name: str(getattr(changed, name)) for name in before}},
            now=now,
        )
    return changed


def _check_is_free(changed: Round, different: list[str], plan: RoundPlan, now: datetime) -> None:
    fixed = [name for name in different if name in FIXED_ONCE_OPEN]
    if fixed and phase(Window(changed.opens_at, changed.closes_at), now) is not Phase.COMING:
        raise RoundHasOpened(fields=fixed)
    if "opens_at" in fixed and plan["opens_at"] < now:
        raise RoundMomentsOutOfOrder(moment="opens_at")
    if changed.paper_count and any(name in FIXED_WITH_PAPERS for name in different):
        raise PapersArePrepared(paper_count=changed.paper_count)
