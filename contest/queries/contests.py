"""Published contests as everybody sees them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, Prefetch, QuerySet

from contest.accounts.models import PrivacyNotice
from contest.models import Contest, LifecycleState, Round
from contest.models import Terms as TermsRow
from contest.queries.terms import terms_version
from contest.rules.lifecycle import ContestPhase, Phase, Window, contest_phase, phase
from contest.rules.terms import Terms
from quizzes.models import Question, Regulation
from quizzes.refusals import Refusal

MOST_CONTESTS = 200
MOST_REGULATIONS = 50

_BY_PHASE = [
    ContestPhase.RUNNING,
    ContestPhase.BETWEEN_ROUNDS,
    ContestPhase.COMING,
    ContestPhase.FINISHED,
]


class ContestNotFound(Refusal):
    """No published contest has this slug."""

    code = "contest_not_found"


@dataclass(frozen=True, slots=True)
class ShownRound:
    """A round with its window."""

    round_id: UUID
    number: int
    round_title: dict[str, str]
    round_state: str
    window: Window
    results_at: datetime | None
    counters_hidden_from: datetime | None


@dataclass(frozen=True, slots=True)
class ShownContest:
    """A contest with its rounds in order and the terms that hold for the one under way, or the next."""

    contest: Contest
    rounds: Sequence[ShownRound]
    terms: Terms | None
    phase: ContestPhase

    def current(self, now: datetime) -> ShownRound | None:
        """The round that can be taken now; the one that ends first, should they overlap."""
        running = [one for one in self.rounds if phase(one.window, now) is Phase.OPEN]
        return min(running, key=lambda one: one.window.closes_at, default=None)

    def following(self, now: datetime) -> ShownRound | None:
        """The next round to open."""
        coming = [one for one in self.rounds if phase(one.window, now) is Phase.COMING]
        return min(coming, key=lambda one: one.window.opens_at, default=None)

    def takes_entries(self, now: datetime) -> bool:
        """Whether one can still enter."""
        deadline = self.contest.registration_closes_at
        in_time = deadline is None or now < deadline
        return in_time and any(now < one.window.closes_at for one in self.rounds)


@dataclass(frozen=True, slots=True)
class ContestDetail:
    """All a contest's page says. `entry_terms` are in effect: who enters now enters by them. `round_terms`
    are those of each round, in the order of the rounds.
    """

    shown: ShownContest
    terms_row: TermsRow | None
    entry_terms: Terms | None
    round_terms: Sequence[Terms | None]
    notice: PrivacyNotice | None
    regulations: Sequence[Regulation]
    changes: Sequence[TermsRow]


def shown_contests(*, now: datetime) -> list[ShownContest]:
    """The contests everybody may know of: those that run first, then what is coming, then the past."""
    rows = _published().exclude(kind=Contest.Kind.REHEARSAL).order_by("-published_at", "slug")[:MOST_CONTESTS]
    found = _described(rows, now)
    return sorted(found, key=lambda one: _BY_PHASE.index(one.phase))


def contest_detail(*, slug: str, now: datetime) -> ContestDetail:
    """One contest with all its page says. Refuses ContestNotFound."""
    row = _published().select_related("body", "privacy_notice", "unit_root").filter(slug=slug).first()
    if row is None:
        raise ContestNotFound(slug=slug)
    versions = list(TermsRow.objects.filter(contest=row).order_by("effective_at", "number"))
    shown = _described([row], now)[0]
    return ContestDetail(
        shown=shown,
        terms_row=_in_effect(versions, _opening(row, now)),
        entry_terms=_said(_in_effect(versions, now)),
        round_terms=[_said(_in_effect(versions, one.window.opens_at)) for one in shown.rounds],
        notice=row.privacy_notice,
        regulations=_regulations(row),
        changes=[version for version in versions if version.change_note and version.effective_at <= now],
    )


def published_contest(*, slug: str) -> Contest:
    """A contest that people may see, with its privacy notice. Refuses ContestNotFound."""
    found = _not_draft().select_related("privacy_notice").filter(slug=slug).first()
    if found is None:
        raise ContestNotFound(slug=slug)
    return found


def described_contests(contest_ids: Sequence[UUID], *, now: datetime) -> list[ShownContest]:
    """Published contests by id."""
    return _described(_published().filter(pk__in=contest_ids), now)


def _described(contests: Iterable[Contest], now: datetime) -> list[ShownContest]:
    """Contests with their rounds and terms, in the order given; as many queries for one as for many."""
    rows = list(contests)
    terms = _terms_ids({row.pk: _opening(row, now) for row in rows})
    return [_shown(row, terms.get(row.pk), now) for row in rows]


def _published() -> QuerySet[Contest]:
    rounds = Prefetch("rounds", queryset=Round.objects.order_by("number"))
    return _not_draft().select_related("body").prefetch_related(rounds)


def _not_draft() -> QuerySet[Contest]:
    return Contest.objects.exclude(state=LifecycleState.DRAFT).filter(retired_at=None)


def _shown(row: Contest, terms_id: UUID | None, now: datetime) -> ShownContest:
    rounds = [
        ShownRound(
            one.pk,
            one.number,
            one.title,
            one.state,
            Window(one.opens_at, one.closes_at),
            one.results_at,
            one.counters_hidden_from,
        )
        for one in row.rounds.all()
    ]
    return ShownContest(
        contest=row,
        rounds=rounds,
        terms=None if terms_id is None else terms_version(terms_id),
        phase=contest_phase([one.window for one in rounds], now),
    )


def _opening(row: Contest, now: datetime) -> datetime:
    """When the round people take now or next opens, or the last one did: the terms of then hold for it."""
    rounds = row.rounds.all()
    ahead = [one for one in rounds if now < one.closes_at]
    if ahead:
        return min(ahead, key=lambda one: (one.opens_at > now, one.closes_at)).opens_at
    return max((one.opens_at for one in rounds), default=now)


def _terms_ids(openings: Mapping[UUID, datetime]) -> Mapping[UUID, UUID]:
    """The version of each contest that is in effect at that moment, or the first one where none is."""
    rows = (
        TermsRow.objects.filter(contest__in=openings)
        .order_by("contest", "effective_at", "number")
        .values_list("contest_id", "pk", "effective_at")
    )
    found: dict[UUID, UUID] = {}
    for contest_id, terms_id, effective_at in rows:
        if effective_at <= openings[contest_id] or contest_id not in found:
            found[contest_id] = terms_id
    return found


def _in_effect(versions: Sequence[TermsRow], at: datetime) -> TermsRow | None:
    past = [version for version in versions if version.effective_at <= at]
    if past:
        return past[-1]
    return versions[0] if versions else None


def _said(version: TermsRow | None) -> Terms | None:
    return None if version is None else terms_version(version.pk)


def _regulations(row: Contest) -> list[Regulation]:
    """What the questions of the contest's banks stand on."""
    banks = {one.bank_id for one in row.rounds.all() if one.bank_id is not None}
    cited = Regulation.objects.filter(
        citations__question_version__question__bank__in=banks,
        citations__question_version__question__status=Question.Status.APPROVED,
        citations__question_version__question__current=F("citations__question_version"),
    )
    return list(cited.distinct().order_by("-issued_on", "number")[:MOST_REGULATIONS])
