"""What one judge proposes about a case («kết luận»)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from contest.models import Case, Entry, Ruling
from contest.services.hold_case import hold_case
from contest.services.record_audit import record_audit
from quizzes.refusals import Refusal

_UNFAIR = (
    "SEVERAL_ENTRIES",
    "FALSE_DATA",
    "DATA_OF_ANOTHER",
    "TAKEN_BY_ANOTHER",
    "TAKEN_TOGETHER",
    "ON_THE_COMMITTEE",
    "NOT_ELIGIBLE",
)
REASONS: dict[str, tuple[str, ...]] = {
    Ruling.Action.VOID_ATTEMPT: (*_UNFAIR, "IMPLAUSIBLE_TIME", "INCIDENT"),
    Ruling.Action.NOT_RECOGNISE_ENTRY: _UNFAIR,
    Ruling.Action.RESTORE: ("NEW_EVIDENCE", "RULED_IN_ERROR"),
    Ruling.Action.NO_ACTION: ("NOTHING_FOUND", "EXPLAINED"),
}


class CaseIsNotOpen(Refusal):
    """A proposal waits for its second person, or the case is settled; `state` says which."""

    code = "case_is_not_open"


class ReasonDoesNotFit(Refusal):
    """The reason is none of those for this action; `reasons` lists them."""

    code = "reason_does_not_fit"


class NothingToVoid(Refusal):
    """The case names no attempt, or the attempt is void already."""

    code = "nothing_to_void"


class NothingToRestore(Refusal):
    """What the case is about counts as it is."""

    code = "nothing_to_restore"


class EntryIsNotActive(Refusal):
    """The entry was withdrawn, or is not recognised already."""

    code = "entry_is_not_active"


def propose_ruling(
    *, case_id: UUID, action: str, reason_code: str, text: str, actor_id: UUID, now: datetime
) -> Ruling:
    """Propose what to do about an open case; it takes effect when a second person confirms it.

    Refuses CaseIsNotOpen, ReasonDoesNotFit, NothingToVoid, NothingToRestore, EntryIsNotActive, Forbidden.
    """
    if reason_code not in REASONS[action]:
        raise ReasonDoesNotFit(reasons=list(REASONS[action]))
    with transaction.atomic():
        case = hold_case(case_id=case_id, actor_id=actor_id)
        claimed = Case.objects.filter(pk=case_id, state=Case.State.OPEN).update(state=Case.State.PROPOSED)
        if not claimed:
            raise CaseIsNotOpen(state=case.state)
        check_is_possible(case=case, action=action)
        ruling = Ruling.objects.create(
            case=case,
            action=action,
            reason_code=reason_code,
            text=text,
            proposed_by_id=actor_id,
            proposed_at=now,
        )
        record_audit(
            action="ruling_proposed",
            actor_id=actor_id,
            about=ruling,
            body_id=case.contest.body_id,
            contest_id=case.contest_id,
            after={"case": str(case.pk), "action": action, "reason": reason_code},
            now=now,
        )
    return ruling


def check_is_possible(*, case: Case, action: str) -> None:
    """Refuse an action that would change nothing."""
    is_void = case.attempt is not None and case.attempt.voided_at is not None
    is_active = case.entry.state == Entry.State.ACTIVE
    if action == Ruling.Action.VOID_ATTEMPT and (case.attempt is None or is_void):
        raise NothingToVoid
    if action == Ruling.Action.NOT_RECOGNISE_ENTRY and not is_active:
        raise EntryIsNotActive(state=case.entry.state)
    if action == Ruling.Action.RESTORE and not (is_void or case.entry.state == Entry.State.NOT_RECOGNISED):
        raise NothingToRestore
