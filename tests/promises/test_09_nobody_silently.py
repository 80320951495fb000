"""Promise 9: nobody's place changes silently.

A proposal with its reason, a second person, a record nobody can take away, and the person told.
"""

from collections.abc import Callable
from uuid import UUID

import pytest
from allauth.account.models import EmailAddress
from django.db import DatabaseError, IntegrityError, transaction

from contest.models import Attempt, AuditRecord, Case, ContestRole, Entry, Notice, Ruling, Standing
from contest.queries.boards import Selection, staff_board
from contest.queries.staff import Forbidden
from contest.services.confirm_ruling import NoProposal, SamePerson, confirm_ruling
from contest.services.drain_submitted import drain_submitted
from contest.services.end_role import end_role
from contest.services.open_case import open_case
from contest.services.propose_ruling import (
    CaseIsNotOpen,
    EntryIsNotActive,
    NothingToRestore,
    NothingToVoid,
    ReasonDoesNotFit,
    propose_ruling,
)
from tests.services import live_rows
from tests.services import staff_rows as rows
from tests.services.concurrently import at_once
from tests.worker.rows import a_submitted_attempt

pytestmark = pytest.mark.django_db
NOW = rows.NOW


class Court:
    """An entry with one attempt, a case about it, and two judges."""

    def __init__(self) -> None:
        contest = rows.a_draft()
        rows.written_terms(contest)
        self.entry = rows.an_entry(contest)
        self.attempt = rows.an_attempt(self.entry, rows.a_round(contest))
        self.first = rows.an_official(contest, "JUDGE").pk
        self.second = rows.an_official(contest, "CHIEF_JUDGE").pk
        self.contest = contest
        self.case = self.open()

    def open(self, *, about_attempt: bool = True) -> Case:
        return open_case(
            contest_id=self.contest.pk,
            entry_number=self.entry.number,
            attempt_id=self.attempt.pk if about_attempt else None,
            signal="REPORT",
            note="Có phản ánh qua điện thoại",
            actor_id=self.first,
            now=NOW,
        )

    def propose(
        self, action: str, reason: str, *, by: UUID | None = None, case: Case | None = None
    ) -> Ruling:
        return propose_ruling(
            case_id=(case or self.case).pk,
            action=action,
            reason_code=reason,
            text="Đã xem nhật ký làm bài",
            actor_id=by or self.first,
            now=NOW,
        )

    def decide(
        self, *, confirm: bool, by: UUID | None = None, case: Case | None = None, read: Ruling | None = None
    ) -> Ruling:
        about = case or self.case
        read = read or about.rulings.order_by("pk").last()
        assert read is not None
        return confirm_ruling(
            case_id=about.pk,
            ruling_id=read.pk,
            confirm=confirm,
            text="Đồng ý",
            actor_id=by or self.second,
            now=NOW,
        )

    def voided(self) -> bool:
        return Attempt.objects.get(pk=self.attempt.pk).voided_at is not None

    def entry_state(self) -> str:
        return Entry.objects.get(pk=self.entry.pk).state

    def actions(self) -> list[str]:
        records = AuditRecord.objects.filter(contest=self.contest, action__contains="ruling").order_by("pk")
        return list(records.values_list("action", flat=True))


@pytest.fixture
def court() -> Court:
    return Court()


def test_a_proposal_alone_changes_nothing(court: Court) -> None:
    court.propose("VOID_ATTEMPT", "TAKEN_BY_ANOTHER")
    assert not court.voided()
    assert not Notice.objects.filter(person=court.entry.user).exists()


def test_the_proposer_is_not_the_second_person(court: Court) -> None:
    ruling = court.propose("VOID_ATTEMPT", "TAKEN_BY_ANOTHER")
    for confirm in (True, False):
        with pytest.raises(SamePerson):
            court.decide(confirm=confirm, by=court.first)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ruling.objects.filter(pk=ruling.pk).update(decided_by=court.first)
    assert not court.voided()


