"""Promise 8: a question stands on a provision in force on the contest's date, or enters no new paper."""

from datetime import date, timedelta
from functools import partial
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contest.models import Paper, Round
from contest.services.prepare_papers import prepare_papers
from quizzes.models import Question, QuestionBank, Regulation
from quizzes.queries.usable import readiness, usable_questions
from quizzes.refusals import Refusal
from quizzes.services.check_approvals import NotUsable
from quizzes.services.review_question import Decision, review_question
from quizzes.services.write_question import write_question
from tests.quizzes.rows import NOW, a_bank, a_draft, a_regulation, a_user
from tests.services.live_rows import a_question, a_round, a_running_contest
from tests.services.live_rows import a_regulation as a_regulation_in_force

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def asked_in(one: Round) -> set[UUID]:
    """The questions in the papers of a round."""
    layouts = Paper.objects.filter(round=one).values_list("layout", flat=True)
    versions = {placed["version"] for layout in layouts for placed in layout}
    return set(Question.objects.filter(versions__in=versions).values_list("pk", flat=True))


def test_a_round_asks_nothing_that_ends_before_it_does() -> None:
    running = a_running_contest()
    bank = running.bank
    one = a_round(running.contest, bank, number=2, minutes=3 * 24 * 60, pool=0)
    last = (one.closes_at - timedelta(microseconds=1)).date()
    lasting = a_question(bank, a_regulation_in_force(until=last + 2 * DAY))
    ending = a_question(bank, a_regulation_in_force(until=one.opens_at.date() + DAY))
    coming = a_question(bank, a_regulation_in_force(since=last + 30 * DAY))
    unknown = a_question(bank, a_regulation_in_force(since=None))
    groundless = a_question(bank, None)
    prepare_papers(round_id=one.pk, now=one.opens_at, pool=60)
    asked = asked_in(one)
    assert lasting.pk in asked
    assert not asked & {ending.pk, coming.pk, unknown.pk, groundless.pk}


@pytest.mark.parametrize("until", [None, NOW.date() + 400 * DAY, NOW.date(), NOW.date() - 400 * DAY])
def test_only_what_is_in_force_is_approved(until: date | None) -> None:
    a_regulation(until=until)
    bank, author, reviewer = a_bank(), a_user(), a_user()
    draft = a_draft(citations=("Điều 3 Luật Căn cước",))
    question = write_question(bank_id=bank.pk, draft=draft, author_id=author.pk, now=NOW)
    review_question(question_id=question.pk, decision=Decision.SUBMIT, reviewer_id=author.pk, now=NOW)
    approve = partial(
        review_question,
        question_id=question.pk,
        decision=Decision.APPROVE,
        reviewer_id=reviewer.pk,
        now=NOW,
    )
    if until is None or until > NOW.date():
        assert approve() == Question.Status.APPROVED
    else:
        with pytest.raises(NotUsable):
            approve()


@given(
    spans=st.lists(
        st.tuples(
            st.none() | st.integers(-40, 40),  # the day it comes into force, from today
            st.none() | st.integers(0, 60),  # how many days it stays
        ),
        max_size=3,
    ),
    day=st.integers(-60, 60),
)
@settings(max_examples=40)
def test_usable_means_that_every_citation_holds_on_the_day(
    spans: list[tuple[int | None, int | None]], day: int
) -> None:
    today = NOW.date()
    on = today + day * DAY
    bank = a_bank()
    laws = [_law(bank, index, span, today) for index, span in enumerate(spans)]
    question = a_question(bank, None)
    version = question.current
    assert version
    for place, law in enumerate(laws):
        version.citations.create(regulation=law, raw=f"Luật {place}", checked_on=today, place=place)
    holds = bool(laws) and all(
        law.effective_from is not None
        and law.effective_from <= on
        and (law.effective_to is None or on < law.effective_to)
        for law in laws
    )
    assert [one.pk for one in usable_questions(bank_id=bank.pk, on=on)] == [version.pk] * holds
    ready = readiness(bank_id=bank.pk, on=on)
    assert ready.usable == holds
    assert bool(ready.obstacles) != holds


def _law(bank: QuestionBank, index: int, span: tuple[int | None, int | None], today: date) -> Regulation:
    since, days = span
    starts = None if since is None else today + since * DAY
    ends = None if starts is None or days is None else starts + days * DAY
    return a_regulation(f"{bank.slug}-{index}", f"Luật {bank.slug} {index}", since=starts, until=ends)


def test_a_refusal_names_what_is_in_the_way() -> None:
    a_regulation(until=NOW.date())
    author, reviewer = a_user(), a_user()
    draft = a_draft(citations=("Luật Căn cước",))
    question = write_question(bank_id=a_bank().pk, draft=draft, author_id=author.pk, now=NOW)
    review_question(question_id=question.pk, decision=Decision.SUBMIT, reviewer_id=author.pk, now=NOW)
    with pytest.raises(Refusal) as refused:
        review_question(question_id=question.pk, decision=Decision.APPROVE, reviewer_id=reviewer.pk, now=NOW)
    assert refused.value.code == "question_not_usable"
    assert refused.value.details["obstacles"] == ["NO_LONGER_IN_FORCE"]
