"""Drafts are deleted with all that hangs on them, on record; of what people were told nothing is deleted."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import DatabaseError, transaction

from contest.accounts.models import BodyMembership
from contest.models import AuditRecord, AuditSeal, Contest, ContestRole, HeadCount, Paper, Round, Terms
from contest.queries.ranked_rounds import RoundNotFound
from contest.queries.staff import NotFound
from contest.services.create_round import create_round
from contest.services.delete_draft_contest import ContestIsKept, delete_draft_contest
from contest.services.delete_draft_question import delete_draft_question
from contest.services.delete_draft_round import RoundIsKept, delete_draft_round
from contest.services.grant_role import grant_role
from contest.services.grant_unit_role import grant_unit_role
from contest.services.prepare_papers import prepare_papers
from contest.services.publish_contest import publish_contest
from contest.services.seal_audit import seal_audit
from quizzes.models import Citation, Question, QuestionEvent, QuestionVersion
from quizzes.queries.questions import QuestionNotFound
from quizzes.services.delete_question import QuestionIsKept
from quizzes.services.review_question import Decision, review_question
from quizzes.services.revise_question import QuestionWasChanged, revise_question
from quizzes.services.write_question import write_question
from tests.api.people import Browser
from tests.quizzes import rows as content
from tests.services import live_rows as rows
from tests.services import staff_rows
from tests.services.concurrently import at_once

pytestmark = pytest.mark.django_db
CITED = ("khoản 1 Điều 3 Luật Căn cước",)


def a_draft_question() -> Question:
    content.a_regulation()
    draft = content.a_draft(citations=CITED)
    bank = content.a_bank()
    return write_question(bank_id=bank.pk, draft=draft, author_id=content.a_user().pk, now=content.NOW)


def decided(question: Question, *decisions: Decision) -> Question:
    """The question after each decision, by a second person."""
    reviewer = content.a_user()
    for decision in decisions:
        review_question(
            question_id=question.pk,
            decision=decision,
            reviewer_id=reviewer.pk,
            comment="Xem lại",
            now=content.NOW,
        )
    return question


def delete_question(question: Question) -> None:
    delete_draft_question(question_id=question.pk, actor_id=content.a_user().pk, now=content.NOW)


def a_prepared_draft() -> rows.Running:
    """A contest with terms, a round with papers, a head-count; nobody was told of it."""
    running = rows.a_running_contest()
    Contest.objects.filter(pk=running.contest.pk).update(state="DRAFT", published_at=None)
    Round.objects.filter(pk=running.round.pk).update(state="DRAFT")
    running.contest.refresh_from_db()
    HeadCount.objects.create(
        contest=running.contest, unit=running.commune, people=9, source="Công văn", counted_on=rows.now()
    )
    return running


def delete_contest(contest: Contest) -> None:
    delete_draft_contest(contest_id=contest.pk, actor_id=contest.created_by_id, now=rows.now())


def delete_round(one: Round) -> None:
    delete_draft_round(round_id=one.pk, actor_id=one.contest.created_by_id, now=rows.now())


def test_a_draft_question_goes_with_all_it_said_and_may_be_written_again() -> None:
    question = decided(a_draft_question(), Decision.SUBMIT, Decision.RETURN)
    again = content.a_draft("Cơ quan nào quản lý thẻ căn cước?", citations=CITED)
    author = question.author_id
    revise_question(question_id=question.pk, from_version=1, draft=again, author_id=author, now=content.NOW)
    delete_question(question)
    for kind in (Question, QuestionVersion, Citation, QuestionEvent):
        assert not kind.objects.exists()
    record = AuditRecord.objects.get(action="question_deleted")
    assert (record.object_id, record.body_id) == (question.pk, question.bank.owner_id)
    assert record.before == {"bank": question.bank.slug, "author": str(author)}
    write_question(bank_id=question.bank_id, draft=again, author_id=author, now=content.NOW)
    with pytest.raises(QuestionNotFound):
        delete_question(question)


@pytest.mark.parametrize(
    "decisions",
    [
        (Decision.SUBMIT,),
        (Decision.SUBMIT, Decision.APPROVE),
        (Decision.SUBMIT, Decision.APPROVE, Decision.RETURN),
        (Decision.RETIRE,),
    ],
)
def test_a_question_that_is_no_draft_or_was_approved_stays_even_by_hand(decisions: tuple[Decision]) -> None:
    question = decided(a_draft_question(), *decisions)
    with pytest.raises(QuestionIsKept):
        delete_question(question)
    for kind in (QuestionEvent, QuestionVersion):
        mine = kind.objects.filter(question=question)
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            mine._raw_delete(mine.db)
    assert not AuditRecord.objects.filter(action="question_deleted").exists()


@pytest.mark.django_db(transaction=True)
def test_a_question_revised_at_the_same_moment_is_deleted_whole_or_not_at_all() -> None:
    question = a_draft_question()
    revise = partial(
        revise_question,
        question_id=question.pk,
        from_version=1,
        draft=content.a_draft("Lời khác?", citations=CITED),
        author_id=question.author_id,
        now=content.NOW,
    )
    given = at_once(partial(delete_question, question), revise, partial(delete_question, question))
    refused = [type(one) for one in given if isinstance(one, Exception)]
    assert refused.count(QuestionNotFound) == 1
    assert set(refused) <= {QuestionNotFound, QuestionWasChanged}
    assert not Question.objects.exists()
    assert not QuestionVersion.objects.exists()


def test_a_draft_is_thrown_away_by_its_author_or_a_manager() -> None:
    question = a_draft_question()
    BodyMembership.objects.create(
        body=question.bank.owner, user_id=question.author_id, role="AUTHOR", granted_at=content.NOW
    )
    address = f"/api/v1/organizer/questions/{question.pk}/"
    colleague = Browser().sign_in(staff_rows.a_member(question.bank.owner, "AUTHOR"))
    assert colleague.send("DELETE", address).status_code == 403
    author = Browser().sign_in(question.author)
    assert author.send("DELETE", address).status_code == 204
    assert author.send("DELETE", address).status_code == 404


def test_a_draft_contest_goes_whole_its_address_is_free_and_its_record_stays() -> None:
    running = a_prepared_draft()
    contest = running.contest
    opens_at = rows.now() + timedelta(days=40)
    plan = staff_rows.a_plan(opens_at=opens_at, closes_at=opens_at + timedelta(days=1), results_at=None)
    create_round(contest_id=contest.pk, plan=plan, actor_id=contest.created_by_id, now=rows.now())
    assert seal_audit(now=rows.now() + timedelta(hours=1)) == 1
    delete_contest(contest)
    assert not Contest.objects.exists()
    assert not Paper.objects.exists()
    assert not Terms.objects.exists()
    made, deleted = AuditRecord.objects.filter(contest=contest.pk).order_by("at")
    assert (made.action, deleted.action) == ("round_created", "contest_deleted")
    assert deleted.before == {"slug": contest.slug, "rounds": 2, "terms": 1}
    assert seal_audit(now=rows.now() + timedelta(hours=1)) == 1
    assert AuditSeal.objects.filter(contest=contest.pk).count() == 2
    with pytest.raises(NotFound):
        delete_contest(contest)
    staff_rows.a_draft(contest.body)


def test_what_people_were_told_of_stays() -> None:
    published, entered = rows.a_running_contest(), a_prepared_draft()
    rows.an_entry(entered)
    for running in (published, entered):
        with pytest.raises(ContestIsKept):
            delete_contest(running.contest)
        with pytest.raises(RoundIsKept):
            delete_round(running.round)
    assert Contest.objects.count() == Round.objects.count() == 2
    assert not AuditRecord.objects.exists()


def test_a_round_goes_with_its_papers_and_the_others_keep_their_numbers() -> None:
    running = a_prepared_draft()
    second, third = (rows.a_round(running.contest, running.bank, number=number) for number in (2, 3))
    others = Paper.objects.exclude(round=second).count()
    delete_round(second)
    assert list(running.contest.rounds.values_list("number", flat=True)) == [1, 3]
    assert Paper.objects.count() == others
    record = AuditRecord.objects.get(action="round_deleted")
    assert (record.object_id, record.before["number"]) == (second.pk, 2)
    with pytest.raises(NotFound):
        delete_round(second)
    assert Round.objects.get(pk=third.pk).paper_count > 0


@pytest.mark.django_db(transaction=True)
def test_a_contest_is_published_or_deleted_never_both() -> None:
    running = a_prepared_draft()
    later = {"opens_at": rows.now() + timedelta(days=1), "closes_at": rows.now() + timedelta(days=2)}
    Round.objects.filter(pk=running.round.pk).update(**later)
    actor = running.contest.created_by_id
    publish = partial(publish_contest, contest_id=running.contest.pk, actor_id=actor, now=rows.now())
    published, deleted = at_once(publish, partial(delete_contest, running.contest))
    assert isinstance(published, NotFound) or isinstance(deleted, ContestIsKept)
    assert Contest.objects.exists() == isinstance(deleted, ContestIsKept)


@pytest.mark.django_db(transaction=True)
def test_nobody_gets_a_role_in_a_contest_that_is_deleted() -> None:
    contest = a_prepared_draft().contest
    actor_id = contest.created_by_id
    grant = partial(
        grant_role,
        contest_id=contest.pk,
        username=staff_rows.a_person().username,
        role=ContestRole.Role.JUDGE,
        actor_id=actor_id,
        now=rows.now(),
    )
    granted, deleted = at_once(grant, partial(delete_contest, contest))
    assert deleted is None
    assert isinstance(granted, ContestRole | NotFound)
    charge = partial(grant_unit_role, contest_id=contest.pk, username="x", actor_id=actor_id, now=rows.now())
    for late in (grant, partial(charge, unit_id=contest.pk)):
        with pytest.raises(NotFound):
            late()
    assert not ContestRole.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_still_draws_papers_is_told_that_the_round_is_gone() -> None:
    running = a_prepared_draft()
    draw = partial(prepare_papers, round_id=running.round.pk, now=rows.now(), pool=200)
    drawn, deleted = at_once(draw, partial(delete_round, running.round))
    assert deleted is None
    assert isinstance(drawn, int | RoundNotFound)
    assert not Paper.objects.exists()
