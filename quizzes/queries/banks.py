"""Question banks as their owners see them. Another body's bank is not there."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.db.models import Count, Q
from msgspec import Struct

from quizzes.formats.duplicates import fingerprint
from quizzes.models import Question, QuestionBank, QuestionVersion
from quizzes.refusals import Refusal
from quizzes.rules.texts import folded


class BankNotFound(Refusal):
    """No such bank, or it belongs to a body the person has no role on."""

    code = "bank_not_found"


class BankBrief(Struct, frozen=True):
    """A bank with how many questions it holds in each state."""

    id: UUID
    slug: str
    title: str
    owner_id: UUID
    is_open: bool
    counts: dict[str, int]


def banks_of(*, bodies: Collection[UUID]) -> list[BankBrief]:
    """The banks of these bodies, by slug."""
    counts = {
        status: Count("questions", filter=Q(questions__status=status)) for status in Question.Status.values
    }
    rows = QuestionBank.objects.filter(owner__in=bodies, retired_at=None).annotate(**counts).order_by("slug")
    return [
        BankBrief(
            id=bank.pk,
            slug=bank.slug,
            title=bank.title,
            owner_id=bank.owner_id,
            is_open=bank.is_open,
            counts={status: getattr(bank, status) for status in Question.Status.values},
        )
        for bank in rows
    ]


def bank_by_slug(slug: str, *, bodies: Collection[UUID] | None = None) -> QuestionBank:
    """The bank; `bodies` None looks at all of them (commands and workers only)."""
    banks = QuestionBank.objects.filter(slug=slug, retired_at=None)
    if bodies is not None:
        banks = banks.filter(owner__in=bodies)
    bank = banks.first()
    if bank is None:
        raise BankNotFound(slug=slug)
    return bank


def holds_question(*, bank_id: UUID, stem: str, options: Sequence[str]) -> bool:
    """True when the bank asks this with the same options, now or as it was first imported."""
    mark = fingerprint(stem, options)
    if Question.objects.filter(bank_id=bank_id, external_id=mark).exists():
        return True
    likely = Question.objects.filter(
        bank_id=bank_id, current__folded_stem__contains=folded(stem).rstrip(" .,;:?")
    )
    return any(
        fingerprint(known, [option["text"] for option in shown]) == mark
        for known, shown in likely.values_list("current__stem", "current__options")
    )


def bank_fingerprints(*, bank_id: UUID) -> frozenset[str]:
    """The fingerprints of everything the bank asks now, and of what imported questions asked at first."""
    questions = Question.objects.filter(bank_id=bank_id).order_by()
    rows = list(questions.values_list("external_id", "current_id"))
    said = QuestionVersion.objects.filter(pk__in=[current for _, current in rows]).order_by()
    marks = {external_id for external_id, _ in rows if external_id}
    for stem, options in said.values_list("stem", "options"):
        marks.add(fingerprint(stem, [option["text"] for option in options]))
    return frozenset(marks)
