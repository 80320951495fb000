"""Saved rows of the content side, for tests of its services and queries."""

from datetime import UTC, date, datetime
from itertools import count

from contest.accounts.models import Body, User
from quizzes.models import Provision, ProvisionVersion, QuestionBank, Regulation
from quizzes.rules.marking import QuestionKind
from quizzes.services.check_draft import QuestionDraft

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
_numbers = count(1)


def a_user(name: str = "") -> User:
    return User.objects.create(username=name or f"nguoi-{next(_numbers)}")


def a_body() -> Body:
    slug = f"co-quan-{next(_numbers)}"
    return Body.objects.create(slug=slug, name={"vi": "Cơ quan thử"}, storage_prefix=slug)


def a_bank(body: Body | None = None) -> QuestionBank:
    number = next(_numbers)
    return QuestionBank.objects.create(
        owner=body or a_body(), slug=f"bo-{number}", title=f"Bộ câu hỏi {number}"
    )


def a_regulation(
    number: str = "26/2023/QH15",
    title: str = "Luật Căn cước",
    *,
    issued_on: date = date(2023, 11, 27),
    since: date | None = date(2024, 7, 1),
    until: date | None = None,
    articles: tuple[str, ...] = ("1", "3"),
) -> Regulation:
    regulation = Regulation.objects.create(
        kind=Regulation.Kind.LAW,
        issuer="Quốc hội",
        number=number,
        title=title,
        issued_on=issued_on,
        effective_from=since,
        effective_to=until,
    )
    for place, article in enumerate(articles):
        provision = Provision.objects.create(
            regulation=regulation,
            kind=Provision.Kind.ARTICLE,
            number=article,
            address=f"dieu-{article}",
            place=place,
        )
        ProvisionVersion.objects.create(provision=provision, number=1, heading=f"Điều {article}")
    return regulation


def a_draft(
    stem: str = "Cơ quan nào cấp thẻ căn cước?",
    *,
    citations: tuple[str, ...] = (),
    options: tuple[str, ...] = ("Bộ Công an", "Bộ Tư pháp", "Ủy ban nhân dân cấp xã"),
    correct: int = 0,
) -> QuestionDraft:
    return QuestionDraft(
        kind=QuestionKind.SINGLE_CHOICE,
        stem=stem,
        options=options,
        key={"correct": [correct]},
        citations=citations,
    )
