"""Contests as the public reads them."""

from datetime import date, datetime
from typing import Any

from msgspec import Struct

from contest.api.instants import Instant, instant, maybe_instant
from contest.api.round_shapes import BodyName, RoundBrief, Text, UnitName, round_brief
from contest.queries.contests import ContestDetail, ShownContest, ShownRound
from contest.rules import terms as rules
from contest.rules.lifecycle import ContestPhase


class ContestFacts(Struct, kw_only=True):
    """What a list and a page say alike. `current_round` can be taken now, `next_round` opens next."""

    slug: str
    kind: str
    title: Text
    body: BodyName
    phase: ContestPhase
    opens_at: Instant | None
    closes_at: Instant | None
    current_round: RoundBrief | None
    next_round: RoundBrief | None
    question_count: int | None
    time_limit_seconds: int | None


class ContestSummary(ContestFacts, kw_only=True):
    """A contest in a list, with how many rounds it has."""

    rounds: int


class Contests(Struct):
    """The contests everybody may know of."""

    contests: list[ContestSummary]


class DivisionName(Struct):
    """A division by code and title."""

    code: str
    title: Text


class ContestRound(RoundBrief, kw_only=True):
    """A round on the contest's page; `divisions` are those that have a board in it."""

    results_at: Instant | None
    counters_hidden_from: Instant | None
    divisions: list[DivisionName]


class TermsSaid(Struct, kw_only=True):
    """The terms in effect, as far as the page shows them."""

    number: int
    effective_at: Instant
    question_count: int
    time_limit_seconds: int | None
    attempts: rules.Attempts
    ranking_keys: tuple[rules.RankingKey, ...]
    prediction: rules.Prediction | None
    feedback: rules.Feedback
    eligibility: rules.Eligibility
    guardian_below_age: int | None
    registration: tuple[rules.AskedField, ...]
    prizes: rules.Prizes
    points_max: int


class PurposeSaid(Struct):
    """A purpose one agrees to."""

    code: str
    required: bool


class NoticeSaid(Struct):
    """The privacy notice in use."""

    id: str
    version: int
    text: Text
    purposes: list[PurposeSaid]


class Contact(Struct):
    """Who answers for the contest and its data."""

    controller: Text
    address: str
    phone: str
    email: str
    hotline: str
    hotline_hours: Text
    responsible: str


class RegulationName(Struct):
    """A regulation the questions stand on."""

    number: str
    title: str
    issued_on: date


class PublicNotice(Struct):
    """What changed, and when."""

    at: Instant
    text: Text


class Contest(ContestFacts, kw_only=True):
    """All a contest's page says. `divisions` can be entered now; each round names its own."""

    rounds: list[ContestRound]
    summary: Text
    time_zone: str
    divisions: list[DivisionName]
    registration_closes_at: Instant | None
    entry_open: bool
    terms: TermsSaid | None
    privacy_notice: NoticeSaid | None
    unit_root: UnitName | None
    contact: Contact
    regulations: list[RegulationName]
    notices: list[PublicNotice]


def summary(shown: ShownContest, now: datetime) -> ContestSummary:
    """A contest in a list, as it stands at an instant."""
    return ContestSummary(rounds=len(shown.rounds), **_facts(shown, now))


def detail(found: ContestDetail, now: datetime) -> Contest:
    """A contest's page, as it stands at an instant."""
    row = found.shown.contest
    return Contest(
        rounds=[
            _round(one, terms, now) for one, terms in zip(found.shown.rounds, found.round_terms, strict=True)
        ],
        summary=row.summary,
        time_zone=row.time_zone,
        divisions=_divisions(found.entry_terms),
        registration_closes_at=maybe_instant(row.registration_closes_at),
        entry_open=found.shown.takes_entries(now),
        terms=_terms(found),
        privacy_notice=_notice(found),
        unit_root=UnitName(str(row.unit_root.pk), row.unit_root.name) if row.unit_root else None,
        contact=_contact(found),
        regulations=[RegulationName(one.number, one.title, one.issued_on) for one in found.regulations],
        notices=[PublicNotice(instant(one.effective_at), one.change_note) for one in found.changes],
        **_facts(found.shown, now),
    )


def _facts(shown: ShownContest, now: datetime) -> dict[str, Any]:
    row, windows = shown.contest, [one.window for one in shown.rounds]
    return {
        "slug": row.slug,
        "kind": row.kind,
        "title": row.title,
        "body": BodyName(row.body.slug, row.body.name),
        "phase": shown.phase,
        "opens_at": maybe_instant(min((one.opens_at for one in windows), default=None)),
        "closes_at": maybe_instant(max((one.closes_at for one in windows), default=None)),
        "current_round": _brief(shown.current(now), now),
        "next_round": _brief(shown.following(now), now),
        "question_count": shown.terms.paper.question_count if shown.terms else None,
        "time_limit_seconds": shown.terms.time_limit_seconds if shown.terms else None,
    }


def _brief(one: ShownRound | None, now: datetime) -> RoundBrief | None:
    return None if one is None else round_brief(one, now)


def _round(one: ShownRound, terms: rules.Terms | None, now: datetime) -> ContestRound:
    brief = round_brief(one, now)
    return ContestRound(
        **{name: getattr(brief, name) for name in brief.__struct_fields__},
        results_at=maybe_instant(one.results_at),
        counters_hidden_from=maybe_instant(one.counters_hidden_from),
        divisions=_divisions(terms),
    )


def _divisions(terms: rules.Terms | None) -> list[DivisionName]:
    divisions = terms.divisions if terms else ()
    return [DivisionName(one.code, {"vi": one.title.vi, "en": one.title.en}) for one in divisions]


def _terms(found: ContestDetail) -> TermsSaid | None:
    terms, row, entering = found.shown.terms, found.terms_row, found.entry_terms
    if terms is None or row is None or entering is None:
        return None
    return TermsSaid(
        number=row.number,
        effective_at=instant(row.effective_at),
        question_count=terms.paper.question_count,
        time_limit_seconds=terms.time_limit_seconds,
        attempts=terms.attempts,
        ranking_keys=terms.ranking_keys,
        prediction=terms.prediction,
        feedback=terms.feedback,
        eligibility=entering.eligibility,
        guardian_below_age=entering.guardian_below_age,
        registration=entering.registration,
        prizes=terms.prizes,
        points_max=terms.points_max,
    )


def _notice(found: ContestDetail) -> NoticeSaid | None:
    notice = found.notice
    if notice is None:
        return None
    purposes = [PurposeSaid(one["code"], one["required"]) for one in notice.purposes]
    return NoticeSaid(str(notice.pk), notice.version, notice.text, purposes)


def _contact(found: ContestDetail) -> Contact:
    body = found.shown.contest.body
    return Contact(
        controller=body.name,
        address=body.address,
        phone=body.phone,
        email=body.email,
        hotline=body.hotline,
        hotline_hours=body.hotline_hours,
        responsible=body.responsible_person,
    )
