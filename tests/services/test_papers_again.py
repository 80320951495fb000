"""Papers that were prepared for other days, or from a bank that was mended since."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from contest.models import Attempt, AuditRecord, Paper, Round, Terms
from contest.rules.terms import definition
from contest.services.ask_for_papers import ask_for_papers
from contest.services.change_round import PapersDoNotFit, RoundHasOpened, change_round
from contest.services.prepare_papers import POOL, prepare_papers
from contest.services.redraw_papers import redraw_papers
from quizzes.models import Question, QuestionBank, Regulation
from quizzes.refusals import Refusal
from tests.rules.definitions import some_terms
from tests.services import live_rows as rows
from tests.services import staff_rows
from tests.services.concurrently import elsewhere

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)


def a_coming_round() -> tuple[rows.Running, Round]:
    """A contest with a second round that opens in two days, its five papers prepared."""
    running = rows.a_running_contest()
    opens_at = rows.now() + 2 * DAY
    coming = rows.a_round(running.contest, running.bank, number=2, pool=0)
    Round.objects.filter(pk=coming.pk).update(opens_at=opens_at, closes_at=opens_at + DAY, state="DRAFT")
    prepare_papers(round_id=coming.pk, now=rows.now(), pool=5)
    coming.refresh_from_db()
    return running, coming


def moved_by(one: Round, shift: timedelta) -> Round:
    """The round, planned so much later."""
    plan = staff_rows.a_plan(
        title=one.title,
        opens_at=one.opens_at + shift,
        closes_at=one.closes_at + shift,
        results_at=None,
        bank=one.bank.slug if one.bank else None,
    )
    return change_round(round_id=one.pk, plan=plan, actor_id=staff_rows.a_person().pk, now=rows.now())


def last_day(one: Round) -> date:
    return one.closes_at.astimezone(ZoneInfo(one.contest.time_zone)).date()


def redraw(one: Round) -> int:
    actor = staff_rows.a_person().pk
    return redraw_papers(round_id=one.pk, reason="Sửa câu 3", actor_id=actor, now=rows.now())


def used(one: Round) -> set[str]:
    """The question versions in the papers in use."""
    pool = Paper.objects.filter(
        round=one, index__gte=one.paper_from, index__lt=one.paper_from + one.paper_count
    )
    return {placed["version"] for layout in pool.values_list("layout", flat=True) for placed in layout}


def test_prepared_papers_keep_a_round_to_days_on_which_their_provisions_hold() -> None:
    _, one = a_coming_round()
    Regulation.objects.update(effective_to=last_day(one) + 3 * DAY)
    assert moved_by(one, DAY).opens_at == one.opens_at + DAY
    one.refresh_from_db()
    with pytest.raises(PapersDoNotFit) as refused:
        moved_by(one, 5 * DAY)
    assert refused.value.details == {"questions": 5}
    assert Round.objects.get(pk=one.pk).opens_at == one.opens_at


def test_prepared_papers_keep_a_round_to_the_terms_they_follow() -> None:
    running, one = a_coming_round()
    paper = {"question_count": 4, "points_per_question": 5, "source": {"kind": "RANDOM"}}
    Terms.objects.create(
        contest=running.contest,
        number=2,
        definition=definition(some_terms(paper=paper)),
        effective_at=one.opens_at + 2 * DAY,
        written_by=rows.a_user(),
        written_at=rows.now(),
    )
    moved_by(one, DAY)
    one.refresh_from_db()
    with pytest.raises(PapersDoNotFit):
        moved_by(one, 2 * DAY)


def test_papers_are_drawn_again_from_the_bank_as_it_is_and_the_old_ones_stay() -> None:
    running, one = a_coming_round()
    before = list(Paper.objects.filter(round=one).order_by("index").values())
    gone = Question.objects.filter(bank=running.bank).order_by("pk").first()
    assert gone is not None
    assert str(gone.current_id) in used(one)
    Question.objects.filter(pk=gone.pk).update(status=Question.Status.RETIRED)
    rows.a_question(running.bank, Regulation.objects.get())
    ready = redraw(one)
    one.refresh_from_db()
    assert (one.paper_from, one.paper_count) == (POOL, ready)
    assert len(used(one)) == 5
    assert str(gone.current_id) not in used(one)
    assert list(Paper.objects.filter(round=one, index__lt=POOL).order_by("index").values()) == before
    record = AuditRecord.objects.get(action="papers_redrawn")
    assert (record.before, record.after["ready"], record.note.text) == ({"ready": 5}, ready, "Sửa câu 3")


def test_starts_take_the_new_papers() -> None:
    running, one = a_coming_round()
    redraw(one)
    Round.objects.filter(pk=one.pk).update(opens_at=rows.now() - DAY, state="OPEN")
    one.refresh_from_db()
    running.round = one
    for _ in range(5):
        attempt = Attempt.objects.get(pk=rows.an_open_attempt(running).id)
        assert attempt.paper.index >= POOL


def test_a_bank_that_is_too_small_leaves_the_papers_in_use() -> None:
    running, one = a_coming_round()
    Question.objects.filter(bank=running.bank).update(status=Question.Status.RETIRED)
    with pytest.raises(Refusal):
        redraw(one)
    held = Round.objects.get(pk=one.pk)
    assert (held.paper_from, held.paper_count) == (0, 5)


def test_a_worker_that_still_draws_the_old_pool_announces_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    _, one = a_coming_round()
    make = Paper.objects.bulk_create

    def overtaken(papers: list[Paper], **options: object) -> object:
        monkeypatch.undo()
        redraw(one)
        return make(papers, **options)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(Paper.objects, "bulk_create", overtaken)
    prepare_papers(round_id=one.pk, now=rows.now(), pool=30)
    held = Round.objects.get(pk=one.pk)
    assert (held.paper_from, held.paper_count) == (POOL, 20)


@pytest.mark.parametrize("begins", [True, False])
def test_an_open_round_and_one_somebody_took_keep_their_papers(begins: bool) -> None:
    running, one = a_coming_round()
    Round.objects.filter(pk=one.pk).update(opens_at=rows.now() - DAY, state="OPEN")
    running.round = one
    if begins:
        rows.an_open_attempt(running)
        Round.objects.filter(pk=one.pk).update(opens_at=rows.now() + DAY)
    with pytest.raises(RoundHasOpened):
        redraw(one)


def test_papers_are_those_of_the_round_as_it_is_planned_at_that_moment() -> None:
    running = rows.a_running_contest()
    opens_at = rows.now() + 2 * DAY
    coming = rows.a_round(running.contest, running.bank, number=2, pool=0)
    Round.objects.filter(pk=coming.pk).update(opens_at=opens_at, closes_at=opens_at + DAY, state="DRAFT")
    other = QuestionBank.objects.create(owner=running.contest.body, slug="bo-khac", title="Bộ khác")
    regulation = rows.a_regulation()
    questions = [rows.a_question(other, regulation) for _ in range(5)]
    actor = staff_rows.a_person().pk
    plan = staff_rows.a_plan(opens_at=opens_at, closes_at=opens_at + DAY, results_at=None, bank=other.slug)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            change_round(round_id=coming.pk, plan=plan, actor_id=actor, now=rows.now())
            asked = elsewhere(
                pool, lambda: ask_for_papers(round_id=coming.pk, actor_id=actor, now=rows.now())
            )
        assert asked.result() > 0
    coming.refresh_from_db()
    assert used(coming) == {str(question.current_id) for question in questions}
