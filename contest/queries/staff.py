"""Who on the staff may do what: one table of acts, and the objects of a body as its own people see them.

Whoever has no role at all on a body or contest is told `not_found`, as for an object that does not exist;
whoever has one, but not one that allows the act, is told `forbidden`.
"""

from collections import defaultdict
from collections.abc import Collection
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from contest.accounts.models import Body, BodyMembership, Unit, UnitMembership, User
from contest.models import Case, Contest, ContestRole, Round
from quizzes.models import Question, QuestionBank, QuestionImport
from quizzes.refusals import Refusal

Row = TypeVar("Row", bound=Model)


class NotFound(Refusal):
    """There is no such object, or the person may not know of it."""

    code = "not_found"


class Forbidden(Refusal):
    """The person has a role here, but none that allows the act."""

    code = "forbidden"


class Act(StrEnum):
    """What staff does; the tables below say by which roles."""

    SEE_BODY = "SEE_BODY"
    SEE_BANK = "SEE_BANK"
    WRITE_QUESTIONS = "WRITE_QUESTIONS"
    REVIEW_QUESTIONS = "REVIEW_QUESTIONS"
    MANAGE_BODY = "MANAGE_BODY"
    CREATE_CONTEST = "CREATE_CONTEST"
    SEE_CONTEST = "SEE_CONTEST"
    PREPARE = "PREPARE"
    PUBLISH = "PUBLISH"
    EXTEND = "EXTEND"
    GRANT_ROLES = "GRANT_ROLES"
    RECOVER = "RECOVER"
    SEE_ENTRIES = "SEE_ENTRIES"
    SEE_PERSONS = "SEE_PERSONS"
    OPEN_CASE = "OPEN_CASE"
    RULE = "RULE"
    SEE_AUDIT = "SEE_AUDIT"


_AUTHOR, _REVIEWER, _MANAGER = BodyMembership.Role
_ORGANISER, _APPROVER, _SECRETARY, _JUDGE, _CHIEF, _OBSERVER, _HELPER = ContestRole.Role

BODY_ROLES: dict[Act, frozenset[str]] = {
    Act.SEE_BODY: frozenset({_AUTHOR, _REVIEWER, _MANAGER}),
    Act.SEE_BANK: frozenset({_AUTHOR, _REVIEWER, _MANAGER}),
    Act.WRITE_QUESTIONS: frozenset({_AUTHOR, _MANAGER}),
    Act.REVIEW_QUESTIONS: frozenset({_REVIEWER, _MANAGER}),
    Act.MANAGE_BODY: frozenset({_MANAGER}),
    Act.CREATE_CONTEST: frozenset({_MANAGER}),
    Act.SEE_CONTEST: frozenset({_MANAGER}),
    Act.PREPARE: frozenset({_MANAGER}),
    Act.PUBLISH: frozenset({_MANAGER}),
    Act.EXTEND: frozenset({_MANAGER}),
    Act.GRANT_ROLES: frozenset({_MANAGER}),
    Act.SEE_AUDIT: frozenset({_MANAGER}),
}
# Heading the body gives no hand in the ranking: the judging acts need a role in the contest itself.
CONTEST_ROLES: dict[Act, frozenset[str]] = {
    Act.SEE_CONTEST: frozenset(ContestRole.Role),
    Act.PREPARE: frozenset({_ORGANISER}),
    Act.PUBLISH: frozenset({_APPROVER}),
    Act.EXTEND: frozenset({_ORGANISER, _APPROVER}),
    Act.GRANT_ROLES: frozenset({_APPROVER}),
    Act.RECOVER: frozenset({_SECRETARY, _HELPER}),
    Act.SEE_ENTRIES: frozenset({_SECRETARY, _JUDGE, _CHIEF, _OBSERVER}),
    Act.SEE_PERSONS: frozenset({_SECRETARY, _JUDGE, _CHIEF}),
    Act.OPEN_CASE: frozenset({_SECRETARY, _JUDGE, _CHIEF}),
    Act.RULE: frozenset({_JUDGE, _CHIEF}),
    Act.SEE_AUDIT: frozenset({_APPROVER, _JUDGE, _CHIEF, _OBSERVER}),
}


def body_roles(*, user_id: UUID, body_id: UUID) -> frozenset[str]:
    """The person's present roles on a body."""
    return frozenset(
        BodyMembership.objects.filter(user=user_id, body=body_id, ended_at=None).values_list(
            "role", flat=True
        )
    )


def is_staff(*, user: User) -> bool:
    """Whether the account has powers over others anywhere, which whoever gets hold of it would have."""
    return (
        user.is_staff
        or user.is_superuser
        or any(
            kind.objects.filter(user=user, ended_at=None).exists()
            for kind in (BodyMembership, ContestRole, UnitMembership)
        )
    )


def acts_in(*, user_id: UUID, contests: Collection[Contest]) -> dict[UUID, frozenset[Act]]:
    """All the person may do in each of these contests, by either kind of role; two queries for any number."""
    on_bodies: dict[UUID, set[str]] = defaultdict(set)
    for body_id, role in BodyMembership.objects.filter(
        user=user_id, ended_at=None, body__in={contest.body_id for contest in contests}
    ).values_list("body_id", "role"):
        on_bodies[body_id].add(role)
    in_contests: dict[UUID, set[str]] = defaultdict(set)
    for contest_id, role in ContestRole.objects.filter(
        user=user_id, ended_at=None, contest__in=[contest.pk for contest in contests]
    ).values_list("contest_id", "role"):
        in_contests[contest_id].add(role)
    return {
        contest.pk: _acts(on_bodies[contest.body_id], BODY_ROLES)
        | _acts(in_contests[contest.pk], CONTEST_ROLES)
        for contest in contests
    }


