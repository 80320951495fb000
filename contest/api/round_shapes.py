"""What appears in many replies: a round in short, and names."""

from datetime import datetime
from typing import Protocol
from uuid import UUID

from msgspec import Struct

from contest.api.instants import Instant, instant
from contest.rules.lifecycle import Phase, Window, phase

Text = dict[str, str]
"""A text for people: {"vi": …, "en"?: …}."""


class RoundBrief(Struct):
    """A round in short; its phase is what the clock says, its state what has been done about it."""

    id: str
    number: int
    title: Text
    opens_at: Instant
    closes_at: Instant
    phase: Phase
    state: str


class ContestName(Struct):
    """A contest by name."""

    slug: str
    title: Text


class BodyName(Struct):
    """A body by name."""

    slug: str
    name: Text


class UnitName(Struct):
    """A unit by name."""

    id: str
    name: str


class RoundFacts(Protocol):
    """What a query knows of a round."""

    @property
    def round_id(self) -> UUID: ...
    @property
    def number(self) -> int: ...
    @property
    def round_title(self) -> Text: ...
    @property
    def round_state(self) -> str: ...
    @property
    def window(self) -> Window: ...


def round_brief(facts: RoundFacts, now: datetime) -> RoundBrief:
    """A round as it stands at an instant."""
    return RoundBrief(
        id=str(facts.round_id),
        number=facts.number,
        title=facts.round_title,
        opens_at=instant(facts.window.opens_at),
        closes_at=instant(facts.window.closes_at),
        phase=phase(facts.window, now),
        state=facts.round_state,
    )
