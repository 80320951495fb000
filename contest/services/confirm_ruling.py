"""What a second person makes of a proposal about a case."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from contest.models import Attempt, Case, Entry, Round, Ruling
from contest.services.hold_case import hold_case
from contest.services.place_entries import place_entries
from contest.services.propose_ruling import check_is_possible
from contest.services.record_audit import record_audit
from contest.services.write_notice import write_notice
from quizzes.refusals import Refusal


class NoProposal(Refusal):
    """The proposal waits for no second person: somebody else has decided on it, or it was never made."""

    code = "no_proposal"


class SamePerson(Refusal):
    """Who proposed a ruling cannot confirm or reject it."""

    code = "same_person"


def confirm_ruling(
    *, case_id: UUID, ruling_id: UUID, confirm: bool, text: str, actor_id: UUID, now: datetime
) -> Ruling:
    """Settle a case as proposed, or reject the proposal and leave the case open.

    The proposal is named: a page that shows one which was rejected confirms none that was made since.
    A confirmed ruling changes what counts, places the person anew on every board, tells the person and leaves
    a record, all in one transaction. One that would change nothing any more, since another case was settled
    first, can only be rejected. Refuses NoProposal, SamePerson, Forbidden and what `check_is_possible` does.
    """
    with transaction.atomic():
        case = hold_case(case_id=case_id, actor_id=actor_id)
        ruling = case.rulings.filter(pk=ruling_id, state=Ruling.State.PROPOSED).first()
        if ruling is None:
            raise NoProposal
        if ruling.proposed_by_id == actor_id:
            raise SamePerson
        if confirm:
            check_is_possible(case=case, action=ruling.action)
        state = Ruling.State.CONFIRMED if confirm else Ruling.State.REJECTED
        Ruling.objects.filter(pk=ruling.pk, state=Ruling.State.PROPOSED).update(
            state=state, decided_by=actor_id, decided_at=now, decision_text=text
        )
        ruling.refresh_from_db(fields=["state", "decided_by", "decided_at", "decision_text"])
        if confirm:
            _settle(case, ruling, now)
            _place_anew(case.entry)
        else:
            Case.objects.filter(pk=case_id, state=Case.State.PROPOSED).update(state=Case.State.OPEN)
        record_audit(
            action="ruling_confirmed" if confirm else "ruling_rejected",
            actor_id=actor_id,
            about=ruling,
            body_id=case.contest.body_id,
            contest_id=case.contest_id,
            before={"proposed_by": str(ruling.proposed_by_id)},
            after={"case": str(case_id), "action": ruling.action, "reason": ruling.reason_code},
            now=now,
        )
    return ruling


def _place_anew(entry: Entry) -> None:
    """Compute the entry's standings from what counts now, in every round it took part in."""
    rounds = Round.objects.filter(attempts__entry=entry).order_by("pk").distinct()
    for round_id in rounds.values_list("pk", flat=True):
        place_entries(round_id=round_id, entry_ids=[entry.pk])


def _settle(case: Case, ruling: Ruling, now: datetime) -> None:
    Case.objects.filter(pk=case.pk, state=Case.State.PROPOSED).update(
        state=Case.State.SETTLED, settled_at=now
    )
    template = f"ruling_{ruling.action.lower()}"
    match ruling.action:
        case Ruling.Action.VOID_ATTEMPT:
            case.entry.attempts.filter(cases=case, voided_at=None).update(voided_at=now)
        case Ruling.Action.NOT_RECOGNISE_ENTRY:
            Entry.objects.filter(pk=case.entry_id, state=Entry.State.ACTIVE).update(
                state=Entry.State.NOT_RECOGNISED
            )
        case Ruling.Action.RESTORE:
            template = _restore(case)
        case _:
            return
    attempt = case.attempt
    write_notice(
        person_id=case.entry.user_id,
        contest_id=case.contest_id,
        template=template,
        details={
            "contest": case.contest.slug,
            "entry": case.entry.number,
            "ordinal": attempt.ordinal if attempt else None,
            "round": attempt.round.title if attempt else None,
            "reason": ruling.reason_code,
        },
        subject_key=f"ruling:{ruling.pk}",
        now=now,
    )


def _restore(case: Case) -> str:
    """Let the attempt count again, or else the entry; returns the name of the notice that says which."""
    if case.attempt and case.attempt.voided_at:
        Attempt.objects.filter(pk=case.attempt.pk).update(voided_at=None)
        return "ruling_restore_attempt"
    Entry.objects.filter(pk=case.entry_id, state=Entry.State.NOT_RECOGNISED).update(state=Entry.State.ACTIVE)
    return "ruling_restore"
