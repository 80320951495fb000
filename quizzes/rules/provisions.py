"""Whether a provision is in force on a date.

A regulation says from which day it holds, and a later one from which day it no longer does («hết hiệu lực
kể từ ngày …»): force is a half-open span of days. A day nobody has entered yet is unknown, never guessed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Force(StrEnum):
    """What can be said of a provision on one day."""

    NOT_YET = "NOT_YET"
    IN_FORCE = "IN_FORCE"
    ENDED = "ENDED"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class Validity:
    """From the first day in force up to, but not including, the first day out of force.

    `until_on` None: no end is known, so it holds on. `from_on` None: unknown, so nothing can be said.
    """

    from_on: date | None
    until_on: date | None = None

    def __post_init__(self) -> None:
        if self.from_on and self.until_on and self.until_on < self.from_on:
            raise ValueError("force ends before it starts")


# From the strongest ground for "no" to "yes": a part cannot be more in force than the whole.
_WEAKEST_FIRST = (Force.ENDED, Force.NOT_YET, Force.UNKNOWN, Force.IN_FORCE)


def force_on(validity: Validity, on: date) -> Force:
    """The force of one span on one day."""
    if validity.until_on is not None and on >= validity.until_on:
        return Force.ENDED
    if validity.from_on is None:
        return Force.UNKNOWN
    return Force.IN_FORCE if on >= validity.from_on else Force.NOT_YET


def chain_force_on(chain: Iterable[Validity], on: date) -> Force:
    """The force of a provision with everything above it (clause, article, regulation): the weakest holds."""
    found = [force_on(validity, on) for validity in chain]
    return min(found, key=_WEAKEST_FIRST.index) if found else Force.UNKNOWN


def is_in_force(chain: Iterable[Validity], on: date) -> bool:
    """True when the provision and everything above it hold on that day."""
    return chain_force_on(chain, on) is Force.IN_FORCE