def test_a_second_person_makes_it_hold_and_the_person_is_told(court: Court) -> None:
    court.propose("VOID_ATTEMPT", "TAKEN_BY_ANOTHER")
    court.decide(confirm=True)
    assert court.voided()
    notice = Notice.objects.get(person=court.entry.user)
    assert (notice.template, notice.channel, notice.state) == ("ruling_void_attempt", "IN_APP", "WAITING")
    assert notice.details["reason"] == "TAKEN_BY_ANOTHER"
    assert court.actions() == ["ruling_proposed", "ruling_confirmed"]


def test_a_person_with_a_mail_address_is_told_by_both_ways(court: Court) -> None:
    user = court.entry.user
    EmailAddress.objects.create(user=user, email="nguoi@example.vn", verified=True, primary=True)
    court.propose("NOT_RECOGNISE_ENTRY", "FALSE_DATA")
    court.decide(confirm=True)
    assert set(Notice.objects.filter(person=user).values_list("channel", flat=True)) == {"IN_APP", "MAIL"}


def test_a_rejected_proposal_leaves_the_case_open_and_the_record(court: Court) -> None:
    court.propose("VOID_ATTEMPT", "TAKEN_BY_ANOTHER")
    court.decide(confirm=False)
    court.case.refresh_from_db()
    assert court.case.state == "OPEN"
    assert not court.voided()
    assert court.actions() == ["ruling_proposed", "ruling_rejected"]
    court.propose("NO_ACTION", "EXPLAINED", by=court.second)


def test_a_ruling_touches_only_the_attempt_it_is_about(court: Court) -> None:
    other = rows.an_attempt(court.entry, court.attempt.round, ordinal=2)
    court.propose("VOID_ATTEMPT", "TAKEN_BY_ANOTHER")
    court.decide(confirm=True)
    assert court.voided()
    assert Attempt.objects.get(pk=other.pk).voided_at is None


def test_an_entry_is_taken_out_once(court: Court) -> None:
    about_entry = court.open(about_attempt=False)
    court.propose("NOT_RECOGNISE_ENTRY", "FALSE_DATA", case=about_entry)
    court.decide(confirm=True, case=about_entry)
    with pytest.raises(EntryIsNotActive):
        court.propose("NOT_RECOGNISE_ENTRY", "FALSE_DATA", case=court.open(about_attempt=False))


def test_a_decision_is_made_once(court: Court) -> None:
    court.propose("VOID_ATTEMPT", "TAKEN_BY_ANOTHER")
    court.decide(confirm=True)
    with pytest.raises(NoProposal):
        court.decide(confirm=True)
    with pytest.raises(CaseIsNotOpen):
        court.propose("RESTORE", "RULED_IN_ERROR")
    assert Notice.objects.count() == 1


def test_a_word_about_one_proposal_decides_no_other(court: Court) -> None:
    read = court.propose("VOID_ATTEMPT", "TAKEN_BY_ANOTHER")
    third = rows.an_official(court.contest, "JUDGE").pk
    court.decide(confirm=False, by=third)
    court.propose("NOT_RECOGNISE_ENTRY", "FALSE_DATA")
    for confirm in (True, False):
        with pytest.raises(NoProposal):
            court.decide(confirm=confirm, read=read)
    assert court.entry_state() == "ACTIVE"
    assert court.decide(confirm=True).action == "NOT_RECOGNISE_ENTRY"


def test_a_proposal_of_another_case_is_none_of_this(court: Court) -> None:
    court.propose("VOID_ATTEMPT", "TAKEN_BY_ANOTHER")
    other = court.open()
    elsewhere = court.propose("NO_ACTION", "EXPLAINED", case=other)
    with pytest.raises(NoProposal):
        court.decide(confirm=True, read=elsewhere)


def test_two_proposals_never_wait_at_once(court: Court) -> None:
    court.propose("VOID_ATTEMPT", "TAKEN_BY_ANOTHER")
    with pytest.raises(CaseIsNotOpen):
        court.propose("NO_ACTION", "EXPLAINED", by=court.second)


