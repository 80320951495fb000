"""A round in which a hundred thousand people have taken part, made once for all parts that look at one."""

from dataclasses import dataclass
from functools import cache
from uuid import UUID

from contest.boards.live import View
from contest.services.make_boards import make_boards
from contest.services.rebuild_boards import rebuild_boards
from tests.bench import people
from tests.bench.scoring import wait_until_scored
from tests.services.live_rows import Running

SIZE = 100_000


@dataclass(frozen=True)
class Crowd:
    """The round, its people and the board of everybody."""

    running: Running
    people: list[people.Person]
    board_id: UUID


@cache
def crowd() -> Crowd:
    """Attempts that were opened, saved and handed in, and scored a few at a time."""
    running = people.a_contest()
    board_id = make_boards(round_id=running.round.pk)[None]
    for view in View:
        rebuild_boards(board_id=board_id, view=view)
    everybody = people.entrants(running, SIZE)
    people.lived(running, people.answered_attempts(running, everybody))
    wait_until_scored()
    return Crowd(running, everybody, board_id)
