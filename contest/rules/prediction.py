"""The prediction question: its truth, and how far a guess is from it.

The truth is known only when a round (or the contest) is closed and counted. People and attempts are different
numbers and never mixed. A person is all right when the attempt that counts is all right.
"""

from dataclasses import dataclass

from contest.rules.terms import CountUnit, Prediction, PredictionTarget

# A percentage is predicted with five decimals («87,65432») and kept as a whole number of this many parts.
PARTS_OF_A_PERCENT = 100_000


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted over the scope of a prediction."""

    people: int
    people_all_right: int
    attempts: int
    attempts_all_right: int


def truth(prediction: Prediction, counts: Counts) -> int:
    """The number to be guessed; a percentage in parts of 0.00001 percent, rounded half up, 0 of none."""
    match prediction.target:
        case PredictionTarget.PEOPLE:
            return counts.people
        case PredictionTarget.PEOPLE_ALL_RIGHT:
            return counts.people_all_right
        case PredictionTarget.ATTEMPTS:
            return counts.attempts
        case PredictionTarget.ATTEMPTS_ALL_RIGHT:
            return counts.attempts_all_right
        case PredictionTarget.PERCENT_ALL_RIGHT:
            if prediction.unit is CountUnit.ATTEMPTS:
                return rounded_share(counts.attempts_all_right, counts.attempts, 100 * PARTS_OF_A_PERCENT)
            return rounded_share(counts.people_all_right, counts.people, 100 * PARTS_OF_A_PERCENT)


def distance(guess: int | None, true_value: int) -> int | None:
    """How far a guess is off, over or under alike; None for no guess, which ranks last."""
    return None if guess is None else abs(guess - true_value)


def rounded_share(part: int, whole: int, scale: int) -> int:
    """part / whole * scale in whole numbers, rounded half up; 0 of nothing."""
    return (2 * part * scale + whole) // (2 * whole) if whole else 0
