"""Who one is here, and where one stands in a round."""

from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from msgspec import Struct
from rest_framework.request import Request

from contest.api import board_shapes
from contest.api.base import ContestantView
from contest.api.bodies import reply
from contest.api.instants import Instant, instant, maybe_instant
from contest.api.round_shapes import BodyName, ContestName, RoundBrief, Text, UnitName, round_brief
from contest.queries.own_attempts import AttemptRow, OwnRound, own_round
from contest.queries.own_standing import OwnStanding
from contest.queries.persons import person
from contest.rules import terms as rules


class BodyRole(Struct):
    """A role on a body."""

    body: BodyName
    role: str


class RoleInContest(Struct):
    """A role in a contest."""

    contest: ContestName
    role: str


class Me(Struct):
    """Who is signed in."""

    username: str
    display_name: str
    language: str
    body_roles: list[BodyRole]
    contest_roles: list[RoleInContest]


class EntryName(Struct):
    """An entry by number and unit."""

    number: str
    unit: UnitName | None


class MyAttempt(Struct):
    """One of one's attempts; `counts`: it is the one that stands on the board."""

    id: str
    ordinal: int
    state: str
    opened_at: Instant
    closes_at: Instant
    submitted_at: Instant | None
    points: int | None
    counts: bool


class MyStanding(Struct):
    """What counts of one's attempts. `rank` null: not ranked, or hidden."""

    points: int
    correct_count: int
    duration_ms: int
    rank: int | None
    tied: bool
    counted_attempt: str


class Helpline(Struct):
    """Whom to call, and when."""

    hotline: str
    hotline_hours: Text


class ContestToEnter(ContestName):
    """A contest by name, with whom to call."""

    contact: Helpline


class RoundTerms(Struct):
    """What one has to know of the terms before the clock starts."""

    question_count: int
    time_limit_seconds: int | None
    attempts: rules.Attempts
    prediction: rules.Prediction | None
    feedback: rules.Feedback


class MyRound(Struct):
    """A round as it is for the person signed in: all the exam room needs to open, in one request."""

    server_time: Instant
    round: RoundBrief
    contest: ContestToEnter
    terms: RoundTerms
    entry: EntryName | None
    attempts: list[MyAttempt]
    next_ordinal: int | None
    attempts_left: int | None
    standing: MyStanding | None
    rank_hidden: bool
    neighbours: list[board_shapes.OwnPlaceRow]


class WhoAmI(ContestantView):
    """The person signed in."""

    @extend_schema(operation_id="me", responses=Me)
    def get(self, request: Request) -> HttpResponse:
        """Name, language and roles."""
        found = person(user_id=self.user_id)
        me = Me(
            username=found.user.username,
            display_name=found.user.display_name,
            language=found.user.language,
            body_roles=[
                BodyRole(BodyName(one.body.slug, one.body.name), one.role) for one in found.memberships
            ],
            contest_roles=[
                RoleInContest(ContestName(one.contest.slug, one.contest.title), one.role)
                for one in found.roles
            ],
        )
        return reply(me)


class Round(ContestantView):
    """A round, for the person signed in."""

    @extend_schema(operation_id="own_round", responses=MyRound)
    def get(self, request: Request, round_id: UUID) -> HttpResponse:
        """Entry, attempts, what is left, standing and neighbours."""
        return reply(_round(own_round(round_id=round_id, user_id=self.user_id)))


def _round(own: OwnRound) -> MyRound:
    entry = own.entry
    unit = UnitName(str(entry.unit_id), entry.unit_name or "") if entry and entry.unit_id else None
    number = entry.number if entry else None
    ranked, terms = own.ranked, own.ranked.terms
    return MyRound(
        server_time=instant(own.now),
        round=round_brief(ranked, own.now),
        contest=ContestToEnter(ranked.contest_slug, ranked.contest_title, Helpline(*own.hotline)),
        terms=RoundTerms(
            terms.paper.question_count,
            terms.time_limit_seconds,
            terms.attempts,
            terms.prediction,
            terms.feedback,
        ),
        entry=EntryName(entry.number, unit) if entry else None,
        attempts=[_attempt(one) for one in own.attempts],
        next_ordinal=own.next_ordinal,
        attempts_left=own.attempts_left,
        standing=_standing(own.standing),
        rank_hidden=own.standing.rank_is_hidden,
        neighbours=[board_shapes.near(row, mine=row.number == number) for row in own.standing.neighbours],
    )


def _attempt(one: AttemptRow) -> MyAttempt:
    return MyAttempt(
        str(one.id),
        one.ordinal,
        one.state,
        instant(one.opened_at),
        instant(one.closes_at),
        maybe_instant(one.submitted_at),
        one.points,
        one.counts,
    )


def _standing(own: OwnStanding) -> MyStanding | None:
    place = own.place
    if place is None:
        return None
    return MyStanding(
        place.points,
        place.correct_count,
        place.duration_ms,
        place.rank,
        place.tied,
        str(place.counted_attempt),
    )
