"""When a question may enter a new paper: every provision it stands on is in force on the contest's day."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from quizzes.rules.provisions import Force, Validity, chain_force_on


class Obstacle(StrEnum):
    """Why a question needs review before it may be used on a day."""

    NO_CITATION = "NO_CITATION"
    NOT_YET_IN_FORCE = "NOT_YET_IN_FORCE"
    NO_LONGER_IN_FORCE = "NO_LONGER_IN_FORCE"
    FORCE_UNKNOWN = "FORCE_UNKNOWN"


_OBSTACLE_OF = {
    Force.NOT_YET: Obstacle.NOT_YET_IN_FORCE,
    Force.ENDED: Obstacle.NO_LONGER_IN_FORCE,
    Force.UNKNOWN: Obstacle.FORCE_UNKNOWN,
}


def obstacles(citations: Iterable[Sequence[Validity]], *, on: date) -> list[Obstacle]:
    """What keeps a question from being used on a day; empty when it may be used.

    `citations` holds for each cited place its own span of force and those of everything above it. Each
    obstacle is named once, in the order in which the enumeration lists them.
    """
    forces = [chain_force_on(chain, on) for chain in citations]
    if not forces:
        return [Obstacle.NO_CITATION]
    found = {_OBSTACLE_OF[force] for force in forces if force is not Force.IN_FORCE}
    return [obstacle for obstacle in Obstacle if obstacle in found]


def is_usable(citations: Iterable[Sequence[Validity]], *, on: date) -> bool:
    """True when the question stands on at least one provision and all of them are in force on that day."""
    return not obstacles(citations, on=on)
