"""How long the texts of a question may be, in characters: here and nowhere else."""

from typing import Final

MAX_STEM: Final = 4_000
MAX_OPTION: Final = 2_000
MAX_OPTIONS: Final = 10
MAX_EXPLANATION: Final = 4_000
MAX_TOPIC: Final = 120
MAX_CITATION: Final = 500
MAX_CITATIONS: Final = 20
# Of a fill-in question: how many wordings count as right, and how long each may be.
MAX_ACCEPTED: Final = 50
MAX_ACCEPTED_TEXT: Final = 200
# What a reviewer says of a question.
MAX_COMMENT: Final = 4_000