def allowed_acts(*, user_id: UUID, contest: Contest) -> frozenset[Act]:
    """All the person may do in a contest."""
    return acts_in(user_id=user_id, contests=[contest])[contest.pk]


def body_acts(*, user_id: UUID, body_id: UUID) -> frozenset[Act]:
    """All the person may do on a body."""
    return _acts(body_roles(user_id=user_id, body_id=body_id), BODY_ROLES)


def _acts(roles: Collection[str], table: dict[Act, frozenset[str]]) -> frozenset[Act]:
    return frozenset(act for act, allowing in table.items() if not allowing.isdisjoint(roles))


def bodies_of(*, user_id: UUID) -> QuerySet[Body]:
    """The bodies on which the person has a role."""
    return (
        Body.objects.filter(memberships__user=user_id, memberships__ended_at=None, retired_at=None)
        .distinct()
        .order_by("slug")
    )


def contests_of(*, user_id: UUID) -> QuerySet[Contest]:
    """The contests the person may see as staff: by a role in them, or as manager of their body."""
    in_contest = ContestRole.objects.filter(user=user_id, ended_at=None).values("contest")
    managed = BodyMembership.objects.filter(
        user=user_id, ended_at=None, role__in=BODY_ROLES[Act.SEE_CONTEST]
    ).values("body")
    return Contest.objects.filter(Q(pk__in=in_contest) | Q(body__in=managed), retired_at=None).select_related(
        "body"
    )


def body_for(*, user_id: UUID, slug: str, act: Act) -> Body:
    """The body, for somebody who may do the act on it; refuses NotFound, Forbidden."""
    body = _one(bodies_of(user_id=user_id).filter(slug=slug))
    _check_body(user_id=user_id, body_id=body.pk, act=act)
    return body


def bank_for(*, user_id: UUID, slug: str, act: Act) -> QuestionBank:
    """The bank, for somebody who may do the act on its body; refuses NotFound, Forbidden."""
    mine = bodies_of(user_id=user_id)
    bank = _one(QuestionBank.objects.filter(slug=slug, owner__in=mine, retired_at=None))
    _check_body(user_id=user_id, body_id=bank.owner_id, act=act)
    return bank


def question_for(*, user_id: UUID, question_id: UUID, act: Act) -> Question:
    """The question, for somebody who may do the act on its bank's body; refuses NotFound, Forbidden."""
    rows = Question.objects.filter(pk=question_id, bank__owner__in=bodies_of(user_id=user_id))
    question = _one(rows.select_related("bank", "current"))
    _check_body(user_id=user_id, body_id=question.bank.owner_id, act=act)
    return question


def draft_for(*, user_id: UUID, question_id: UUID) -> Question:
    """The question, for its author or a manager of its bank's body; refuses NotFound, Forbidden."""
    question = question_for(user_id=user_id, question_id=question_id, act=Act.WRITE_QUESTIONS)
    if question.author_id != user_id:
        _check_body(user_id=user_id, body_id=question.bank.owner_id, act=Act.MANAGE_BODY)
    return question


def import_for(*, user_id: UUID, import_id: UUID, act: Act) -> QuestionImport:
    """The import, for somebody who may do the act on its bank's body; refuses NotFound, Forbidden."""
    rows = QuestionImport.objects.filter(pk=import_id, bank__owner__in=bodies_of(user_id=user_id))
    one = _one(rows.select_related("bank"))
    _check_body(user_id=user_id, body_id=one.bank.owner_id, act=act)
    return one


def contest_for(*, user_id: UUID, slug: str, act: Act) -> Contest:
    """The contest, for somebody who may do the act in it; refuses NotFound, Forbidden."""
    contest = _one(contests_of(user_id=user_id).filter(slug=slug))
    _check_contest(user_id=user_id, contest=contest, act=act)
    return contest


def round_for(*, user_id: UUID, round_id: UUID, act: Act) -> Round:
    """The round, for somebody who may do the act in its contest; refuses NotFound, Forbidden."""
    one = _one(
        Round.objects.filter(pk=round_id, contest__in=contests_of(user_id=user_id)).select_related(
            "contest__body", "bank", "blueprint"
        )
    )
    _check_contest(user_id=user_id, contest=one.contest, act=act)
    return one


def case_for(*, user_id: UUID, case_id: UUID, act: Act) -> Case:
    """The case, for somebody who may do the act in its contest; refuses NotFound, Forbidden."""
    case = _one(
        Case.objects.filter(pk=case_id, contest__in=contests_of(user_id=user_id)).select_related("contest")
    )
    _check_contest(user_id=user_id, contest=case.contest, act=act)
    return case


def may_choose_units_of(*, body_id: UUID, unit_id: UUID) -> bool:
    """Whether a body may base a contest on this unit: it is its own, or of the national list."""
    return Unit.objects.filter(Q(body=None) | Q(body=body_id), pk=unit_id).exists()


def _one(rows: QuerySet[Row]) -> Row:
    row = rows.first()
    if row is None:
        raise NotFound
    return row


def _check_body(*, user_id: UUID, body_id: UUID, act: Act) -> None:
    if act not in body_acts(user_id=user_id, body_id=body_id):
        raise Forbidden


def _check_contest(*, user_id: UUID, contest: Contest, act: Act) -> None:
    if act not in allowed_acts(user_id=user_id, contest=contest):
        raise Forbidden
