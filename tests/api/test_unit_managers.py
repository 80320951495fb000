"""Charge of a unit: given and ended where the contest's other roles are, and good for public counts alone."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contest.accounts.models import Unit, UnitMembership
from contest.models import AuditRecord, Entry, Round
from contest.services.add_head_count import add_head_count
from contest.services.drain_submitted import drain_submitted
from tests.api.people import Answer, Browser
from tests.api.test_staff import an_official
from tests.services import live_rows as rows
from tests.worker.rows import a_submitted_attempt

pytestmark = pytest.mark.django_db
UNITS = "/api/v1/me/units/"


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    cache.clear()


def managers_of(running: rows.Running) -> str:
    return f"/api/v1/organizer/contests/{running.contest.slug}/unit-managers/"


def charged(running: rows.Running, unit: Unit) -> tuple[Browser, str]:
    """Somebody at the browser who was given charge of the unit, with the charge."""
    user = rows.a_user()
    given = an_official(running, "APPROVER").send(
        "POST", managers_of(running), {"username": user.username, "unit": str(unit.pk)}
    )
    assert given.status_code == 201
    (charge,) = [one for one in given.json()["managers"] if one["username"] == user.username]
    return Browser().sign_in(user), charge["id"]


def counts(browser: Browser, unit: Unit, round_: Round) -> Answer:
    return browser.get(f"{UNITS}{unit.pk}/rounds/{round_.pk}/")


def a_hamlet(running: rows.Running) -> Unit:
    """A unit below the commune, with one person who has played, beside one of the commune itself."""
    commune = running.commune
    hamlet = Unit.objects.create(
        kind=Unit.Kind.GROUP,
        name="Thôn Đông",
        folded="thon dong",
        parent=commune,
        ancestors=[*commune.ancestors, commune.pk],
    )
    for unit, right in ((commune, 5), (hamlet, 3)):
        entry = rows.an_entry(running)
        Entry.objects.filter(pk=entry.pk).update(unit=unit)
        a_submitted_attempt(running, right=right, entry=entry)
    drain_submitted()
    return hamlet


def test_who_has_charge_of_a_unit_sees_its_counts_and_those_below_it_without_names() -> None:
    running = rows.a_running_contest()
    a_hamlet(running)
    add_head_count(
        contest_id=running.contest.pk,
        unit_id=running.commune.pk,
        people=50,
        source="Báo cáo",
        counted_on=rows.now().date(),
        actor_id=running.contest.created_by_id,
        now=rows.now(),
    )
    browser, _ = charged(running, running.commune)
    (unit,) = browser.get(UNITS).json()["units"]
    assert (unit["name"], [one["id"] for one in unit["rounds"]]) == ("Xã Tân Tiến", [str(running.round.pk)])
    answer = counts(browser, running.commune, running.round)
    assert {
        row["unit"]["name"]: (row["people"], row["attempts"], row["head_count"], row["rate_percent"])
        for row in answer.json()["rows"]
    } == {"Xã Tân Tiến": (2, 2, 50, 4.0), "Thôn Đông": (1, 1, None, None)}
    for entry in Entry.objects.all():
        assert entry.number not in answer.content.decode()
        assert entry.user.username not in answer.content.decode()


def test_charge_of_one_unit_opens_no_other_and_nothing_of_another_body() -> None:
    running, other = rows.a_running_contest(), rows.a_running_contest()
    hamlet = a_hamlet(running)
    browser, _ = charged(running, hamlet)
    assert [row["people"] for row in counts(browser, hamlet, running.round).json()["rows"]] == [1]
    for unit, round_ in (
        (running.commune, running.round),
        (running.province, running.round),
        (other.commune, other.round),
        (hamlet, other.round),
    ):
        refused = counts(browser, unit, round_)
        assert (refused.status_code, refused.code) == (404, "not_found")


def test_while_counters_are_hidden_the_counts_stand_still() -> None:
    running = rows.a_running_contest()
    a_hamlet(running)
    browser, _ = charged(running, running.commune)
    before = counts(browser, running.commune, running.round).json()["rows"]
    moment = rows.now() - timedelta(seconds=1)
    Round.objects.filter(pk=running.round.pk).update(counters_hidden_from=moment)
    entry = rows.an_entry(running)
    a_submitted_attempt(running, right=5, entry=entry)
    drain_submitted()
    cache.clear()
    assert counts(browser, running.commune, running.round).json()["rows"] in ([], before)


def test_a_charge_that_ended_opens_nothing_and_both_acts_are_on_record() -> None:
    running = rows.a_running_contest(pool=0)
    browser, charge = charged(running, running.commune)
    ender = an_official(running, "APPROVER")
    assert ender.send("DELETE", f"{managers_of(running)}{charge}/").json() == {"managers": []}
    again = ender.send("DELETE", f"{managers_of(running)}{charge}/")
    assert (again.status_code, again.code) == (404, "not_found")
    assert browser.get(UNITS).json() == {"units": []}
    assert counts(browser, running.commune, running.round).status_code == 404
    assert UnitMembership.objects.filter(pk=charge, ended_at__isnull=False).exists()
    acts = AuditRecord.objects.filter(contest=running.contest).order_by("pk").values_list("action", flat=True)
    assert list(acts) == ["unit_manager_granted", "unit_manager_ended"]


def test_charge_is_given_once_of_a_unit_of_the_contest_to_an_account_that_exists() -> None:
    running, other = rows.a_running_contest(pool=0), rows.a_running_contest(pool=0)
    approver, user = an_official(running, "APPROVER"), rows.a_user()
    form = {"username": user.username, "unit": str(running.commune.pk)}
    for _ in range(2):
        given = approver.send("POST", managers_of(running), form)
        assert [one["username"] for one in given.json()["managers"]] == [user.username]
    assert AuditRecord.objects.filter(action="unit_manager_granted").count() == 1
    for change, code in (
        ({"username": "khong-co-ai"}, "user_unknown"),
        ({"unit": str(other.commune.pk)}, "unit_not_in_contest"),
    ):
        refused = approver.send("POST", managers_of(running), form | change)
        assert (refused.status_code, refused.code) == (409, code)


def test_the_charge_of_a_unit_outside_the_contest_is_not_ended_from_here() -> None:
    running, other = rows.a_running_contest(pool=0), rows.a_running_contest(pool=0)
    _, charge = charged(other, other.commune)
    refused = an_official(running, "APPROVER").send("DELETE", f"{managers_of(running)}{charge}/")
    assert refused.status_code == 404
    assert UnitMembership.objects.get(pk=charge).ended_at is None


def test_twenty_units_cost_as_many_queries_as_one() -> None:
    running = rows.a_running_contest(pool=0)
    browser, _ = charged(running, running.commune)
    user = UnitMembership.objects.get().user

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            browser.get(UNITS)
        return len(asked)

    one = cost()
    for number in range(19):
        unit = Unit.objects.create(
            kind=Unit.Kind.COMMUNE,
            name=f"Xã {number}",
            folded=f"xa {number}",
            parent=running.province,
            ancestors=[running.province.pk],
        )
        UnitMembership.objects.create(
            body=running.contest.body, unit=unit, user=user, granted_by=user, granted_at=rows.now()
        )
    assert cost() == one
