"""Saved rows for tests about staff: bodies, people, contests and what is judged."""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from contest.accounts.models import Body, BodyMembership, PrivacyNotice, Unit, User
from contest.models import Attempt, Contest, ContestRole, Entry, Paper, Round, Terms
from contest.rules.terms import definition
from contest.services.create_contest import create_contest
from contest.services.plan_round import RoundPlan
from tests.rules.definitions import some_terms
from tests.services.live_rows import numbers

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)


def a_person(name: str = "nguoi") -> User:
    """An account without a password that works."""
    return User.objects.create(username=f"{name}-{next(numbers)}", password="!")


def a_body(*, with_notice: bool = True) -> Body:
    """A body, with a privacy notice people can be shown."""
    slug = f"so-tu-phap-{next(numbers)}"
    body = Body.objects.create(slug=slug, name={"vi": "Sở Tư pháp"}, storage_prefix=slug)
    if with_notice:
        PrivacyNotice.objects.create(
            body=body, version=1, text={"vi": "Thông báo"}, purposes=[], published_at=NOW
        )
    return body


def a_member(body: Body, role: str) -> User:
    """A person with a role on the body."""
    person = a_person(role.lower())
    BodyMembership.objects.create(body=body, user=person, role=role, granted_at=NOW)
    return person


def an_official(contest: Contest, role: str) -> User:
    """A person with a role in the contest."""
    person = a_person(role.lower())
    ContestRole.objects.create(contest=contest, user=person, role=role, granted_at=NOW)
    return person


def a_unit(*, parent: Unit | None = None, body: Body | None = None) -> Unit:
    """A unit of the national list, or of a body."""
    ancestors = [*parent.ancestors, parent.pk] if parent else []
    return Unit.objects.create(
        kind=Unit.Kind.COMMUNE,
        name="Xã Tân Tiến",
        folded="xa tan tien",
        parent=parent,
        ancestors=ancestors,
        body=body,
    )


def a_draft(body: Body | None = None, *, unit_root: Unit | None = None) -> Contest:
    """A contest that nobody has published."""
    body = body or a_body()
    return create_contest(
        body=body,
        kind=Contest.Kind.LIVE,
        slug=f"cuoc-thi-{next(numbers)}",
        title={"vi": "Tìm hiểu pháp luật"},
        summary={},
        unit_root_id=unit_root.pk if unit_root else None,
        actor_id=a_member(body, BodyMembership.Role.MANAGER).pk,
        now=NOW,
    )


def a_plan(**changes: Any) -> RoundPlan:
    """The plan of a week that opens tomorrow."""
    plan: dict[str, Any] = {
        "title": {"vi": "Tuần 1"},
        "opens_at": NOW + timedelta(days=1),
        "closes_at": NOW + timedelta(days=8),
        "results_at": NOW + timedelta(days=9),
        "counters_hidden_from": None,
        "bank": None,
        "blueprint": None,
    }
    return cast("RoundPlan", plan | changes)


def written_terms(contest: Contest, **changes: Any) -> Terms:
    """The first terms of a contest, in effect since long before."""
    return Terms.objects.create(
        contest=contest,
        number=1,
        definition=definition(some_terms(**changes)),
        effective_at=NOW - timedelta(days=30),
        written_by=a_person(),
        written_at=NOW,
    )


def a_round(contest: Contest, *, number: int = 1, starts_in: timedelta = timedelta(days=-1)) -> Round:
    """A round of seven days."""
    seed = bytes([number]) * 32
    return Round.objects.create(
        contest=contest,
        number=number,
        title={"vi": f"Tuần {number}"},
        state="OPEN" if starts_in < timedelta(0) else "DRAFT",
        opens_at=NOW + starts_in,
        closes_at=NOW + starts_in + timedelta(days=7),
        seed=seed,
        seed_commitment=hashlib.sha256(seed).hexdigest(),
    )


def an_entry(contest: Contest, *, user: User | None = None) -> Entry:
    """A person who takes part."""
    number = f"{next(numbers):010}"
    return Entry.objects.create(contest=contest, user=user or a_person("dan"), number=number, entered_at=NOW)


def an_attempt(entry: Entry, round_: Round, *, ordinal: int = 1) -> Attempt:
    """A submitted attempt at a paper of two questions, both answered."""
    paper, _ = Paper.objects.get_or_create(
        round=round_,
        index=0,
        defaults={
            "seed": b"s" * 32,
            "layout": [],
            "content": "[]",
            "question_count": 2,
            "commitment": "0" * 64,
            "prepared_at": NOW,
        },
    )
    return Attempt.objects.create(
        entry=entry,
        round=round_,
        paper=paper,
        ordinal=ordinal,
        state=1,
        submitted_by=1,
        opened_at=NOW - timedelta(hours=2),
        closes_at=NOW - timedelta(hours=1),
        submitted_at=NOW - timedelta(hours=1, minutes=30),
        chosen=[1, 2],
        sequences=[1, 2],
        changed_ms=[10_000, 25_000],
        receipt_code="AAAA-BBBB-CCCC",
    )
