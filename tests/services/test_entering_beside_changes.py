"""Entering and starting go on while staff change a contest: nobody waits for them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import OperationalError, connection, transaction

from contest.accounts.models import Unit
from contest.models import Entry, Terms
from contest.services.change_contest import ContestHasEntries, ContestPlan, change_contest
from contest.services.change_round import change_round
from contest.services.create_round import create_round
from contest.services.enter_contest import UnitNotInContest
from contest.services.extend_round import extend_round
from contest.services.plan_round import RoundPlan
from contest.services.write_terms import write_terms
from tests.services.concurrently import elsewhere
from tests.services.live_rows import Running, a_running_contest, a_user, an_entry, an_open_attempt, now
from tests.services.test_entering import a_contest, enter

pytestmark = pytest.mark.django_db(transaction=True)


def _went(call: Callable[[], object]) -> bool:
    """Whether it could be done, over another connection, within a moment."""

    def go() -> bool:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '500ms'")
            call()
        except OperationalError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(go).result()


def _plan(running: Running, *, opens_at: datetime | None = None) -> RoundPlan:
    one = running.round
    return {
        "title": {"vi": "Tuần mới"},
        "opens_at": opens_at or one.opens_at,
        "closes_at": one.closes_at if opens_at is None else opens_at + timedelta(days=7),
        "results_at": None,
        "counters_hidden_from": None,
        "bank": running.bank.slug,
        "blueprint": None,
    }


def _contest_plan(running: Running) -> ContestPlan:
    contest = running.contest
    return {
        "title": {"vi": "Tên mới"},
        "summary": {},
        "unit_root": contest.unit_root_id,
        "privacy_notice": contest.privacy_notice_id,
        "registration_closes_at": None,
    }


def _change_contest(running: Running) -> None:
    plan = _contest_plan(running)
    change_contest(contest_id=running.contest.pk, plan=plan, actor_id=a_user().pk, now=now())


def _change_round(running: Running) -> None:
    change_round(round_id=running.round.pk, plan=_plan(running), actor_id=a_user().pk, now=now())


def _create_round(running: Running) -> None:
    plan = _plan(running, opens_at=now() + timedelta(days=1))
    create_round(contest_id=running.contest.pk, plan=plan, actor_id=a_user().pk, now=now())


def _write_terms(running: Running) -> None:
    write_terms(
        contest_id=running.contest.pk,
        definition=Terms.objects.get(contest=running.contest).definition,
        effective_at=None,
        change_note={"vi": "Sửa lỗi chính tả"},
        actor_id=a_user().pk,
        now=now(),
    )


@pytest.mark.parametrize("change", [_change_contest, _change_round, _create_round, _write_terms])
def test_people_enter_while_staff_change_a_contest(change: Callable[[Running], None]) -> None:
    running = a_running_contest()
    with transaction.atomic():
        change(running)
        assert _went(lambda: an_entry(running))


def _other_units(running: Running) -> Callable[[], object]:
    """The contest is given to the units of another province."""
    other = Unit.objects.create(kind=Unit.Kind.PROVINCE, name="Tỉnh khác", folded="tinh khac")
    plan = _contest_plan(running)
    plan["unit_root"] = other.pk
    staff = a_user()
    return lambda: change_contest(contest_id=running.contest.pk, plan=plan, actor_id=staff.pk, now=now())


def test_the_units_of_a_contest_stay_when_somebody_is_just_entering() -> None:
    running = a_contest()
    change = _other_units(running)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            enter(running)
            changing = elsewhere(pool, change)
            assert not changing.done()
        with pytest.raises(ContestHasEntries):
            changing.result()


def test_nobody_enters_for_a_unit_that_just_left_the_contest() -> None:
    running, user = a_contest(), a_user()
    change = _other_units(running)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            change()
            entering = elsewhere(pool, lambda: enter(running, user))
            assert not entering.done()
        with pytest.raises(UnitNotInContest):
            entering.result()
    assert not Entry.objects.exists()


def test_people_start_while_a_round_is_given_a_later_end() -> None:
    running = a_running_contest()
    entry = an_entry(running)
    with transaction.atomic():
        later = running.round.closes_at + timedelta(hours=1)
        extend_round(
            round_id=running.round.pk, closes_at=later, reason="Mất điện", actor_id=a_user().pk, now=now()
        )
        assert _went(lambda: an_open_attempt(running, entry=entry))
