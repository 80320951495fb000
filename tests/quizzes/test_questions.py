"""Questions are written, revised, reviewed; versions and history stay, nobody approves the own question."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.db import Error, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from quizzes.models import Question, QuestionEvent, QuestionVersion
from quizzes.queries.questions import PAGE, QuestionNotFound, bank_questions, question_detail
from quizzes.queries.regulations import CitationNotFound
from quizzes.queries.usable import candidate, readiness, usable_questions
from quizzes.refusals import FieldsNotValid
from quizzes.rules.marking import QuestionKind
from quizzes.services.approve_questions import approve_questions
from quizzes.services.check_approvals import NotUsable, OwnQuestion
from quizzes.services.check_draft import QuestionDraft, check_draft
from quizzes.services.review_question import (
    CommentMissing,
    Decision,
    NotInThatState,
    review_question,
)
from quizzes.services.revise_question import QuestionWasChanged, revise_question
from quizzes.services.write_question import AlreadyInBank, write_question
from tests.quizzes.rows import NOW, a_bank, a_draft, a_regulation, a_user

pytestmark = pytest.mark.django_db
CITED = ("khoản 1 Điều 3 Luật Căn cước",)
TODAY = NOW.date()


def an_approved_question() -> Question:
    a_regulation()
    author, reviewer = a_user(), a_user()
    bank = a_bank()
    question = write_question(bank_id=bank.pk, draft=a_draft(citations=CITED), author_id=author.pk, now=NOW)
    review_question(question_id=question.pk, decision=Decision.SUBMIT, reviewer_id=author.pk, now=NOW)
    review_question(question_id=question.pk, decision=Decision.APPROVE, reviewer_id=reviewer.pk, now=NOW)
    return Question.objects.get(pk=question.pk)


def test_a_question_goes_from_draft_to_a_paper() -> None:
    question = an_approved_question()
    (version,) = usable_questions(bank_id=question.bank_id, on=TODAY)
    assert version.question_id == question.pk
    drawn = candidate(version)
    assert (drawn.id, drawn.option_count, drawn.pinned) == (str(version.pk), 3, frozenset())
    citation = version.citations.get()
    assert citation.raw == "khoản 1 Điều 3 Luật Căn cước"
    assert citation.provision_version
    assert citation.provision_version.provision.address == "dieu-3"
    assert [event.action for event in QuestionEvent.objects.filter(question=question).order_by("id")] == [
        "WRITTEN",
        "SUBMITTED",
        "APPROVED",
    ]


@pytest.mark.parametrize(
    ("cited", "to_be_looked_up"),
    [("khoản 9 Điều 3 Luật Căn cước", False), ("Điều 999 Luật Căn cước", True), ("Luật Căn cước", False)],
)
def test_an_article_that_the_library_does_not_hold_is_to_be_looked_up(
    cited: str, to_be_looked_up: bool
) -> None:
    a_regulation()
    bank, author = a_bank(), a_user()
    question = write_question(
        bank_id=bank.pk, draft=a_draft(citations=(cited,)), author_id=author.pk, now=NOW
    )
    (version,) = question_detail(question_id=question.pk, bodies=[bank.owner_id]).versions
    assert [one.to_be_looked_up for one in version.citations] == [to_be_looked_up]


def test_an_author_never_approves_the_own_question_nor_the_own_version() -> None:
    a_regulation()
    first, second = a_user(), a_user()
    question = write_question(
        bank_id=a_bank().pk, draft=a_draft(citations=CITED), author_id=first.pk, now=NOW
    )
    draft = a_draft("Cơ quan nào quản lý thẻ căn cước?", citations=CITED)
    revise_question(question_id=question.pk, from_version=1, draft=draft, author_id=second.pk, now=NOW)
    review_question(question_id=question.pk, decision=Decision.SUBMIT, reviewer_id=second.pk, now=NOW)
    for person in (first, second):
        with pytest.raises(OwnQuestion):
            review_question(
                question_id=question.pk, decision=Decision.APPROVE, reviewer_id=person.pk, now=NOW
            )
    assert Question.objects.get(pk=question.pk).status == Question.Status.IN_REVIEW


def test_nothing_is_approved_without_a_provision_in_force() -> None:
    a_regulation(
        "59/2014/QH13",
        "Luật Căn cước công dân",
        issued_on=date(2014, 11, 20),
        since=date(2016, 1, 1),
        until=date(2024, 7, 1),
    )
    author, reviewer = a_user(), a_user()
    bank = a_bank()
    for stem, citations, obstacle in (
        ("Không căn cứ?", (), "NO_CITATION"),
        ("Luật cũ?", ("Điều 3 Luật Căn cước công dân",), "NO_LONGER_IN_FORCE"),
    ):
        question = write_question(
            bank_id=bank.pk, draft=a_draft(stem, citations=citations), author_id=author.pk, now=NOW
        )
        review_question(question_id=question.pk, decision=Decision.SUBMIT, reviewer_id=author.pk, now=NOW)
        with pytest.raises(NotUsable) as refused:
            review_question(
                question_id=question.pk, decision=Decision.APPROVE, reviewer_id=reviewer.pk, now=NOW
            )
        assert refused.value.details["obstacles"] == [obstacle]


def test_a_question_leaves_new_papers_on_the_day_its_provision_ends() -> None:
    question = an_approved_question()
    version = question.current
    assert version
    place = version.citations.get().provision_version
    assert place
    ends = TODAY + timedelta(days=30)
    place.valid_to = ends
    place.save()
    assert len(usable_questions(bank_id=question.bank_id, on=ends - timedelta(days=1))) == 1
    assert usable_questions(bank_id=question.bank_id, on=ends) == []
    assert readiness(bank_id=question.bank_id, on=ends).obstacles == {"NO_LONGER_IN_FORCE": 1}


def test_decisions_happen_once() -> None:
    question = an_approved_question()
    with pytest.raises(NotInThatState):
        review_question(question_id=question.pk, decision=Decision.APPROVE, reviewer_id=a_user().pk, now=NOW)
    with pytest.raises(CommentMissing):
        review_question(question_id=question.pk, decision=Decision.RETURN, reviewer_id=a_user().pk, now=NOW)
    retire = partial(
        review_question, question_id=question.pk, decision=Decision.RETIRE, reviewer_id=a_user().pk, now=NOW
    )
    retire()
    with pytest.raises(NotInThatState):
        retire()
    assert QuestionEvent.objects.filter(question=question, action="RETIRED").count() == 1


def test_a_revision_is_a_new_version_and_a_draft_again() -> None:
    question = an_approved_question()
    before = QuestionVersion.objects.get(question=question)
    draft = a_draft("Thẻ căn cước do cơ quan nào cấp?", citations=CITED)
    revised = revise_question(
        question_id=question.pk, from_version=1, draft=draft, author_id=a_user().pk, now=NOW
    )
    assert revised.number == 2
    assert QuestionVersion.objects.get(pk=before.pk).stem == before.stem
    assert Question.objects.get(pk=question.pk).status == Question.Status.DRAFT
    assert usable_questions(bank_id=question.bank_id, on=TODAY) == []
    with pytest.raises(QuestionWasChanged):
        revise_question(question_id=question.pk, from_version=1, draft=draft, author_id=a_user().pk, now=NOW)


def test_versions_and_history_cannot_be_changed_even_by_hand() -> None:
    question = an_approved_question()
    for change in (
        lambda: QuestionVersion.objects.filter(question=question).update(stem="khác"),
        lambda: QuestionEvent.objects.filter(question=question).update(comment="khác"),
        lambda: QuestionEvent.objects.filter(question=question).delete(),
    ):
        with pytest.raises(Error), transaction.atomic():
            change()


def test_the_same_question_is_not_written_twice() -> None:
    bank, author = a_bank(), a_user()
    write_question(bank_id=bank.pk, draft=a_draft(), author_id=author.pk, now=NOW)
    with pytest.raises(AlreadyInBank):
        write_question(
            bank_id=bank.pk,
            draft=a_draft(options=("Bộ Tư pháp", "ủy ban nhân dân cấp xã", "Bộ Công an.")),
            author_id=author.pk,
            now=NOW,
        )
    write_question(bank_id=a_bank().pk, draft=a_draft(), author_id=author.pk, now=NOW)


@pytest.mark.parametrize("raw", ["Điều 3 Luật Không Có", "Điều 3 Nghị định 1/2000/NĐ-CP"])
def test_a_citation_outside_the_library_is_refused_and_nothing_is_stored(raw: str) -> None:
    bank = a_bank()
    with pytest.raises(CitationNotFound):
        write_question(bank_id=bank.pk, draft=a_draft(citations=(raw,)), author_id=a_user().pk, now=NOW)
    assert not Question.objects.filter(bank=bank).exists()


def test_many_are_approved_at_once_but_never_the_own_ones() -> None:
    a_regulation()
    bank, author, other = a_bank(), a_user(), a_user()
    for number, writer in enumerate((author, author, other)):
        question = write_question(
            bank_id=bank.pk, draft=a_draft(f"Câu {number}?", citations=CITED), author_id=writer.pk, now=NOW
        )
        review_question(question_id=question.pk, decision=Decision.SUBMIT, reviewer_id=writer.pk, now=NOW)
    outcome = approve_questions(bank_id=bank.pk, reviewer_id=other.pk, now=NOW)
    assert outcome.approved == 2
    assert [one.code for one in outcome.refused] == ["own_question"]
    assert approve_questions(bank_id=bank.pk, reviewer_id=other.pk, now=NOW).approved == 0


def test_fifty_are_approved_with_as_many_queries_as_one() -> None:
    a_regulation()
    author, reviewer = a_user(), a_user()
    costs = []
    for count in (1, 50):
        bank = a_bank()
        for number in range(count):
            draft = a_draft(f"Câu {number}?", citations=CITED)
            question = write_question(bank_id=bank.pk, draft=draft, author_id=author.pk, now=NOW)
            review_question(question_id=question.pk, decision=Decision.SUBMIT, reviewer_id=author.pk, now=NOW)
        with CaptureQueriesContext(connection) as queries:
            approval = approve_questions(bank_id=bank.pk, reviewer_id=reviewer.pk, now=NOW)
        assert approval.approved == count
        costs.append(len(queries))
        assert QuestionEvent.objects.filter(question__bank=bank, action="APPROVED").count() == count
    assert costs[0] == costs[1]


def test_pages_hold_every_question_once_and_another_body_sees_none() -> None:
    bank, author = a_bank(), a_user()
    for number in range(PAGE + 3):
        write_question(
            bank_id=bank.pk, draft=a_draft(f"Hỏi đường số {number}?"), author_id=author.pk, now=NOW
        )
    first = bank_questions(bank_id=bank.pk)
    assert first.after
    second = bank_questions(bank_id=bank.pk, after=first.rows[-1].id)
    assert second.after is None
    ids = [row.id for row in (*first.rows, *second.rows)]
    assert len(ids) == len(set(ids)) == PAGE + 3
    assert [row.stem for row in bank_questions(bank_id=bank.pk, text="duong so 7?").rows] == [
        "Hỏi đường số 7?"
    ]
    assert question_detail(question_id=ids[0], bodies=[bank.owner_id]).versions[0].number == 1
    with pytest.raises(QuestionNotFound):
        question_detail(question_id=ids[0], bodies=[a_bank().owner_id])


@pytest.mark.parametrize(
    ("draft", "fields"),
    [
        (a_draft(" "), {"stem": ["required"]}),
        (a_draft(options=("một", "Một.")), {"options": ["options_are_identical"]}),
        (a_draft(options=("một",)), {"options": ["options_are_missing"]}),
        (a_draft(correct=3), {"key": ["key_names_no_option"]}),
        (a_draft("x" * 4_001), {"stem": ["text_is_too_long"]}),
        (a_draft(citations=("x" * 501,)), {"citations": ["text_is_too_long"]}),
        (a_draft(citations=("x",) * 21), {"citations": ["too_many"]}),
        (
            QuestionDraft(kind=QuestionKind.OPEN_TEXT, stem="Vì sao?", explanation="x" * 4_001),
            {"explanation": ["text_is_too_long"]},
        ),
        (
            QuestionDraft(kind=QuestionKind.FILL_IN, stem="Gì?", key={"accepted": ["x" * 201]}),
            {"key": ["accepted_answers_expected"]},
        ),
        (
            QuestionDraft(kind=QuestionKind.NUMBER, stem="Mấy?", key={"value": "3"}),
            {"key": ["number_expected"]},
        ),
        (
            QuestionDraft(kind=QuestionKind.NUMBER, stem="Mấy?", key={"value": 10**5000}),
            {"key": ["number_expected"]},
        ),
        (
            QuestionDraft(kind=QuestionKind.OPEN_TEXT, stem="Vì sao?", language="xx"),
            {"language": ["invalid_choice"]},
        ),
        (
            QuestionDraft(kind=QuestionKind.OPEN_TEXT, stem="Vì sao?", options=("a",)),
            {"options": ["options_not_wanted"]},
        ),
        (
            QuestionDraft(kind=QuestionKind.ORDERING, stem="Xếp", options=("a", "b"), key={"order": [0]}),
            {"key": ["order_of_all_options_expected"]},
        ),
        (
            QuestionDraft(
                kind=QuestionKind.TRUE_FALSE, stem="x", options=("Đúng", "Sai"), key={"correct": [0, 1]}
            ),
            {"key": ["one_right_option_expected"]},
        ),
    ],
)
def test_a_draft_that_is_no_question_names_every_wrong_field(
    draft: QuestionDraft, fields: dict[str, list[str]]
) -> None:
    with pytest.raises(FieldsNotValid) as refused:
        check_draft(draft)
    named = {name: [{"code": code} for code in codes] for name, codes in fields.items()}
    assert refused.value.details["fields"] == named


def test_a_key_keeps_only_what_marking_reads() -> None:
    key = {"correct": [0], "value": 1, "note\0": "x" * 1000}
    draft = QuestionDraft(kind=QuestionKind.SINGLE_CHOICE, stem="?", options=("a", "b"), key=key)
    assert check_draft(draft).key == {"correct": [0]}


def test_a_place_cited_twice_is_kept_once() -> None:
    draft = a_draft(citations=("Điều 5", " Điều  5 ", "Điều 6", ""))
    assert check_draft(draft).citations == ("Điều 5", "Điều 6")


@given(
    options=st.lists(st.text("abcđ ", min_size=1).filter(str.strip), min_size=2, max_size=10),
    correct=st.lists(st.integers(-1, 10), max_size=4),
)
def test_what_passes_the_check_can_be_marked(options: list[str], correct: list[int]) -> None:
    draft = QuestionDraft(
        kind=QuestionKind.MULTIPLE_RESPONSE, stem="?", options=tuple(options), key={"correct": correct}
    )
    try:
        checked = check_draft(draft)
    except FieldsNotValid:
        return
    assert checked.key["correct"]
    assert all(0 <= index < len(checked.options) for index in checked.key["correct"])
    assert check_draft(checked) == checked
