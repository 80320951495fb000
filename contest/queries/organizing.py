"""Contests as their organisers see them: what stands, what is missing, who may do what."""

from datetime import date, datetime
from typing import Any, NotRequired, TypedDict
from uuid import UUID

from django.db.models import Count, Q
from msgspec import Struct

from contest.accounts.models import Body, BodyMembership, PrivacyNotice
from contest.models import AuditRecord, Case, Contest, ContestRole, HeadCount, Round
from contest.queries.extensions import waiting_extensions
from contest.queries.readiness import Obstacle, publication_obstacles, with_what_readiness_needs
from contest.queries.staff import Act, acts_in, bodies_of, body_acts, contests_of
from quizzes.models import Blueprint, QuestionBank
from quizzes.rules.texts import sort_key


class Said(TypedDict):
    """A text for people, Vietnamese first."""

    vi: str
    en: NotRequired[str]


class BodyBrief(Struct, frozen=True):
    """A body by its address and name."""

    slug: str
    name: Said


class StaffBody(Struct, frozen=True):
    """A body with what the person may do on it."""

    slug: str
    name: Said
    acts: list[Act]
    has_privacy_notice: bool


class RoundRow(Struct, frozen=True):
    """A round as planned and as far as it has come. `extended_by_me` None: no extension waits."""

    id: UUID
    number: int
    title: Said
    state: str
    opens_at: datetime
    closes_at: datetime
    results_at: datetime | None
    counters_hidden_from: datetime | None
    bank: str | None
    blueprint: UUID | None
    paper_count: int
    seed_commitment: str
    extended_by_me: bool | None


class StaffContestBrief(Struct, frozen=True):
    """A contest in a list, with what asks for attention."""

    slug: str
    title: Said
    kind: str
    state: str
    body: BodyBrief
    acts: list[Act]
    opens_at: datetime | None
    closes_at: datetime | None
    obstacles: list[Obstacle]
    open_cases: int
    waiting_proposals: int


class TermsVersion(Struct, frozen=True):
    """One version of the terms, complete."""

    number: int
    effective_at: datetime
    change_note: Said
    definition: dict[str, Any]
    written_by: str
    written_at: datetime


class Choice(Struct, frozen=True):
    """Something a form can choose, by what is sent back."""

    value: str
    title: str


class StaffContest(Struct, frozen=True):
    """A contest with all an organiser's page shows."""

    slug: str
    title: Said
    summary: Said
    kind: str
    state: str
    body: BodyBrief
    acts: list[Act]
    time_zone: str
    unit_root: Choice | None
    privacy_notice: UUID | None
    registration_closes_at: datetime | None
    published_at: datetime | None
    terms: list[TermsVersion]
    rounds: list[RoundRow]
    obstacles: list[Obstacle]
    banks: list[Choice]
    blueprints: list[Choice]
    privacy_notices: list[Choice]


class RoleRow(Struct, frozen=True):
    """A person's present role."""

    id: UUID
    username: str
    display_name: str
    role: str
    granted_at: datetime


class HeadCountRow(Struct, frozen=True):
    """A unit's head-count with its source."""

    unit: UUID
    unit_name: str
    people: int
    source: str
    counted_on: date


def staff_bodies(*, user_id: UUID) -> list[StaffBody]:
    """The person's bodies; a person has a handful at most."""
    return [
        StaffBody(
            slug=body.slug,
            name=body.name,
            acts=sorted(body_acts(user_id=user_id, body_id=body.pk)),
            has_privacy_notice=PrivacyNotice.objects.filter(body=body).exists(),
        )
        for body in bodies_of(user_id=user_id)
    ]


def staff_contests(*, user_id: UUID, now: datetime) -> list[StaffContestBrief]:
    """The person's contests, the newest first, with what waits in each."""
    rows = with_what_readiness_needs(
        contests_of(user_id=user_id).annotate(
            open_cases=Count("cases", filter=Q(cases__state=Case.State.OPEN)),
            waiting_proposals=Count("cases", filter=Q(cases__state=Case.State.PROPOSED)),
        )
    )
    contests = list(rows)
    acts = acts_in(user_id=user_id, contests=contests)
    return [_brief(contest, sorted(acts[contest.pk]), now) for contest in contests]


