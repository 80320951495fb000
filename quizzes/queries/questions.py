"""Questions of a bank in pages, and one question with all it ever said."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Prefetch
from msgspec import Struct

from quizzes.models import Citation, Question, QuestionEvent, QuestionVersion
from quizzes.refusals import Refusal
from quizzes.rules.citation import names_article
from quizzes.rules.texts import folded

PAGE: Final = 50
STATES: Final = frozenset(Question.Status.values)


class QuestionNotFound(Refusal):
    """No such question, or it belongs to a body the person has no role on."""

    code = "question_not_found"


class QuestionRow(Struct, frozen=True):
    """A question as a list shows it."""

    id: UUID
    status: str
    kind: str
    stem: str
    topic: str
    level: str
    version: int
    citations: list[str]
    author_id: UUID


class QuestionPage(Struct, frozen=True):
    """Fifty questions and where to go on; there is no total."""

    rows: list[QuestionRow]
    after: str | None


class CitationDetail(Struct, frozen=True):
    """What a question stands on: as it was written, and the provision found for it.

    `to_be_looked_up`: it names an article that the library does not hold of the regulation, so that only a
    person with the text at hand can tell whether it is there.
    """

    raw: str
    regulation_id: UUID
    regulation_number: str
    regulation_title: str
    address: str | None
    checked_on: date
    to_be_looked_up: bool


class VersionDetail(Struct, frozen=True):
    """One version, key and all: for staff of the owning body only."""

    id: UUID
    number: int
    kind: str
    language: str
    stem: str
    options: list[dict[str, Any]]
    key: dict[str, Any]
    topic: str
    level: str
    explanation: str
    citations: list[CitationDetail]
    author_id: UUID
    written_at: datetime


class EventDetail(Struct, frozen=True):
    """What somebody did with a question."""

    action: str
    version: int | None
    actor_id: UUID
    comment: str
    at: datetime


class QuestionDetail(Struct, frozen=True):
    """A question with its versions, the newest first, and its history."""

    id: UUID
    bank_slug: str
    status: str
    released_for_practice: bool
    author_id: UUID
    versions: list[VersionDetail]
    events: list[EventDetail]


_OF_CURRENT = Prefetch("current__citations", Citation.objects.order_by("place"))
_OF_EACH = Prefetch(
    "versions__citations",
    Citation.objects.select_related("regulation", "provision_version__provision").order_by("place"),
)


def bank_questions(
    *, bank_id: UUID, after: UUID | None = None, status: str | None = None, text: str = ""
) -> QuestionPage:
    """A page of a bank in the order the questions were written; `text` is looked for in the current stems."""
    rows = Question.objects.filter(bank_id=bank_id)
    if after is not None:
        rows = rows.filter(pk__gt=after)
    if status:
        rows = rows.filter(status=status)
    if text.strip():
        rows = rows.filter(current__folded_stem__contains=folded(text))
    found = list(rows.select_related("current").prefetch_related(_OF_CURRENT).order_by("pk")[: PAGE + 1])
    return QuestionPage(
        rows=[_row(question) for question in found[:PAGE]],
        after=str(found[PAGE - 1].pk) if len(found) > PAGE else None,
    )


def question_detail(*, question_id: UUID, bodies: Collection[UUID]) -> QuestionDetail:
    """One question with everything about it, if one of these bodies owns it."""
    question = (
        Question.objects.filter(pk=question_id, bank__owner__in=bodies)
        .select_related("bank")
        .prefetch_related("versions", _OF_EACH)
        .first()
    )
    if question is None:
        raise QuestionNotFound(question=str(question_id))
    events = QuestionEvent.objects.filter(question=question).select_related("version").order_by("at", "pk")
    return QuestionDetail(
        id=question.pk,
        bank_slug=question.bank.slug,
        status=question.status,
        released_for_practice=question.released_for_practice,
        author_id=question.author_id,
        versions=[_version(one) for one in sorted(question.versions.all(), key=lambda one: -one.number)],
        events=[
            EventDetail(
                action=event.action,
                version=event.version.number if event.version else None,
                actor_id=event.actor_id,
                comment=event.comment,
                at=event.at,
            )
            for event in events
        ],
    )


def _row(question: Question) -> QuestionRow:
    version = question.current
    if version is None:
        raise QuestionNotFound(question=str(question.pk))
    return QuestionRow(
        id=question.pk,
        status=question.status,
        kind=version.kind,
        stem=version.stem,
        topic=version.topic,
        level=version.level,
        version=version.number,
        citations=[citation.raw for citation in version.citations.all()],
        author_id=question.author_id,
    )


def _version(version: QuestionVersion) -> VersionDetail:
    return VersionDetail(
        id=version.pk,
        number=version.number,
        kind=version.kind,
        language=version.language,
        stem=version.stem,
        options=version.options,
        key=version.key,
        topic=version.topic,
        level=version.level,
        explanation=version.explanation,
        citations=[
            CitationDetail(
                raw=one.raw,
                regulation_id=one.regulation_id,
                regulation_number=one.regulation.number,
                regulation_title=one.regulation.title,
                address=one.provision_version.provision.address if one.provision_version else None,
                checked_on=one.checked_on,
                to_be_looked_up=one.provision_version is None and names_article(one.raw),
            )
            for one in version.citations.all()
        ],
        author_id=version.author_id,
        written_at=version.written_at,
    )