def test_what_was_taken_away_is_given_back_the_same_way(court: Court) -> None:
    court.propose("VOID_ATTEMPT", "TAKEN_BY_ANOTHER")
    court.decide(confirm=True)
    again = court.open()
    court.propose("RESTORE", "RULED_IN_ERROR", case=again, by=court.second)
    with pytest.raises(SamePerson):
        court.decide(confirm=True, case=again, by=court.second)
    court.decide(confirm=True, case=again, by=court.first)
    assert not court.voided()
    assert Notice.objects.filter(person=court.entry.user).count() == 2


def test_an_entry_is_not_recognised_and_recognised_again(court: Court) -> None:
    about_entry = court.open(about_attempt=False)
    with pytest.raises(NothingToVoid):
        court.propose("VOID_ATTEMPT", "TAKEN_BY_ANOTHER", case=about_entry)
    with pytest.raises(NothingToRestore):
        court.propose("RESTORE", "NEW_EVIDENCE", case=about_entry)
    court.propose("NOT_RECOGNISE_ENTRY", "ON_THE_COMMITTEE", case=about_entry)
    court.decide(confirm=True, case=about_entry)
    assert court.entry_state() == "NOT_RECOGNISED"
    again = court.open(about_attempt=False)
    court.propose("RESTORE", "NEW_EVIDENCE", case=again)
    court.decide(confirm=True, case=again)
    assert court.entry_state() == "ACTIVE"


def test_who_has_an_attempt_back_is_not_told_that_the_entry_counts(court: Court) -> None:
    about_entry = court.open(about_attempt=False)
    court.propose("VOID_ATTEMPT", "TAKEN_BY_ANOTHER")
    court.decide(confirm=True)
    court.propose("NOT_RECOGNISE_ENTRY", "FALSE_DATA", case=about_entry)
    court.decide(confirm=True, case=about_entry)
    for template, state in (
        ("ruling_restore_attempt", "NOT_RECOGNISED"),
        ("ruling_restore", "ACTIVE"),
    ):
        case = court.open()
        court.propose("RESTORE", "RULED_IN_ERROR", case=case)
        court.decide(confirm=True, case=case)
        notice = Notice.objects.order_by("pk").last()
        assert notice is not None
        assert (notice.template, court.entry_state()) == (template, state)
        assert (notice.details["ordinal"], notice.details["round"]) == (1, {"vi": "Tuần 1"})


def test_a_reason_belongs_to_its_action(court: Court) -> None:
    with pytest.raises(ReasonDoesNotFit) as refused:
        court.propose("NOT_RECOGNISE_ENTRY", "INCIDENT")
    assert "FALSE_DATA" in refused.value.details["reasons"]  # type: ignore[operator]  # a list
    court.case.refresh_from_db()
    assert court.case.state == "OPEN"


@pytest.mark.parametrize(
    "tamper",
    [
        lambda: AuditRecord.objects.all().delete(),
        lambda: AuditRecord.objects.update(action="nothing"),
        lambda: Ruling.objects.all().delete(),
        lambda: Case.objects.all().delete(),
    ],
)
def test_the_record_cannot_be_taken_away(court: Court, tamper: Callable[[], object]) -> None:
    court.propose("VOID_ATTEMPT", "TAKEN_BY_ANOTHER")
    court.decide(confirm=True)
    kept = AuditRecord.objects.count()
    with pytest.raises(DatabaseError), transaction.atomic():
        tamper()
    assert AuditRecord.objects.count() == kept


def test_the_record_names_no_person_in_words(court: Court) -> None:
    court.propose("VOID_ATTEMPT", "TAKEN_BY_ANOTHER")
    court.decide(confirm=True)
    for record in AuditRecord.objects.filter(contest=court.contest):
        assert court.entry.user.username not in f"{record.before}{record.after}"
        assert "nhật ký" not in f"{record.before}{record.after}"


