"""How old people are for being named on a board."""

from datetime import UTC, date, datetime

import pytest

from contest.models import Contest, Round
from contest.queries.boards import naming
from contest.queries.ranked_rounds import ranked_round
from tests.services.live_rows import a_running_contest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("time_zone", "day"), [("Asia/Ho_Chi_Minh", 2), ("UTC", 1), ("America/Los_Angeles", 1)]
)
def test_people_are_as_old_as_on_the_day_of_the_opening_where_the_contest_is_held(
    time_zone: str, day: int
) -> None:
    """A round that opens at midnight in Viet Nam opens there on the day of which it is the first minute."""
    running = a_running_contest(pool=0)
    opens_at = datetime(2026, 3, 1, 17, tzinfo=UTC)
    Round.objects.filter(pk=running.round.pk).update(opens_at=opens_at)
    Contest.objects.filter(pk=running.contest.pk).update(time_zone=time_zone)
    assert naming(ranked_round(round_id=running.round.pk))["on"] == date(2026, 3, day)