def _brief(contest: Any, acts: list[Act], now: datetime) -> StaffContestBrief:
    rounds = contest.rounds.all()
    is_draft = contest.state == "DRAFT"
    return StaffContestBrief(
        slug=contest.slug,
        title=contest.title,
        kind=contest.kind,
        state=contest.state,
        body=_body(contest.body),
        acts=acts,
        opens_at=min((one.opens_at for one in rounds), default=None),
        closes_at=max((one.closes_at for one in rounds), default=None),
        obstacles=publication_obstacles(contest=contest, now=now) if is_draft else [],
        open_cases=contest.open_cases,
        waiting_proposals=contest.waiting_proposals,
    )


def staff_contest(*, contest: Contest, user_id: UUID, now: datetime) -> StaffContest:
    """One contest with everything about it."""
    owned = {"owner": contest.body_id, "retired_at": None}
    root = contest.unit_root
    return StaffContest(
        slug=contest.slug,
        title=contest.title,
        summary=_said(contest.summary),
        kind=contest.kind,
        state=contest.state,
        body=_body(contest.body),
        acts=sorted(acts_in(user_id=user_id, contests=[contest])[contest.pk]),
        time_zone=contest.time_zone,
        unit_root=Choice(str(root.pk), root.name) if root else None,
        privacy_notice=contest.privacy_notice_id,
        registration_closes_at=contest.registration_closes_at,
        published_at=contest.published_at,
        terms=_terms(contest),
        rounds=_rounds(contest, user_id),
        obstacles=publication_obstacles(contest=contest, now=now) if contest.state == "DRAFT" else [],
        banks=[Choice(one.slug, one.title) for one in QuestionBank.objects.filter(**owned)],
        blueprints=[Choice(str(one.pk), one.title) for one in Blueprint.objects.filter(**owned)],
        privacy_notices=[
            Choice(str(one.pk), str(one.version))
            for one in PrivacyNotice.objects.filter(body=contest.body_id).order_by("-version")
        ],
    )


def _body(body: Body) -> BodyBrief:
    return BodyBrief(slug=body.slug, name=body.name)


def _said(stored: dict[str, str]) -> Said:
    """A text that may not have been written yet."""
    return Said(vi=stored.get("vi", ""), en=stored.get("en", ""))


def _terms(contest: Contest) -> list[TermsVersion]:
    return [
        TermsVersion(
            number=version.number,
            effective_at=version.effective_at,
            change_note=_said(version.change_note),
            definition=version.definition,
            written_by=version.written_by.username,
            written_at=version.written_at,
        )
        for version in contest.terms.select_related("written_by").order_by("-number")
    ]


def _rounds(contest: Contest, user_id: UUID) -> list[RoundRow]:
    extended = waiting_extensions(contest_id=contest.pk)
    return [_round(one, extended.get(one.pk), user_id) for one in contest.rounds.select_related("bank")]


def _round(one: Round, extension: AuditRecord | None, user_id: UUID) -> RoundRow:
    return RoundRow(
        id=one.pk,
        number=one.number,
        title=one.title,
        state=one.state,
        opens_at=one.opens_at,
        closes_at=one.closes_at,
        results_at=one.results_at,
        counters_hidden_from=one.counters_hidden_from,
        bank=one.bank.slug if one.bank else None,
        blueprint=one.blueprint_id,
        paper_count=one.paper_count,
        seed_commitment=one.seed_commitment,
        extended_by_me=extension.actor_id == user_id if extension else None,
    )


def roles_in(*, contest_id: UUID) -> list[RoleRow]:
    """Everybody who has a role in a contest now."""
    rows = ContestRole.objects.filter(contest=contest_id, ended_at=None)
    return [_role(one) for one in rows.select_related("user").order_by("role", "user__username")]


def roles_on(*, body_id: UUID) -> list[RoleRow]:
    """Everybody who has a role on a body now."""
    rows = BodyMembership.objects.filter(body=body_id, ended_at=None)
    return [_role(one) for one in rows.select_related("user").order_by("role", "user__username")]


def _role(one: ContestRole | BodyMembership) -> RoleRow:
    return RoleRow(
        id=one.pk,
        username=one.user.username,
        display_name=one.user.display_name,
        role=one.role,
        granted_at=one.granted_at,
    )


def head_counts_of(*, contest_id: UUID) -> list[HeadCountRow]:
    """The head-counts of a contest by the name of the unit, in Vietnamese order."""
    rows = [
        HeadCountRow(
            unit=one.unit_id,
            unit_name=one.unit.name,
            people=one.people,
            source=one.source,
            counted_on=one.counted_on,
        )
        for one in HeadCount.objects.filter(contest=contest_id).select_related("unit")
    ]
    return sorted(rows, key=lambda row: sort_key(row.unit_name))