def test_a_proposal_that_would_change_nothing_any_more_can_only_be_rejected(court: Court) -> None:
    other = court.open()
    for case in (court.case, other):
        court.propose("VOID_ATTEMPT", "TAKEN_BY_ANOTHER", case=case)
    court.decide(confirm=True)
    with pytest.raises(NothingToVoid):
        court.decide(confirm=True, case=other)
    assert Notice.objects.count() == 1
    assert court.decide(confirm=False, case=other).state == "REJECTED"
    assert Notice.objects.count() == 1


def test_a_role_that_ended_rules_no_more(court: Court) -> None:
    court.propose("VOID_ATTEMPT", "TAKEN_BY_ANOTHER")
    ContestRole.objects.filter(user=court.second).update(ended_at=NOW)
    for confirm in (True, False):
        with pytest.raises(Forbidden):
            court.decide(confirm=confirm)
    with pytest.raises(Forbidden):
        court.propose("NO_ACTION", "EXPLAINED", by=court.second)
    assert not court.voided()


@pytest.mark.django_db(transaction=True)
def test_two_second_persons_at_once_decide_once() -> None:
    court = Court()
    third = rows.an_official(court.contest, "JUDGE").pk
    court.propose("VOID_ATTEMPT", "TAKEN_BY_ANOTHER")
    done = at_once(lambda: court.decide(confirm=True), lambda: court.decide(confirm=False, by=third))
    assert sorted(isinstance(one, NoProposal) for one in done) == [False, True]
    ruling, state = Ruling.objects.get(), Case.objects.get().state
    assert (ruling.state, state, court.voided()) in [
        ("CONFIRMED", "SETTLED", True),
        ("REJECTED", "OPEN", False),
    ]


@pytest.mark.django_db(transaction=True)
def test_a_role_that_is_ended_during_the_decision_ends_before_or_after_it() -> None:
    court = Court()
    court.propose("VOID_ATTEMPT", "TAKEN_BY_ANOTHER")
    role = ContestRole.objects.get(user=court.second)

    def end() -> object:
        return end_role(contest_id=court.contest.pk, role_id=role.pk, actor_id=court.first, now=NOW)

    decided, ended = at_once(lambda: court.decide(confirm=True), end)
    assert ended is True
    assert court.voided() is not isinstance(decided, Forbidden)


@pytest.mark.django_db(transaction=True)
def test_the_boards_follow_a_ruling_and_its_taking_back() -> None:
    running = live_rows.a_running_contest()
    best = a_submitted_attempt(running, right=5)
    other = a_submitted_attempt(running, right=3)
    drain_submitted()
    before = list(Standing.objects.order_by("entry").values_list("entry", "public_key", "staff_key"))
    first, second = (rows.an_official(running.contest, role).pk for role in ("JUDGE", "CHIEF_JUDGE"))

    def rule(action: str, reason: str) -> None:
        case = open_case(
            contest_id=running.contest.pk,
            entry_number=best.entry.number,
            attempt_id=best.pk,
            signal="REPORT",
            note="",
            actor_id=first,
            now=NOW,
        )
        proposed = propose_ruling(
            case_id=case.pk, action=action, reason_code=reason, text="", actor_id=first, now=NOW
        )
        assert ranked()[0] == best.entry_id or action == "RESTORE"  # a proposal moves nobody
        confirm_ruling(
            case_id=case.pk, ruling_id=proposed.pk, confirm=True, text="", actor_id=second, now=NOW
        )

    def ranked() -> list[UUID]:
        page = staff_board(round_id=running.round.pk, selection=Selection(), now=live_rows.now())
        return [row.entry_id for row in page.rows]

    assert ranked() == [best.entry_id, other.entry_id]
    rule("VOID_ATTEMPT", "TAKEN_BY_ANOTHER")
    assert ranked() == [other.entry_id]
    rule("RESTORE", "RULED_IN_ERROR")
    assert ranked() == [best.entry_id, other.entry_id]
    assert before == list(Standing.objects.order_by("entry").values_list("entry", "public_key", "staff_key"))
