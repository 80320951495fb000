"""Which questions of a bank may enter a paper on a day (promise 8)."""

from collections import Counter
from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Prefetch
from msgspec import Struct

from quizzes.models import Citation, Question, QuestionVersion
from quizzes.rules.drawing import Candidate
from quizzes.rules.provisions import Validity
from quizzes.rules.usability import Obstacle, obstacles


class BankReadiness(Struct, frozen=True):
    """How many approved questions of a bank can be used on a day, and what keeps the others out."""

    usable: int
    not_approved: int
    obstacles: dict[str, int]


def usable_questions(*, bank_id: UUID, on: date) -> list[QuestionVersion]:
    """The current versions of approved questions whose every citation is in force on the day, by question."""
    return [version for version in _approved(bank_id) if not _obstacles(version, on)]


def candidate(version: QuestionVersion) -> Candidate:
    """A question version as `rules.drawing` draws it, named by the version's id."""
    pinned = frozenset(index for index, option in enumerate(version.options) if option["pinned"])
    return Candidate(
        id=str(version.pk),
        topic=version.topic or None,
        level=version.level,
        option_count=len(version.options),
        pinned=pinned,
    )


def readiness(*, bank_id: UUID, on: date) -> BankReadiness:
    """What an organiser checks before a round is given a bank."""
    found = [_obstacles(version, on) for version in _approved(bank_id)]
    waiting = (
        Question.objects.filter(bank_id=bank_id)
        .exclude(status__in=[Question.Status.APPROVED, Question.Status.RETIRED])
        .count()
    )
    return BankReadiness(
        usable=sum(not one for one in found),
        not_approved=waiting,
        obstacles=dict(Counter(str(obstacle) for one in found for obstacle in one)),
    )


def version_obstacles(*, version_ids: Collection[UUID], on: date) -> dict[UUID, list[Obstacle]]:
    """What keeps each of these versions from being used on a day; an empty list where nothing does."""
    versions = QuestionVersion.objects.filter(pk__in=version_ids).order_by().prefetch_related(_CITATIONS)
    return {version.pk: _obstacles(version, on) for version in versions}


# Ordered by its own column only: by the row's default order, joins would come along to sort a handful.
_CITATIONS = Prefetch(
    "citations", Citation.objects.select_related("regulation", "provision_version").order_by("place")
)


def _approved(bank_id: UUID) -> list[QuestionVersion]:
    """In two steps: right after a large import the planner thinks the tables empty and joins them badly."""
    current = Question.objects.filter(bank_id=bank_id, status=Question.Status.APPROVED).order_by()
    ids = list(current.values_list("current_id", flat=True))
    return list(
        QuestionVersion.objects.filter(pk__in=ids).prefetch_related(_CITATIONS).order_by("question_id")
    )


def _obstacles(version: QuestionVersion, on: date) -> list[Obstacle]:
    return obstacles([_chain(citation) for citation in version.citations.all()], on=on)


def _chain(citation: Citation) -> list[Validity]:
    regulation, place = citation.regulation, citation.provision_version
    chain = [Validity(regulation.effective_from, regulation.effective_to)]
    if place is not None and (place.valid_from or place.valid_to):
        chain.append(Validity(place.valid_from or regulation.effective_from, place.valid_to))
    return chain
