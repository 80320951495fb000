"""Looking at one of one's attempts."""

from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from msgspec import Struct
from rest_framework.request import Request

from contest.api import attempt_shapes
from contest.api.base import OwnAttemptView
from contest.api.bodies import reply
from contest.api.instants import Instant, instant, maybe_instant
from contest.queries.own_attempts import SeenAttempt, seen_attempt


class AttemptSeen(Struct):
    """An attempt by its moments."""

    id: str
    ordinal: int
    state: str
    opened_at: Instant
    closes_at: Instant
    submitted_at: Instant | None


class ResultSeen(Struct):
    """What it earned; `duration_ms` null: not to be seen yet."""

    points: int
    points_max: int
    correct_count: int
    question_count: int
    duration_ms: int | None


class ReviewedQuestion(Struct):
    """A question with its key."""

    position: int
    kind: str
    stem: str
    options: list[str]
    chosen: list[int] | None
    written: str | None
    correct: list[int] | None
    points: int
    explanation: str
    citations: list[str]


class AttemptResult(Struct):
    """An attempt with what the terms let its person see of it now."""

    attempt: AttemptSeen
    receipt: attempt_shapes.Receipt | None
    result: ResultSeen | None
    review: list[ReviewedQuestion] | None


class OneAttempt(OwnAttemptView):
    """An attempt, for its person or for who holds its token."""

    @extend_schema(operation_id="own_attempt", responses=AttemptResult)
    def get(self, request: Request, attempt_id: UUID) -> HttpResponse:
        """State, receipt, and result and review as far as the terms allow."""
        return reply(_seen(seen_attempt(attempt_id=attempt_id, user_id=self.owner_id)))


def _seen(seen: SeenAttempt) -> AttemptResult:
    return AttemptResult(
        attempt=AttemptSeen(
            str(seen.id),
            seen.ordinal,
            seen.state,
            instant(seen.opened_at),
            instant(seen.closes_at),
            maybe_instant(seen.submitted_at),
        ),
        receipt=None if seen.receipt is None else attempt_shapes.receipt(seen.receipt),
        result=None if seen.result is None else ResultSeen(*seen.result),
        review=None if seen.review is None else [ReviewedQuestion(*one) for one in seen.review],
    )
