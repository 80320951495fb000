"""Staff lists: twenty rows cost as many queries as one, and nobody sees another body's rows."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contest.models import AuditRecord, Case, Contest
from contest.queries.audit import audit_chain, audit_page
from contest.queries.banks import staff_banks
from contest.queries.cases import cases_in
from contest.queries.judging import judged_entry
from contest.queries.organizing import head_counts_of, roles_in, staff_contest, staff_contests
from contest.queries.staff import Act, NotFound, contest_for
from contest.services.add_head_count import add_head_count
from quizzes.models import QuestionBank
from tests.services import staff_rows as rows

pytestmark = pytest.mark.django_db
NOW = rows.NOW


def cost(read: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as queries:
        read()
    return len(queries)


def grown(read: Callable[[], object], add: Callable[[], object]) -> tuple[int, int]:
    """The queries of a list with one row, and with twenty."""
    add()
    one = cost(read)
    for _ in range(19):
        add()
    return one, cost(read)


def test_my_contests_cost_the_same_however_many() -> None:
    body = rows.a_body()
    manager = rows.a_member(body, "MANAGER")

    def add() -> None:
        contest = rows.a_draft(body)
        rows.written_terms(contest)
        rows.a_round(contest)

    def read() -> object:
        return staff_contests(user_id=manager.pk, now=NOW)

    one, twenty = grown(read, add)
    assert one == twenty
    assert len(staff_contests(user_id=manager.pk, now=NOW)) == 20


def test_one_contest_costs_the_same_with_twenty_rounds_and_versions() -> None:
    contest = rows.a_draft()
    manager = rows.a_member(contest.body, "MANAGER")
    count = iter(range(1, 100))

    def add() -> None:
        number = next(count)
        rows.a_round(contest, number=number)

    one, twenty = grown(
        lambda: staff_contest(contest=Contest.objects.get(pk=contest.pk), user_id=manager.pk, now=NOW), add
    )
    assert one == twenty


def test_roles_banks_and_head_counts_cost_the_same_however_many() -> None:
    root = rows.a_unit()
    contest = rows.a_draft(unit_root=root)
    author = rows.a_member(contest.body, "AUTHOR")
    number = iter(range(100))

    def add() -> None:
        rows.an_official(contest, "HELPER")
        slug = f"bo-{next(number)}"
        QuestionBank.objects.create(owner=contest.body, slug=slug, title=slug)
        add_head_count(
            contest_id=contest.pk,
            unit_id=rows.a_unit(parent=root).pk,
            people=10,
            source="Công văn",
            counted_on=NOW.date(),
            actor_id=author.pk,
            now=NOW,
        )

    def read() -> object:
        return (
            roles_in(contest_id=contest.pk),
            staff_banks(user_id=author.pk),
            head_counts_of(contest_id=contest.pk),
        )

    one, twenty = grown(read, add)
    assert one == twenty


def test_cases_attempts_and_the_record_cost_the_same_however_many() -> None:
    contest = rows.a_draft()
    entry = rows.an_entry(contest)
    judge = rows.an_official(contest, "JUDGE")
    number = iter(range(1, 100))

    def add() -> None:
        ordinal = next(number)
        attempt = rows.an_attempt(entry, rows.a_round(contest, number=ordinal), ordinal=1)
        Case.objects.create(
            contest=contest, entry=entry, attempt=attempt, signal="REPORT", opened_by=judge, opened_at=NOW
        )
        AuditRecord.objects.create(
            contest=contest,
            actor=judge,
            action="role_granted",
            object_kind="contestrole",
            object_id=entry.pk,
            after={"user": str(rows.a_person().pk)},
            at=NOW,
        )

    def read() -> object:
        return (
            cases_in(contest_id=contest.pk, user_id=judge.pk),
            judged_entry(contest=contest, number=entry.number, user_id=judge.pk, with_personal=True),
            audit_page(contest_id=contest.pk, after=None, with_persons=True),
            audit_chain(contest_id=contest.pk),
        )

    one, twenty = grown(read, add)
    assert one == twenty


def test_the_record_is_read_page_by_page_without_gaps() -> None:
    contest = rows.a_draft()
    for number in range(120):
        AuditRecord.objects.create(
            contest=contest, action=f"act-{number}", object_kind="contest", object_id=contest.pk, at=NOW
        )
    seen: list[str] = []
    page = audit_page(contest_id=contest.pk, after=None, with_persons=True)
    while True:
        seen += [row.action for row in page.rows]
        if page.after is None:
            break
        page = audit_page(contest_id=contest.pk, after=page.after, with_persons=True)
    assert seen == [f"act-{number}" for number in reversed(range(120))] + ["contest_created"]


def test_cases_are_read_to_the_first_of_a_state_of_an_entry() -> None:
    contest = rows.a_draft()
    entries = [rows.an_entry(contest) for _ in range(2)]
    opened = [
        Case.objects.create(
            contest=contest,
            entry=entry,
            signal="REPORT",
            opened_at=NOW,
            state=state,
            settled_at=settled_at,
            note=f"{number}",
        )
        for number in range(60)
        for entry in entries
        for state, settled_at in (("OPEN", None), ("SETTLED", NOW))
    ]
    judge = rows.an_official(contest, "JUDGE").pk
    for state, entry in (("", ""), ("OPEN", ""), ("", entries[0].number), ("SETTLED", entries[1].number)):
        seen: list[UUID] = []
        after = None
        while True:
            page = cases_in(contest_id=contest.pk, user_id=judge, state=state, entry=entry, after=after)
            assert len(page.rows) <= 50
            seen += [row.id for row in page.rows]
            after = page.last
            if after is None:
                break
        assert seen == [
            case.pk
            for case in reversed(opened)
            if state in ("", case.state) and entry in ("", case.entry.number)
        ]


def test_a_role_that_ended_opens_nothing_any_more() -> None:
    contest = rows.a_draft()
    judge = rows.an_official(contest, "JUDGE")
    assert contest_for(user_id=judge.pk, slug=contest.slug, act=Act.SEE_CONTEST) == contest
    contest.roles.filter(user=judge).update(ended_at=NOW)
    with pytest.raises(NotFound):
        contest_for(user_id=judge.pk, slug=contest.slug, act=Act.SEE_CONTEST)
