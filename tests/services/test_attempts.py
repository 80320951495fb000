"""Opening, saving and handing in: everything may happen twice, on two devices, in any order."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contest.models import Attempt, LateAnswer, WrittenAnswer
from contest.queries.papers import shapes
from contest.services.open_attempt import (
    MOST_EPOCHS,
    AttemptIsSubmitted,
    NoPaperReady,
    NotEntered,
    OpenedAttempt,
    OrdinalOutOfRange,
    PreviousAttemptIsOpen,
    RoundIsNotOpen,
    open_attempt,
    paper_index,
)
from contest.services.save_answers import (
    AttemptIsOver,
    GivenAnswer,
    Guess,
    Saved,
    TakenOver,
    save_answers,
)
from contest.services.save_answers import AttemptIsSubmitted as SubmittedAlready
from contest.services.submit_attempt import submit_attempt
from quizzes.refusals import FieldsNotValid
from tests.services import live_rows as rows
from tests.services.concurrently import at_once

pytestmark = pytest.mark.django_db


def save(
    opened: OpenedAttempt, *answers: GivenAnswer, epoch: int | None = None, guess: Guess | None = None
) -> Saved:
    return save_answers(
        attempt_id=opened.id,
        epoch=epoch or opened.epoch,
        shapes=shapes(opened.content),
        predicts=True,
        answers=answers,
        prediction=guess,
    )


def chosen(position: int, sequence: int, *options: int) -> GivenAnswer:
    return GivenAnswer(position, sequence, chosen=list(options))


def test_a_start_gives_a_paper_and_a_deadline() -> None:
    running = rows.a_running_contest()
    opened = rows.an_open_attempt(running)
    assert opened.is_new
    assert opened.epoch == 1
    assert opened.sequences == [0] * 5
    assert (opened.closes_at - opened.opened_at).total_seconds() == 1200


def test_the_round_cuts_the_time_short() -> None:
    running = rows.a_running_contest(minutes=5)
    assert rows.an_open_attempt(running).closes_at == running.round.closes_at


def test_a_repeated_start_is_the_same_attempt_under_a_higher_epoch() -> None:
    running = rows.a_running_contest()
    entry = rows.an_entry(running)
    first = rows.an_open_attempt(running, entry=entry)
    save(first, chosen(2, 1, 1))
    again = rows.an_open_attempt(running, entry=entry)
    assert (again.id, again.epoch, again.is_new) == (first.id, 2, False)
    assert (again.content, again.closes_at) == (first.content, first.closes_at)
    assert again.sequences == [0, 0, 1, 0, 0]
    assert Attempt.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_start_pressed_many_times_at_once_uses_up_one_try() -> None:
    running = rows.a_running_contest()
    entry = rows.an_entry(running)
    results = at_once(*[lambda: rows.an_open_attempt(running, entry=entry)] * 8)
    opened = [one for one in results if isinstance(one, OpenedAttempt)]
    assert len(opened) == 8
    assert sorted(one.epoch for one in opened) == list(range(1, 9))
    assert sum(one.is_new for one in opened) == 1
    assert Attempt.objects.count() == 1


def test_the_paper_is_the_one_of_the_hash() -> None:
    running = rows.a_running_contest(pool=20)
    entry = rows.an_entry(running)
    opened = rows.an_open_attempt(running, entry=entry)
    index = paper_index(entry_id=entry.pk, ordinal=1, seed=bytes(running.round.seed), paper_count=20)
    assert Attempt.objects.get(pk=opened.id).paper.index == index


def test_refusals_of_a_start_use_nothing_up() -> None:
    running = rows.a_running_contest(attempts={"limit": 2})
    entry = rows.an_entry(running)
    with pytest.raises(OrdinalOutOfRange):
        rows.an_open_attempt(running, entry=entry, ordinal=3)
    with pytest.raises(OrdinalOutOfRange):
        rows.an_open_attempt(running, entry=entry, ordinal=2)
    with pytest.raises(NotEntered):
        open_attempt(round_id=running.round.pk, user_id=rows.a_user().pk, ordinal=1)
    assert not Attempt.objects.exists()
    first = rows.an_open_attempt(running, entry=entry)
    with pytest.raises(PreviousAttemptIsOpen) as refusal:
        rows.an_open_attempt(running, entry=entry, ordinal=2)
    assert refusal.value.details == {"ordinal": 1}
    submit_attempt(attempt_id=first.id, epoch=1)
    with pytest.raises(AttemptIsSubmitted):
        rows.an_open_attempt(running, entry=entry)
    assert rows.an_open_attempt(running, entry=entry, ordinal=2).is_new


@pytest.mark.parametrize("minutes", [-1, -30])
def test_nothing_opens_in_a_round_that_is_past(minutes: float) -> None:
    running = rows.a_running_contest(minutes=minutes)
    with pytest.raises(RoundIsNotOpen):
        rows.an_open_attempt(running)


def test_a_round_without_papers_says_so() -> None:
    with pytest.raises(NoPaperReady):
        rows.an_open_attempt(rows.a_running_contest(pool=0))


@pytest.mark.django_db(transaction=True)
def test_a_limit_over_the_whole_contest_holds_when_two_rounds_are_started_at_once() -> None:
    running = rows.a_running_contest(attempts={"limit": 1, "per": "CONTEST"})
    entry = rows.an_entry(running)
    others = [rows.a_round(running.contest, running.bank, number=number) for number in (2, 3, 4)]
    results = at_once(
        *[
            lambda one=one: open_attempt(round_id=one.pk, user_id=entry.user_id, ordinal=1)
            for one in (running.round, *others)
        ]
    )
    assert sum(isinstance(one, tuple) for one in results) == 1
    assert sum(isinstance(one, OrdinalOutOfRange) for one in results) == 3


def test_a_start_takes_prepared_statements_alone(django_assert_num_queries: Any) -> None:
    running = rows.a_running_contest(attempts={"limit": 1, "per": "CONTEST"})
    entry = rows.an_entry(running)
    with django_assert_num_queries(2):  # the savepoint and its release
        assert rows.an_open_attempt(running, entry=entry).is_new


Change = st.tuples(st.integers(0, 4), st.integers(1, 6), st.integers(0, 3))


@pytest.fixture
def running() -> rows.Running:
    """One contest for all examples of a law."""
    return rows.a_running_contest()


@settings(max_examples=60)
@given(requests=st.lists(st.lists(Change, min_size=1, max_size=4), min_size=1, max_size=8))
def test_whatever_the_order_the_last_sequence_of_each_position_holds(
    running: rows.Running, requests: list[list[tuple[int, int, int]]]
) -> None:
    """One value a (position, sequence), as a client has it; requests repeat, overlap and overtake."""
    values = {(position, sequence): option for one in requests for position, sequence, option in one}
    opened = rows.an_open_attempt(running)
    for one in requests:
        saved = save(opened, *(chosen(place, number, values[place, number]) for place, number, _ in one))
    last = {place: max(number for at, number in values if at == place) for place, _ in values}
    assert saved.sequences == [last.get(place, 0) for place in range(5)]
    stored = Attempt.objects.get(pk=opened.id)
    assert stored.chosen == [1 << values[place, last[place]] if place in last else 0 for place in range(5)]


def test_the_same_sequence_again_changes_nothing_whatever_it_brings() -> None:
    opened = rows.an_open_attempt(rows.a_running_contest(kinds=[rows.CHOICE, rows.WORDS]))
    text = shapes(opened.content).index(0)
    first = [chosen(1 - text, 3, 0), GivenAnswer(text, 3, written="lần đầu")]
    again = [chosen(1 - text, 3, 1), GivenAnswer(text, 3, written="lần sau")]
    save(opened, *first, guess=Guess(7, 3))
    before = Attempt.objects.values().get(pk=opened.id)
    save(opened, *again, guess=Guess(8, 3))
    assert Attempt.objects.values().get(pk=opened.id) == before
    assert WrittenAnswer.objects.get(attempt=opened.id).text == "lần đầu"


def test_an_attempt_may_last_longer_than_a_counter_of_milliseconds() -> None:
    running = rows.a_running_contest(time_limit_seconds=None)
    opened = rows.an_open_attempt(running)
    long_ago = rows.now() - timedelta(days=40)
    Attempt.objects.filter(pk=opened.id).update(opened_at=long_ago)
    save(opened, chosen(0, 1, 1))
    assert Attempt.objects.get(pk=opened.id).changed_ms[0] == 2**31 - 1


@pytest.mark.django_db(transaction=True)
def test_saves_at_the_same_moment_lose_nothing() -> None:
    running = rows.a_running_contest(kinds=[rows.CHOICE] * 4 + [rows.WORDS])
    opened = rows.an_open_attempt(running)
    text = shapes(opened.content).index(0)
    places = [place for place in range(5) if place != text]

    def one(number: int) -> Saved:
        given = [chosen(places[number % 4], number, number % 4)]
        return save(opened, *given, GivenAnswer(text, number, written=f"lần {number}"))

    results = at_once(*[lambda number=number: one(number) for number in range(1, 17)])
    assert all(isinstance(result, Saved) for result in results), results
    stored = Attempt.objects.get(pk=opened.id)
    assert stored.sequences[text] == 16
    assert WrittenAnswer.objects.get(attempt=stored).text == "lần 16"
    assert [stored.sequences[place] for place in places] == [16, 13, 14, 15]


def test_every_kind_is_kept_in_its_own_way_and_empty_clears() -> None:
    running = rows.a_running_contest(kinds=[rows.CHOICE, rows.SEVERAL, rows.NUMBER, rows.WORDS])
    opened = rows.an_open_attempt(running)
    kinds = shapes(opened.content)
    single, several = kinds.index(4), kinds.index(3 | 32)
    number, words = (place for place, shape in enumerate(kinds) if shape == 0)
    save(
        opened,
        chosen(single, 1, 3),
        chosen(several, 1, 2, 0),
        GivenAnswer(number, 1, written="2.013"),
        GivenAnswer(words, 1, written="hiến pháp"),
        guess=Guess(10_453, 1),
    )
    stored = Attempt.objects.get(pk=opened.id)
    assert (stored.chosen[single], stored.chosen[several], stored.prediction) == (8, 5, 10_453)
    assert stored.changed_ms[single] >= 0
    resumed = open_attempt(round_id=running.round.pk, user_id=stored.entry.user_id, ordinal=1)[1]
    assert resumed.written == {str(number): "2.013", str(words): "hiến pháp"}
    save(resumed, chosen(single, 2), GivenAnswer(words, 2, written=""), guess=Guess(None, 2))
    receipt = submit_attempt(attempt_id=opened.id, epoch=2)
    assert (receipt.answered, receipt.question_count, receipt.prediction) == (2, 4, None)


@pytest.mark.parametrize(
    "answer",
    [
        GivenAnswer(5, 1, chosen=[0]),
        GivenAnswer(0, 1, chosen=[4]),
        GivenAnswer(0, 1, chosen=[-1]),
        GivenAnswer(0, 1, chosen=[0, 1]),
        GivenAnswer(0, 1, written="A"),
        GivenAnswer(0, 1),
        GivenAnswer(0, 1, chosen=[0], written="A"),
    ],
)
def test_what_the_paper_does_not_take_stores_nothing(answer: GivenAnswer) -> None:
    opened = rows.an_open_attempt(rows.a_running_contest())
    with pytest.raises(FieldsNotValid):
        save(opened, chosen(1, 1, 0), answer)
    assert Attempt.objects.get(pk=opened.id).sequences == [0] * 5


def test_only_the_newest_epoch_saves_and_hands_in() -> None:
    running = rows.a_running_contest()
    entry = rows.an_entry(running)
    phone = rows.an_open_attempt(running, entry=entry)
    computer = rows.an_open_attempt(running, entry=entry)
    with pytest.raises(TakenOver):
        save(phone, chosen(0, 1, 0))
    with pytest.raises(TakenOver):
        submit_attempt(attempt_id=phone.id, epoch=phone.epoch)
    save(computer, chosen(0, 1, 1))
    receipt = submit_attempt(attempt_id=computer.id, epoch=computer.epoch)
    assert submit_attempt(attempt_id=phone.id, epoch=phone.epoch) == receipt


@pytest.mark.django_db(transaction=True)
def test_a_submission_pressed_many_times_at_once_gives_one_receipt() -> None:
    opened = rows.an_open_attempt(rows.a_running_contest())
    save(opened, chosen(0, 1, 0))
    receipts = at_once(*[lambda: submit_attempt(attempt_id=opened.id, epoch=1)] * 8)
    assert len(set(map(str, receipts))) == 1
    assert Attempt.objects.get(pk=opened.id).state == 1


def test_after_submission_nothing_is_saved_nor_kept_as_late() -> None:
    opened = rows.an_open_attempt(rows.a_running_contest())
    submit_attempt(attempt_id=opened.id, epoch=1)
    with pytest.raises(SubmittedAlready):
        save(opened, chosen(0, 1, 0))
    assert not LateAnswer.objects.exists()


def test_what_comes_after_the_deadline_is_refused_and_kept_once_as_evidence() -> None:
    opened = rows.an_open_attempt(rows.a_running_contest())
    save(opened, chosen(0, 1, 0))
    rows.moved(opened.id, -1201)
    for _ in range(2):
        with pytest.raises(AttemptIsOver):
            save(opened, chosen(0, 1, 0), chosen(1, 3, 2), guess=Guess(7, 1))
    late = LateAnswer.objects.order_by("position").values_list("position", "chosen", "written", "sequence")
    assert list(late) == [(-1, None, "7", 1), (1, 4, None, 3)]
    receipt = submit_attempt(attempt_id=opened.id, epoch=1)
    assert (receipt.by_deadline, receipt.answered) == (True, 1)
    stored = Attempt.objects.get(pk=opened.id)
    assert stored.submitted_at == stored.closes_at


def test_evidence_is_kept_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = rows.an_open_attempt(rows.a_running_contest())
    rows.moved(opened.id, -1201)
    monkeypatch.setattr("contest.services.save_answers.MOST_LATE_ANSWERS", 2)
    for sequence in range(1, 5):
        with pytest.raises(AttemptIsOver):
            save(opened, chosen(0, sequence, 0))
    assert LateAnswer.objects.count() == 2


def test_an_attempt_may_be_taken_up_more_often_than_an_epoch_can_count() -> None:
    running = rows.a_running_contest()
    entry = rows.an_entry(running)
    opened = rows.an_open_attempt(running, entry=entry)
    Attempt.objects.filter(pk=opened.id).update(epoch=MOST_EPOCHS)
    again = rows.an_open_attempt(running, entry=entry)
    assert again.epoch == MOST_EPOCHS
    assert save(again, chosen(0, 1, 0)).sequences[0] == 1


def test_a_deadline_that_is_past_lets_the_next_attempt_begin() -> None:
    running = rows.a_running_contest()
    entry = rows.an_entry(running)
    first = rows.an_open_attempt(running, entry=entry)
    rows.moved(first.id, -1201)
    with pytest.raises(AttemptIsSubmitted):
        rows.an_open_attempt(running, entry=entry)
    assert rows.an_open_attempt(running, entry=entry, ordinal=2).is_new
