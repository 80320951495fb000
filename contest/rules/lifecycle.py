"""Phases, deadlines and given-back time: what the clock decides.

Spans are half-open: a round is open from its `opens_at` up to, but not including, its `closes_at`. There is
no grace after a deadline; time lost to an incident is removed from the count by naming the interval.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from contest.rules.terms import ExtraTimeComparison


class Phase(StrEnum):
    """Where a round stands on the time line."""

    COMING = "COMING"
    OPEN = "OPEN"
    CLOSED = "CLOSED"


class ContestPhase(StrEnum):
    """Where a contest stands, seen over all its rounds."""

    COMING = "COMING"
    RUNNING = "RUNNING"
    BETWEEN_ROUNDS = "BETWEEN_ROUNDS"
    FINISHED = "FINISHED"


@dataclass(frozen=True, slots=True)
class Window:
    """A half-open span of time."""

    opens_at: datetime
    closes_at: datetime

    def __post_init__(self) -> None:
        if self.closes_at <= self.opens_at:
            raise ValueError("a window closes after it opens")

    @property
    def length(self) -> timedelta:
        """How long it is."""
        return self.closes_at - self.opens_at


def phase(window: Window, now: datetime) -> Phase:
    """The phase of a round at an instant: exactly one for every instant."""
    if now < window.opens_at:
        return Phase.COMING
    return Phase.OPEN if now < window.closes_at else Phase.CLOSED


def contest_phase(windows: Iterable[Window], now: datetime) -> ContestPhase:
    """The phase of a contest with these rounds, which may overlap; without rounds it is still coming."""
    phases = {phase(window, now) for window in windows}
    if Phase.OPEN in phases:
        return ContestPhase.RUNNING
    if Phase.COMING in phases:
        return ContestPhase.BETWEEN_ROUNDS if Phase.CLOSED in phases else ContestPhase.COMING
    return ContestPhase.FINISHED if phases else ContestPhase.COMING


def attempt_closes_at(
    opened_at: datetime, *, round_closes_at: datetime, time_limit_seconds: int | None, extra_seconds: int = 0
) -> datetime:
    """The deadline of an attempt: its limit with the person's extra time, or the round's end if sooner."""
    if time_limit_seconds is None:
        return round_closes_at
    return min(opened_at + timedelta(seconds=time_limit_seconds + extra_seconds), round_closes_at)


def counters_hidden_from(round_closes_at: datetime, hours: int) -> datetime | None:
    """From when nothing may tell how many take part in a round; None when counters are never hidden."""
    return round_closes_at - timedelta(hours=hours) if hours else None


def are_counters_hidden(hidden_from: datetime | None, *, result_is_out: bool, now: datetime) -> bool:
    """True from `hidden_from` until the round's result is out, however late that is."""
    return hidden_from is not None and now >= hidden_from and not result_is_out


def merged(intervals: Iterable[Window]) -> list[Window]:
    """The same instants as disjoint windows in order."""
    joined: list[Window] = []
    for one in sorted(intervals, key=lambda window: window.opens_at):
        if joined and one.opens_at <= joined[-1].closes_at:
            last = joined.pop()
            one = Window(last.opens_at, max(last.closes_at, one.closes_at))
        joined.append(one)
    return joined


def with_time_given_back(starts_at: datetime, ends_at: datetime, removed: Sequence[Window]) -> datetime:
    """When a span ends if the instants in `removed` do not count: everybody gets the full working time.

    An interval that begins before the (already moved) end pushes the end by as much of it as lies after the
    start. Used for an attempt and, with the same intervals, for its round.
    """
    end = ends_at
    for one in merged(removed):
        if one.closes_at > starts_at and one.opens_at < end:
            end += one.closes_at - max(one.opens_at, starts_at)
    return end


def duration_ms(starts_at: datetime, ends_at: datetime, removed: Sequence[Window] = ()) -> int:
    """Whole milliseconds from start to end without the instants in `removed`."""
    worked = ends_at - starts_at
    for one in merged(removed):
        overlap = min(one.closes_at, ends_at) - max(one.opens_at, starts_at)
        worked -= max(overlap, timedelta(0))
    return worked // timedelta(milliseconds=1)


def compared_duration_ms(
    measured_ms: int,
    *,
    limit_seconds: int | None,
    extra_seconds: int,
    comparison: ExtraTimeComparison | None,
) -> int:
    """The duration an attempt is ranked by: measured, or in proportion to the person's own limit."""
    if limit_seconds is None or comparison is not ExtraTimeComparison.IN_PROPORTION:
        return measured_ms
    return measured_ms * limit_seconds // (limit_seconds + extra_seconds)
