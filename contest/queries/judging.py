"""What judges look at: cases with their proposals, one entry with its attempts, the record of acts."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count
from msgspec import Struct

from contest.accounts.models import User
from contest.accounts.sealing import unseal
from contest.models import (
    Attempt,
    AttemptState,
    AuditRecord,
    Case,
    Contest,
    Entry,
    Mark,
    Ruling,
    Standing,
    SubmittedBy,
)
from contest.queries.boards import BoardRow, Selection, staff_board
from contest.queries.organizing import Said
from contest.queries.staff import NotFound
from contest.rules.lifecycle import duration_ms
from contest.rules.terms import RankingKey

PAGE = 50


class RulingRow(Struct, frozen=True):
    """A proposal and what the second person made of it."""

    id: UUID
    action: str
    reason_code: str
    text: str
    state: str
    proposed_by: str
    proposed_by_me: bool
    proposed_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    decision_text: str


class CaseRow(Struct, frozen=True):
    """A case in a list; `proposed_by_me` None: no proposal waits."""

    id: UUID
    entry: str
    round: int | None
    ordinal: int | None
    signal: str
    state: str
    opened_at: datetime
    proposed_by_me: bool | None


class CaseDetail(Struct, frozen=True):
    """A case with everything said about it."""

    id: UUID
    contest: str
    entry: str
    attempt: UUID | None
    round: int | None
    ordinal: int | None
    signal: str
    note: str
    state: str
    opened_by: str | None
    opened_at: datetime
    settled_at: datetime | None
    rulings: list[RulingRow]


class AttemptRow(Struct, frozen=True):
    """An attempt as a judge reads it. `counts`: the entry stands on the board by it.

    `changed_ms` has, for each position in paper order, when its answer was last changed, in milliseconds
    since the start; null where it was never touched.
    """

    id: UUID
    round: int
    round_title: Said
    ordinal: int
    state: str
    submitted_by: str
    opened_at: datetime
    closes_at: datetime
    submitted_at: datetime | None
    voided_at: datetime | None
    counts: bool
    duration_ms: int | None
    points: int | None
    correct_count: int | None
    question_count: int
    prediction: int | None
    changed_ms: list[int | None]
    late_answers: int


class JudgedEntry(Struct, frozen=True):
    """An entry with its attempts and cases; `personal` only for whom the contest gives it."""

    number: str
    state: str
    channel: str
    unit: str | None
    division: str | None
    entered_at: datetime
    personal: dict[str, str] | None
    attempts: list[AttemptRow]
    cases: list[CaseRow]


class JudgedPlace(Struct, frozen=True):
    """A place as judges see it, with every value a key may look at."""

    rank: int
    tied: bool
    number: str
    name: str | None
    unit: str | None
    division: str | None
    points: int
    correct_count: int
    duration_ms: int
    submitted_at: datetime
    prediction: int | None
    decided_by: RankingKey | None


class JudgedBoard(Struct, frozen=True):
    """A page of the judges' board; `after` is where the next one begins."""

    round: UUID
    contest: str
    status: str
    as_of: datetime
    keys: list[RankingKey]
    left_out: list[RankingKey]
    rows: list[JudgedPlace]
    after: str | None


class AuditRow(Struct, frozen=True):
    """One act of staff; `person` is whom it concerns, where that is an account; `note` says why."""

    id: UUID
    action: str
    actor: str | None
    person: str | None
    object_kind: str
    object_id: UUID
    before: dict[str, Any]
    after: dict[str, Any]
    note: str | None
    at: datetime


class AuditPage(Struct, frozen=True):
    """Fifty acts, the newest first, and where to go on."""

    rows: list[AuditRow]
    after: UUID | None


class JudgedPage(NamedTuple):
    """A page of the judges' board, and the place where the next one begins."""

    board: JudgedBoard
    next_place: bytes | None


def judged_page(*, round_id: UUID, selection: Selection, now: datetime, with_names: bool) -> JudgedPage:
    """Fifty places of a round with all that decides them, also what is hidden from the public."""
    page = staff_board(round_id=round_id, selection=selection, now=now)
    predictions = dict(
        Attempt.objects.filter(pk__in=[row.attempt_id for row in page.rows]).values_list("pk", "prediction")
    )
    board = JudgedBoard(
        round=round_id,
        contest=page.ranked.contest_slug,
        status=page.status,
        as_of=page.as_of,
        keys=page.keys,
        left_out=page.left_out,
        rows=[_judged_place(row, predictions, with_names=with_names) for row in page.rows],
        after=None,
    )
    return JudgedPage(board, page.next_place)


def _judged_place(row: BoardRow, predictions: Mapping[UUID, int | None], *, with_names: bool) -> JudgedPlace:
    return JudgedPlace(
        rank=row.rank,
        tied=row.tied,
        number=row.number,
        name=row.name if with_names else None,
        unit=row.unit_name,
        division=row.division,
        points=row.points,
        correct_count=row.correct_count,
        duration_ms=row.duration_ms,
        submitted_at=row.submitted_at,
        prediction=predictions.get(row.attempt_id) if row.attempt_id else None,
        decided_by=row.decided_by,
    )


def cases_in(*, contest_id: UUID, state: str | None, user_id: UUID) -> list[CaseRow]:
    """The cases of a contest, the newest first, at most 200."""
    rows = Case.objects.filter(contest=contest_id)
    if state:
        rows = rows.filter(state=state)
    return _case_rows(list(_with_parts(rows)[:200]), user_id)


def _with_parts(rows: Any) -> Any:
    return rows.select_related("entry", "attempt__round").order_by("-opened_at", "-pk")


