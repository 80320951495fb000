"""The law library and the question bank of the demo, put in through the services people use."""

from datetime import datetime

from contest.accounts.models import Body, User
from contest.management.demo.files import demo_rows
from contest.services.add_bank import add_bank
from quizzes.models import QuestionBank
from quizzes.rules.marking import QuestionKind
from quizzes.services.check_draft import QuestionDraft
from quizzes.services.load_regulations import load_regulations
from quizzes.services.review_question import Decision, review_question
from quizzes.services.write_question import write_question

BANK = "phap-luat-trong-doi-song"


def demo_bank(*, body: Body, now: datetime) -> QuestionBank:
    """The bank with its approved questions, made when first asked for."""
    bank = QuestionBank.objects.filter(slug=BANK).first()
    if bank is not None:
        return bank
    load_regulations(rows=demo_rows("regulations"))
    author = User.objects.get(username="soan-cau-hoi")
    bank = add_bank(
        body_id=body.pk,
        slug=BANK,
        title="Pháp luật trong đời sống",
        is_open=True,
        actor_id=author.pk,
        now=now,
    )
    reviewer = User.objects.get(username="duyet-cau-hoi")
    for row in demo_rows("questions"):
        draft = QuestionDraft(
            kind=QuestionKind(row["kind"]),
            stem=row["stem"],
            options=tuple(row["options"]),
            key={"correct": row["correct"]},
            topic=row["topic"],
            level=row["level"],
            explanation=row["explanation"],
            citations=(row["citation"],),
        )
        question = write_question(bank_id=bank.pk, draft=draft, author_id=author.pk, now=now)
        for decision, person in ((Decision.SUBMIT, author), (Decision.APPROVE, reviewer)):
            review_question(question_id=question.pk, decision=decision, reviewer_id=person.pk, now=now)
    return bank
