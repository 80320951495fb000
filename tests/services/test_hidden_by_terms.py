"""From when counters are hidden, where the terms alone say so."""

from datetime import datetime, timedelta

import pytest

from contest.models import Round
from contest.services.change_round import change_round
from contest.services.create_round import create_round
from contest.services.write_terms import write_terms
from tests.rules.definitions import a_definition
from tests.services import staff_rows as rows

pytestmark = pytest.mark.django_db

NOW = rows.NOW
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize("hours", [24, 24 * 30])
def test_a_plan_sent_back_with_a_moment_of_the_terms_follows_them_to_its_new_days(hours: int) -> None:
    """Also one with more hours than the round has, which hides its counters from the opening."""
    contest = rows.a_draft()
    rows.written_terms(contest, counters_hidden_hours=hours)
    actor = rows.a_person().pk
    one = create_round(contest_id=contest.pk, plan=rows.a_plan(), actor_id=actor, now=NOW)
    assert one.counters_hidden_from == max(one.opens_at, one.closes_at - hours * HOUR)
    for days in (5, 20, 3):
        plan = rows.a_plan(
            closes_at=NOW + days * DAY, results_at=None, counters_hidden_from=one.counters_hidden_from
        )
        one = change_round(round_id=one.pk, plan=plan, actor_id=actor, now=NOW)
        assert one.counters_hidden_from == max(one.opens_at, one.closes_at - hours * HOUR)


def test_terms_written_after_the_rounds_hide_their_counters_too() -> None:
    """Of the rounds they will hold for, and not where somebody had said otherwise."""
    contest = rows.a_draft()
    actor = rows.a_person().pk

    def planned(day: int, **changes: object) -> Round:
        plan = rows.a_plan(
            opens_at=NOW + day * DAY, closes_at=NOW + (day + 1) * DAY, results_at=None, **changes
        )
        return create_round(contest_id=contest.pk, plan=plan, actor_id=actor, now=NOW)

    def written(hours: int, effective_at: datetime | None = None) -> None:
        write_terms(
            contest_id=contest.pk,
            definition=a_definition(counters_hidden_hours=hours),
            effective_at=effective_at,
            change_note={},
            actor_id=actor,
            now=NOW,
        )

    rounds = planned(1), planned(3, counters_hidden_from=NOW + 3 * DAY + HOUR), planned(5)

    def hidden() -> list[timedelta | None]:
        again = [Round.objects.get(pk=one.pk) for one in rounds]
        moments = [(one.closes_at, one.counters_hidden_from) for one in again]
        return [
            None if hidden_from is None else closes_at - hidden_from for closes_at, hidden_from in moments
        ]

    assert hidden() == [None, 23 * HOUR, None]
    written(6)
    assert hidden() == [6 * HOUR, 23 * HOUR, 6 * HOUR]
    written(3, NOW + 4 * DAY)
    assert hidden() == [6 * HOUR, 23 * HOUR, 3 * HOUR]
    written(0, NOW + 4 * DAY + HOUR)
    assert hidden() == [6 * HOUR, 23 * HOUR, None]