def _case_rows(cases: list[Case], user_id: UUID) -> list[CaseRow]:
    proposers = dict(
        Ruling.objects.filter(case__in=cases, state=Ruling.State.PROPOSED).values_list(
            "case_id", "proposed_by_id"
        )
    )
    return [
        CaseRow(
            id=case.pk,
            entry=case.entry.number,
            round=case.attempt.round.number if case.attempt else None,
            ordinal=case.attempt.ordinal if case.attempt else None,
            signal=case.signal,
            state=case.state,
            opened_at=case.opened_at,
            proposed_by_me=proposers[case.pk] == user_id if case.pk in proposers else None,
        )
        for case in cases
    ]


def case_detail(*, case_id: UUID, user_id: UUID) -> CaseDetail:
    """One case."""
    case = Case.objects.select_related("contest", "entry", "attempt__round", "opened_by").get(pk=case_id)
    rulings = case.rulings.select_related("proposed_by", "decided_by").order_by("-proposed_at", "-pk")
    return CaseDetail(
        id=case.pk,
        contest=case.contest.slug,
        entry=case.entry.number,
        attempt=case.attempt_id,
        round=case.attempt.round.number if case.attempt else None,
        ordinal=case.attempt.ordinal if case.attempt else None,
        signal=case.signal,
        note=case.note,
        state=case.state,
        opened_by=_name(case.opened_by),
        opened_at=case.opened_at,
        settled_at=case.settled_at,
        rulings=[_ruling(one, user_id) for one in rulings],
    )


def _ruling(one: Ruling, user_id: UUID) -> RulingRow:
    return RulingRow(
        id=one.pk,
        action=one.action,
        reason_code=one.reason_code,
        text=one.text,
        state=one.state,
        proposed_by=one.proposed_by.display_name or one.proposed_by.username,
        proposed_by_me=one.proposed_by_id == user_id,
        proposed_at=one.proposed_at,
        decided_by=_name(one.decided_by),
        decided_at=one.decided_at,
        decision_text=one.decision_text,
    )


def _name(user: User | None) -> str | None:
    return (user.display_name or user.username) if user else None


def judged_entry(*, contest: Contest, number: str, user_id: UUID, with_personal: bool) -> JudgedEntry:
    """One entry of the contest; refuses NotFound."""
    entry = (
        Entry.objects.select_related("unit", "division", "personal")
        .filter(contest=contest, number=number.strip().upper())
        .first()
    )
    if entry is None:
        raise NotFound
    return JudgedEntry(
        number=entry.number,
        state=entry.state,
        channel=entry.channel,
        unit=entry.unit.name if entry.unit else None,
        division=entry.division.code if entry.division else None,
        entered_at=entry.entered_at,
        personal=_personal(entry) if with_personal else None,
        attempts=_attempts(entry),
        cases=_case_rows(list(_with_parts(entry.cases.all())), user_id),
    )


def _personal(entry: Entry) -> dict[str, str] | None:
    """What was registered; None once it was erased."""
    if not hasattr(entry, "personal"):
        return None
    return unseal(bytes(entry.personal.sealed), about=entry.pk)


def _attempts(entry: Entry) -> list[AttemptRow]:
    attempts = list(
        entry.attempts.select_related("round", "paper")
        .annotate(late=Count("late_answers"))
        .order_by("round__number", "ordinal")
    )
    marks = {(one.attempt_id, one.key_number): one for one in Mark.objects.filter(attempt__in=attempts)}
    ranked = Standing.objects.filter(entry=entry, staff_key__isnull=False)
    counting = set(ranked.values_list("attempt_id", flat=True))
    return [
        _attempt(one, marks.get((one.pk, one.round.key_number)), one.late, counts=one.pk in counting)
        for one in attempts
    ]


def _attempt(one: Attempt, mark: Mark | None, late: int, *, counts: bool) -> AttemptRow:
    return AttemptRow(
        id=one.pk,
        round=one.round.number,
        round_title=one.round.title,
        ordinal=one.ordinal,
        state=AttemptState(one.state).name,
        submitted_by=SubmittedBy(one.submitted_by).name,
        opened_at=one.opened_at,
        closes_at=one.closes_at,
        submitted_at=one.submitted_at,
        voided_at=one.voided_at,
        counts=counts,
        duration_ms=duration_ms(one.opened_at, one.submitted_at) if one.submitted_at else None,
        points=mark.points if mark else None,
        correct_count=mark.correct_count if mark else None,
        question_count=one.paper.question_count,
        prediction=one.prediction,
        changed_ms=[
            at if sequence else None for at, sequence in zip(one.changed_ms, one.sequences, strict=True)
        ],
        late_answers=late,
    )


def audit_page(*, contest_id: UUID, after: UUID | None) -> AuditPage:
    """The acts of staff in a contest."""
    rows = AuditRecord.objects.filter(contest=contest_id).select_related("actor", "note").order_by("-pk")
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found = list(rows[: PAGE + 1])
    concerned = {one.pk: _concerned(one) for one in found}
    people = {str(user.pk): user for user in User.objects.filter(pk__in=filter(None, concerned.values()))}
    return AuditPage(
        rows=[
            AuditRow(
                id=one.pk,
                action=one.action,
                actor=_name(one.actor),
                person=_name(people.get(concerned[one.pk] or "")),
                object_kind=one.object_kind,
                object_id=one.object_id,
                before=one.before,
                after=one.after,
                note=one.note.text if hasattr(one, "note") else None,
                at=one.at,
            )
            for one in found[:PAGE]
        ],
        after=found[PAGE - 1].pk if len(found) > PAGE else None,
    )


def _concerned(record: AuditRecord) -> str | None:
    """The id of the account an act concerns."""
    if record.object_kind == "user":
        return str(record.object_id)
    user = record.after.get("user") or record.before.get("user")
    return str(user) if user else None
