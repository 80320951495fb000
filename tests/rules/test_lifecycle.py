"""Laws of phases, deadlines and given-back time."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.rules.lifecycle import (
    ContestPhase,
    Phase,
    Window,
    are_counters_hidden,
    attempt_closes_at,
    compared_duration_ms,
    contest_phase,
    counters_hidden_from,
    duration_ms,
    merged,
    phase,
    with_time_given_back,
)
from contest.rules.terms import ExtraTimeComparison

START = datetime(2026, 10, 1, tzinfo=UTC)
# Few instants, so that edges meet: what holds "up to, but not including" is decided where two are the same.
SECONDS = st.integers(0, 6) | st.integers(0, 100_000)
LENGTHS = st.integers(1, 4) | st.integers(1, 50_000)


def at(seconds: int) -> datetime:
    """An instant counted from a fixed start."""
    return START + timedelta(seconds=seconds)


WINDOWS = st.builds(lambda start, length: Window(at(start), at(start + length)), SECONDS, LENGTHS)
HOUR = 3600


@given(WINDOWS, SECONDS)
def test_phases_tile_the_time_line(window: Window, second: int) -> None:
    now = at(second)
    assert (phase(window, now) is Phase.COMING) == (now < window.opens_at)
    assert (phase(window, now) is Phase.OPEN) == (window.opens_at <= now < window.closes_at)
    assert (phase(window, now) is Phase.CLOSED) == (now >= window.closes_at)


@given(WINDOWS, SECONDS, SECONDS)
def test_a_phase_never_comes_back(window: Window, one: int, other: int) -> None:
    order = list(Phase)
    first, second = sorted((one, other))
    assert order.index(phase(window, at(first))) <= order.index(phase(window, at(second)))


@given(st.lists(WINDOWS, max_size=5), SECONDS)
def test_a_contest_runs_exactly_while_a_round_is_open(windows: list[Window], second: int) -> None:
    now = at(second)
    phases = [phase(window, now) for window in windows]
    found = contest_phase(windows, now)
    assert (found is ContestPhase.RUNNING) == (Phase.OPEN in phases)
    assert (found is ContestPhase.FINISHED) == (bool(phases) and set(phases) == {Phase.CLOSED})
    assert (found is ContestPhase.COMING) == (set(phases) <= {Phase.COMING})


@given(SECONDS, st.none() | st.integers(10, 7200), st.integers(0, 7200), st.integers(1, 200_000))
def test_an_attempt_ends_with_its_limit_or_its_round(
    opened: int, limit: int | None, extra: int, round_end: int
) -> None:
    ends = attempt_closes_at(
        at(opened), round_closes_at=at(round_end), time_limit_seconds=limit, extra_seconds=extra
    )
    assert ends <= at(round_end)
    assert ends == at(round_end) or ends == at(opened + (limit or 0) + extra)


@given(st.integers(0, 100), st.integers(-2, 2) | st.integers(-100 * HOUR, 100 * HOUR))
def test_counters_stay_hidden_until_the_result(hours: int, off: int) -> None:
    """`off` counts from the instant at which they begin to be hidden, that one included."""
    closes_at = at(200 * HOUR)
    now = closes_at - timedelta(hours=hours) + timedelta(seconds=off)
    hidden_from = counters_hidden_from(closes_at, hours)
    assert are_counters_hidden(hidden_from, result_is_out=False, now=now) == (hours > 0 and off >= 0)
    assert not are_counters_hidden(hidden_from, result_is_out=True, now=now)


@given(st.lists(WINDOWS, max_size=6), SECONDS)
def test_merging_keeps_the_same_instants(windows: list[Window], second: int) -> None:
    inside = any(window.opens_at <= at(second) < window.closes_at for window in windows)
    joined = merged(windows)
    assert inside == any(window.opens_at <= at(second) < window.closes_at for window in joined)
    assert all(one.closes_at < other.opens_at for one, other in pairwise(joined))


@given(SECONDS, LENGTHS, st.lists(WINDOWS, max_size=6))
def test_who_is_given_time_back_has_the_whole_working_time(
    start: int, length: int, removed: list[Window]
) -> None:
    end = with_time_given_back(at(start), at(start + length), removed)
    assert duration_ms(at(start), end, removed) == length * 1000
    assert end >= at(start + length)


@given(SECONDS, LENGTHS, st.lists(WINDOWS, max_size=6))
def test_a_removed_interval_only_shortens_a_duration(start: int, length: int, removed: list[Window]) -> None:
    worked = duration_ms(at(start), at(start + length), removed)
    assert 0 <= worked <= length * 1000


@given(st.integers(10, 7200), st.integers(0, 7200), st.integers(0, 10**7), st.integers(0, 10**7))
def test_in_proportion_the_whole_of_ones_time_is_the_same_for_everybody(
    limit: int, extra: int, one: int, other: int
) -> None:
    def scaled(measured: int) -> int:
        return compared_duration_ms(
            measured, limit_seconds=limit, extra_seconds=extra, comparison=ExtraTimeComparison.IN_PROPORTION
        )

    assert scaled((limit + extra) * 1000) == limit * 1000
    assert (one <= other) <= (scaled(one) <= scaled(other))


@given(st.none() | st.integers(10, 7200), st.integers(0, 7200), st.integers(0, 10**7))
def test_as_measured_is_as_measured(limit: int | None, extra: int, measured: int) -> None:
    for comparison in (None, ExtraTimeComparison.AS_MEASURED):
        assert (
            compared_duration_ms(measured, limit_seconds=limit, extra_seconds=extra, comparison=comparison)
            == measured
        )


def test_a_window_has_a_length() -> None:
    with pytest.raises(ValueError, match="closes after"):
        Window(START, START)
