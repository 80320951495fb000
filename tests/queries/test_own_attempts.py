"""What a person sees of the own attempts: as much as the terms allow, never before; and at a steady cost."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contest.models import Attempt, Contest, Entry, Round, Terms
from contest.queries.contests import contest_detail, shown_contests
from contest.queries.own_attempts import AttemptNotFound, SeenAttempt, own_round, seen_attempt
from contest.queries.papers import shapes
from contest.queries.persons import own_entries
from contest.rules.terms import definition
from contest.services.drain_submitted import drain_submitted
from contest.services.save_answers import GivenAnswer, save_answers
from contest.services.submit_attempt import submit_attempt
from quizzes.models import Blueprint, BlueprintCell, QuestionBank
from tests.rules.definitions import some_terms
from tests.services import live_rows as rows

pytestmark = pytest.mark.django_db

FEEDBACK = ["NOTHING", "POINTS", "POINTS_AND_TIME", "REVIEW_AFTER_CLOSE"]


def a_scored_attempt(feedback: str, **changes: Any) -> tuple[rows.Running, Attempt]:
    """The first question answered, all others blank; handed in and scored."""
    board = "WITH_RESULTS" if feedback == "NOTHING" else "LIVE"
    running = rows.a_running_contest(feedback=feedback, publication={"board": board}, **changes)
    opened = rows.an_open_attempt(running)
    save_answers(
        attempt_id=opened.id,
        epoch=1,
        shapes=shapes(opened.content),
        predicts=False,
        answers=[GivenAnswer(0, 1, chosen=[2])],
    )
    submit_attempt(attempt_id=opened.id, epoch=1)
    drain_submitted()
    return running, Attempt.objects.select_related("entry").get(pk=opened.id)


def seen(attempt: Attempt) -> SeenAttempt:
    own = seen_attempt(attempt_id=attempt.pk, user_id=attempt.entry.user_id)
    assert own == seen_attempt(attempt_id=attempt.pk, user_id=None)
    return own


def close(running: rows.Running) -> None:
    """The round has ended; its result is not out."""
    Round.objects.filter(pk=running.round.pk).update(
        opens_at=rows.now() - timedelta(days=8), closes_at=rows.now() - timedelta(days=1), state="CLOSED"
    )


@pytest.mark.parametrize("feedback", FEEDBACK)
def test_before_the_result_one_sees_what_the_terms_say(feedback: str) -> None:
    running, attempt = a_scored_attempt(feedback)
    shown = seen(attempt)
    assert shown.receipt is not None
    assert shown.receipt.answered == 1
    assert shown.review is None
    assert (shown.result is not None) == (feedback != "NOTHING")
    if shown.result is not None:
        assert (shown.result.points_max, shown.result.question_count) == (25, 5)
        assert (shown.result.duration_ms is not None) == (feedback != "POINTS")
    listed = own_round(round_id=running.round.pk, user_id=attempt.entry.user_id)
    assert (listed.attempts[0].points is not None) == (feedback != "NOTHING")
    assert (listed.standing.place is not None) == (feedback != "NOTHING")


def test_the_result_once_out_shows_the_points_to_everybody_who_has_some() -> None:
    running, attempt = a_scored_attempt("NOTHING")
    close(running)
    assert seen(attempt).result is None
    Round.objects.update(state="PROVISIONAL")
    result = seen(attempt).result
    assert result is not None
    assert result.duration_ms is not None


@pytest.mark.parametrize("feedback", FEEDBACK)
def test_keys_are_shown_after_the_round_and_only_where_the_terms_say_so(feedback: str) -> None:
    running, attempt = a_scored_attempt(feedback)
    close(running)
    review = seen(attempt).review
    if feedback != "REVIEW_AFTER_CLOSE":
        assert review is None
        return
    assert review is not None
    assert [one.position for one in review] == list(range(5))
    assert all(one.options[place] == "Đúng chỗ" for one in review for place in one.correct or [])
    assert all(one.explanation and one.citations == ["Điều 1 Luật thử"] for one in review)
    assert [one.chosen for one in review] == [[2], [], [], [], []]
    result = seen(attempt).result
    assert result is not None
    assert sum(one.points for one in review) == result.points


def test_keys_stay_closed_while_another_round_can_still_ask_the_question() -> None:
    """Unless the bank is published on purpose («ngân hàng công khai»)."""
    running, attempt = a_scored_attempt("REVIEW_AFTER_CLOSE")
    close(running)
    other = rows.a_round(running.contest, running.bank, number=2)
    assert seen(attempt).review is None
    QuestionBank.objects.update(is_open=True)
    assert seen(attempt).review is not None
    QuestionBank.objects.update(is_open=False)
    Round.objects.filter(pk=other.pk).update(
        opens_at=rows.now() - timedelta(days=8), closes_at=rows.now() - timedelta(days=1)
    )
    assert seen(attempt).review is not None


def by_bank(other: Round, bank: QuestionBank) -> None:
    Round.objects.filter(pk=other.pk).update(bank=bank)


def by_blueprint(other: Round, bank: QuestionBank) -> None:
    """The bank is the second of two that the blueprint draws from."""
    owner = other.contest.body
    plan = Blueprint.objects.create(owner=owner, title="Ma trận")
    elsewhere = QuestionBank.objects.create(owner=owner, slug="bo-khac", title="Bộ khác")
    for place, one in enumerate((elsewhere, bank)):
        BlueprintCell.objects.create(blueprint=plan, bank=one, count=1, points=5, place=place)
    Round.objects.filter(pk=other.pk).update(blueprint=plan)


def by_set(other: Round, bank: QuestionBank) -> None:
    """One of the questions is in a set put together by hand for that round."""
    asked = str(bank.questions.earliest("pk").pk)
    source = {"kind": "FIXED_SETS", "sets": [{"questions": [asked], "round": other.number}]}
    paper = {"question_count": 1, "points_per_question": 5, "source": source}
    Terms.objects.create(
        contest=other.contest,
        number=2,
        definition=definition(some_terms(paper=paper, feedback="REVIEW_AFTER_CLOSE")),
        effective_at=other.opens_at,
        written_by=rows.a_user(),
        written_at=rows.now(),
    )


@pytest.mark.parametrize("asks", [by_bank, by_blueprint, by_set])
@pytest.mark.parametrize("opens_in", [-1, 24])
def test_keys_stay_closed_however_another_round_comes_by_the_question(
    asks: Callable[[Round, QuestionBank], None], opens_in: int
) -> None:
    """Also when the round that is over had its questions from no bank of its own."""
    running, attempt = a_scored_attempt("REVIEW_AFTER_CLOSE")
    close(running)
    other = rows.a_round(running.contest, running.bank, number=2, minutes=30 * 60, pool=0)
    opens_at = rows.now() + timedelta(hours=opens_in)
    Round.objects.filter(pk=other.pk).update(opens_at=opens_at)
    Round.objects.update(bank=None)
    other.refresh_from_db()
    assert seen(attempt).review is not None
    asks(other, running.bank)
    assert seen(attempt).review is None
    Round.objects.filter(pk=other.pk).update(
        opens_at=rows.now() - timedelta(days=8), closes_at=rows.now() - timedelta(days=1)
    )
    assert seen(attempt).review is not None


def test_an_attempt_is_shown_to_nobody_else() -> None:
    _, attempt = a_scored_attempt("POINTS")
    with pytest.raises(AttemptNotFound):
        seen_attempt(attempt_id=attempt.pk, user_id=rows.a_user().pk)


def test_what_is_left_and_what_comes_next() -> None:
    running = rows.a_running_contest(attempts={"limit": 2})
    entry = rows.an_entry(running)

    def now() -> tuple[int | None, int | None, list[str]]:
        own = own_round(round_id=running.round.pk, user_id=entry.user_id)
        return own.next_ordinal, own.attempts_left, [one.state for one in own.attempts]

    assert now() == (1, 2, [])
    first = rows.an_open_attempt(running, entry=entry)
    assert now() == (1, 1, ["OPEN"])
    submit_attempt(attempt_id=first.id, epoch=1)
    assert now() == (2, 1, ["SUBMITTED"])
    rows.an_open_attempt(running, entry=entry, ordinal=2)
    assert now() == (2, 0, ["SUBMITTED", "OPEN"])
    rows.moved(Attempt.objects.get(ordinal=2).pk, -1201)
    assert now()[:2] == (None, 0)
    close(running)
    assert now()[0] is None


def test_who_is_not_recognised_is_offered_no_start() -> None:
    running = rows.a_running_contest()
    entry = rows.an_entry(running)
    assert own_round(round_id=running.round.pk, user_id=entry.user_id).next_ordinal == 1
    Entry.objects.update(state=Entry.State.NOT_RECOGNISED)
    assert own_round(round_id=running.round.pk, user_id=entry.user_id).next_ordinal is None


def test_who_waits_for_the_opening_knows_the_attempt_to_start() -> None:
    running = rows.a_running_contest()
    entry = rows.an_entry(running)
    coming = rows.now() + timedelta(minutes=5)
    Round.objects.filter(pk=running.round.pk).update(opens_at=coming, state="DRAFT")
    assert own_round(round_id=running.round.pk, user_id=entry.user_id).next_ordinal == 1


@pytest.mark.parametrize(("per", "left"), [("CONTEST", 1), ("ROUND", 2)])
def test_what_is_left_is_counted_over_the_contest_or_the_round(per: str, left: int) -> None:
    running = rows.a_running_contest(attempts={"limit": 2, "per": per})
    entry = rows.an_entry(running)
    rows.an_open_attempt(running, entry=entry)
    other = rows.a_round(running.contest, running.bank, number=2)
    assert own_round(round_id=other.pk, user_id=entry.user_id).attempts_left == left


def cost(read: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as queries:
        read()
    return len(queries)


def test_twenty_contests_cost_as_many_queries_as_one() -> None:
    user = rows.a_user()

    def add() -> None:
        rows.an_entry(rows.a_running_contest(pool=0), user)

    def public() -> object:
        return [one.current(rows.now()) for one in shown_contests(now=rows.now())]

    def own() -> object:
        return own_entries(user_id=user.pk, now=rows.now())

    add()
    public(), own()  # each version of terms is read once a process
    one = cost(public), cost(own)
    for _ in range(19):
        add()
    public(), own()
    assert (cost(public), cost(own)) == one
    assert len(shown_contests(now=rows.now())) == 20


def test_the_own_round_is_read_by_prepared_statements_alone() -> None:
    running, attempt = a_scored_attempt("POINTS")
    assert cost(lambda: own_round(round_id=running.round.pk, user_id=attempt.entry.user_id)) == 0


def test_who_has_not_entered_sees_the_round_and_no_attempts() -> None:
    running = rows.a_running_contest()
    own = own_round(round_id=running.round.pk, user_id=rows.a_user().pk)
    assert (own.entry, own.attempts, own.next_ordinal) == (None, [], None)


def test_one_contest_costs_the_same_with_twenty_rounds() -> None:
    running = rows.a_running_contest(pool=0)

    def read() -> object:
        return contest_detail(slug=running.contest.slug, now=rows.now())

    read()
    one = cost(read)
    for number in range(2, 21):
        rows.a_round(running.contest, running.bank, number=number, pool=0)
        rows.a_question(running.bank, rows.a_regulation())
    assert cost(read) == one


def test_a_rehearsal_and_a_draft_are_on_no_list_and_a_draft_on_no_page() -> None:
    rehearsal, draft, shown = (rows.a_running_contest(pool=0).contest for _ in range(3))
    Contest.objects.filter(pk=rehearsal.pk).update(kind="REHEARSAL")
    Contest.objects.filter(pk=draft.pk).update(state="DRAFT", published_at=None)
    assert [one.contest.pk for one in shown_contests(now=rows.now())] == [shown.pk]
    assert contest_detail(slug=rehearsal.slug, now=rows.now()).shown.contest == rehearsal
