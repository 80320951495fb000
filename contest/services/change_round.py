"""A change to the plan of a round."""

from datetime import UTC, datetime
from uuid import UUID

from django.db import transaction

from contest.models import LifecycleState, Round
from contest.queries.ranked_rounds import ranked_round
from contest.queries.supply import versions_out_of_force
from contest.rules.lifecycle import Phase, Window, phase
from contest.rules.terms import Paper
from contest.services.hold_round import hold_round
from contest.services.plan_round import (
    PlannedRound,
    RoundMomentsOutOfOrder,
    RoundPlan,
    hidden_by_default,
    plan_round,
)
from contest.services.record_audit import record_audit
from quizzes.refusals import Refusal

# What stays as people were told once the round has opened; a later end is `extend_round`'s to give.
FIXED_ONCE_OPEN = ("opens_at", "closes_at", "bank", "blueprint")
MOMENTS_OF_PAPERS = frozenset({"opens_at", "closes_at"})
FIXED_WITH_PAPERS = ("bank", "blueprint")


class RoundHasOpened(Refusal):
    """`fields` cannot change any more: people are taking, or took, the round as it was announced."""

    code = "round_has_opened"


class PapersDoNotFit(Refusal):
    """The round's papers could not have been prepared for these days: so many `questions` stand on provisions
    that are not in force then, or (none) other terms would hold. New papers can be drawn."""

    code = "papers_do_not_fit"


class PapersArePrepared(Refusal):
    """The papers of the round are frozen, so where their questions come from is, too."""

    code = "papers_are_prepared"


def change_round(*, round_id: UUID, plan: RoundPlan, actor_id: UUID, now: datetime) -> Round:
    """Replace the plan of a round; once open, only its title and moments that are still ahead.

    Nobody was told of a draft contest's rounds, so none of those has opened, whatever the clock says.
    Counters that are hidden, and a result that is out, stay so: from the opening on a moment that has passed
    stays, and one that is ahead moves to one that is ahead. New days keep prepared papers only where they
    might have been prepared for them. Refuses RoundHasOpened, PapersArePrepared, PapersDoNotFit, and what
    `plan_round` refuses.
    """
    with transaction.atomic():
        changed = hold_round(round_id=round_id)
        contest = changed.contest
        if plan["counters_hidden_from"] == changed.counters_hidden_from == hidden_by_default(changed):
            plan = {**plan, "counters_hidden_from": None}  # what the terms say, and go on saying of new days
        planned = plan_round(contest=contest, number=changed.number, plan=plan)
        different = [name for name, value in planned.items() if getattr(changed, name) != value]
        is_draft = contest.state == LifecycleState.DRAFT
        _check_is_free(changed, planned, different, is_draft=is_draft, now=now)
        paper_terms = ranked_round(round_id=round_id).terms.paper if changed.paper_count else None
        before = {name: str(getattr(changed, name)) for name in different if name != "title"}
        Round.objects.filter(pk=round_id).update(**planned)
        changed.refresh_from_db()
        if paper_terms is not None and not MOMENTS_OF_PAPERS.isdisjoint(different):
            _check_papers(changed, paper_terms)
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


def _check_is_free(
    changed: Round, planned: PlannedRound, different: list[str], *, is_draft: bool, now: datetime
) -> None:
    if not is_draft and phase(Window(changed.opens_at, changed.closes_at), now) is not Phase.COMING:
        fixed = set(FIXED_ONCE_OPEN) | _past(changed, planned, now)
        if not fixed.isdisjoint(different):
            raise RoundHasOpened(fields=[name for name in different if name in fixed])
    elif "opens_at" in different and planned["opens_at"] < now:
        raise RoundMomentsOutOfOrder(moment="opens_at")
    if changed.paper_count and any(name in FIXED_WITH_PAPERS for name in different):
        raise PapersArePrepared(paper_count=changed.paper_count)


def _past(changed: Round, planned: PlannedRound, now: datetime) -> set[str]:
    """The moments that have passed or would be set to a past one; a result without one is due at the end."""
    moments = {
        "counters_hidden_from": (
            changed.counters_hidden_from or datetime.max.replace(tzinfo=UTC),
            planned["counters_hidden_from"],
        ),
        "results_at": (
            changed.results_at or changed.closes_at,
            planned["results_at"] or planned["closes_at"],
        ),
    }
    return {name for name, (old, new) in moments.items() if old <= now or new is None or new <= now}


def _check_papers(changed: Round, paper_terms: Paper) -> None:
    """Refuse PapersDoNotFit for the days and terms the round has now."""
    questions = len(versions_out_of_force(changed))
    if questions or ranked_round(round_id=changed.pk).terms.paper != paper_terms:
        raise PapersDoNotFit(questions=questions)
