"""Cases as judges see them: in a list, and one with everything said about it."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from msgspec import Struct

from contest.models import Case, Ruling
from contest.queries.account_names import shown_name

PAGE = 50
STATES = frozenset(Case.State.values)


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


class CasePage(NamedTuple):
    """Some cases of a contest, and the last of them where more follow."""

    rows: list[CaseRow]
    last: UUID | None


def cases_in(
    *, contest_id: UUID, user_id: UUID, state: str = "", entry: str = "", after: UUID | None = None
) -> CasePage:
    """Fifty cases of a contest, those opened last first: in a state, about an entry, after a case."""
    rows = Case.objects.filter(contest=contest_id)
    if state:
        rows = rows.filter(state=state)
    if entry:
        rows = rows.filter(entry__number=entry.upper())
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found = list(_with_parts(rows)[: PAGE + 1])
    return CasePage(_case_rows(found[:PAGE], user_id), found[PAGE - 1].pk if len(found) > PAGE else None)


def cases_about(*, entry_id: UUID, user_id: UUID) -> list[CaseRow]:
    """All cases about an entry, those opened last first."""
    return _case_rows(list(_with_parts(Case.objects.filter(entry=entry_id))), user_id)


def _with_parts(rows: QuerySet[Case]) -> QuerySet[Case]:
    return rows.select_related("entry", "attempt__round").order_by("-pk")


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
        opened_by=shown_name(case.opened_by) if case.opened_by else None,
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
        proposed_by=shown_name(one.proposed_by),
        proposed_by_me=one.proposed_by_id == user_id,
        proposed_at=one.proposed_at,
        decided_by=shown_name(one.decided_by) if one.decided_by else None,
        decided_at=one.decided_at,
        decision_text=one.decision_text,
    )
