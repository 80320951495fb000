"""The running and the finished contest of the demo."""

from datetime import datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.timezone import make_aware

from contest.accounts.models import Body, Unit, User
from contest.management.demo.definitions import FINISHED, PROVINCE, RUNNING, TEXTS, definition
from contest.management.demo.entrants import MOST_PEOPLE, Entrant, made_up_attempts, made_up_entrants
from contest.management.demo.files import UNITS_VALID_FROM
from contest.management.demo.staff import STAFF
from contest.models import Contest, HeadCount, Round
from contest.services.create_contest import create_contest
from contest.services.create_round import create_round
from contest.services.grant_role import grant_role
from contest.services.plan_round import RoundPlan
from contest.services.prepare_papers import prepare_papers
from contest.services.publish_contest import publish_contest
from contest.services.write_terms import write_terms
from quizzes.models import QuestionBank

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
LIMIT_SECONDS = 600
PAPERS = 60
WEEK = timedelta(days=7)
# The second of three weeks is open: two days of it are gone, five and a week are to come.
GONE = timedelta(days=2)
RUNNING_PEOPLE = 500


def is_open(now: datetime) -> bool:
    """True while a round of the running contest can be taken or is still to come."""
    return Round.objects.filter(contest__in=_running(), closes_at__gt=now).exists()


def is_address_free() -> bool:
    """False while a contest that is none of the demo's has the address of the running one."""
    return not Contest.objects.filter(slug=RUNNING).exclude(kind=Contest.Kind.DEMO).exists()


def set_aside(now: datetime) -> None:
    """The running contest whose last round is over goes to an address of its own, with all its results."""
    for contest in _running():
        Contest.objects.filter(pk=contest.pk).update(slug=f"{RUNNING}-{now.astimezone(HANOI):%Y%m%d%H%M}")


def _running() -> QuerySet[Contest]:
    return Contest.objects.filter(slug=RUNNING, kind=Contest.Kind.DEMO)


def running_contest(*, body: Body, bank: QuestionBank, now: datetime) -> Contest:
    """Three weeks: one is over, one is open, one is to come."""
    first = _morning(now) - GONE - WEEK
    contest = _contest(RUNNING, body, bank, [first + WEEK * week for week in range(3)], attempts=3)
    lot = Random(2022)  # noqa: S311  # made-up people, not a draw
    entrants = made_up_entrants(contest, count=RUNNING_PEOPLE, entered_at=first - timedelta(days=3), lot=lot)
    over, open_now, _ = contest.rounds.order_by("number")
    _take(over, entrants[: RUNNING_PEOPLE * 4 // 5], tries=3, until=over.closes_at, lot=lot)
    _take(open_now, lot.sample(entrants, RUNNING_PEOPLE // 3), tries=2, until=now, lot=lot)
    return contest


def finished_contest(*, body: Body, bank: QuestionBank, now: datetime) -> Contest:
    """One round, over for weeks, with two thousand entrants."""
    opens_at = _morning(now) - timedelta(days=45)
    contest = _contest(FINISHED, body, bank, [opens_at], attempts=2)
    lot = Random(2026)  # noqa: S311  # made-up people, not a draw
    entrants = made_up_entrants(contest, count=MOST_PEOPLE, entered_at=opens_at - timedelta(days=3), lot=lot)
    only = contest.rounds.get()
    _take(only, entrants, tries=2, until=only.closes_at, lot=lot)
    return contest


def _morning(now: datetime) -> datetime:
    """The last eight o'clock in the morning, where the contest is held."""
    local = now.astimezone(HANOI)
    eight = make_aware(datetime.combine(local.date(), time(8)), HANOI)
    return eight if eight <= now else eight - timedelta(days=1)


def _contest(slug: str, body: Body, bank: QuestionBank, opens: list[datetime], *, attempts: int) -> Contest:
    organiser = User.objects.get(username="to-chuc")
    before = opens[0] - timedelta(days=4)
    root = Unit.objects.get(body=None, kind=Unit.Kind.PROVINCE, code=PROVINCE, valid_from=UNITS_VALID_FROM)
    contest = create_contest(
        body=body,
        kind=Contest.Kind.DEMO,
        slug=slug,
        title=TEXTS[slug].title,
        summary=TEXTS[slug].summary,
        unit_root_id=root.pk,
        actor_id=organiser.pk,
        now=before,
    )
    write_terms(
        contest_id=contest.pk,
        definition=definition(attempts=attempts, prediction=slug == RUNNING),
        effective_at=None,
        change_note={},
        actor_id=organiser.pk,
        now=before,
    )
    for account in STAFF:
        for role in account.contest_roles:
            grant_role(
                contest_id=contest.pk, username=account.username, role=role, actor_id=organiser.pk, now=before
            )
    for number, opens_at in enumerate(opens, 1):
        plan = _plan(number, opens_at, bank, weekly=len(opens) > 1)
        one = create_round(contest_id=contest.pk, plan=plan, actor_id=organiser.pk, now=before)
        prepare_papers(round_id=one.pk, now=before, pool=PAPERS)
    _head_counts(contest, before)
    return publish_contest(contest_id=contest.pk, actor_id=organiser.pk, now=before)


def _plan(number: int, opens_at: datetime, bank: QuestionBank, *, weekly: bool) -> RoundPlan:
    closes_at = opens_at + WEEK
    vi, en = (f"Tuần {number}", f"Week {number}") if weekly else ("Vòng thi trực tuyến", "Online round")
    return {
        "title": {"vi": vi, "en": en},
        "opens_at": opens_at,
        "closes_at": closes_at,
        "results_at": closes_at + timedelta(days=1),
        "counters_hidden_from": None,
        "bank": bank.slug,
        "blueprint": None,
    }


def _head_counts(contest: Contest, counted_at: datetime) -> None:
    lot = Random(contest.slug)  # noqa: S311  # made-up figures
    units = Unit.objects.filter(ancestors__contains=[contest.unit_root_id]).order_by("code")
    HeadCount.objects.bulk_create(
        HeadCount(
            contest=contest,
            unit=unit,
            people=lot.randrange(60, 900, 5),
            source="Số liệu giả định của bản trình diễn",
            counted_on=counted_at.astimezone(HANOI).date(),
        )
        for unit in units
    )


def _take(one: Round, entrants: list[Entrant], *, tries: int, until: datetime, lot: Random) -> None:
    one.refresh_from_db()
    made_up_attempts(one, entrants, tries=tries, limit_seconds=LIMIT_SECONDS, until=until, lot=lot)
