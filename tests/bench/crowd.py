"""A round in which very many people have taken part, made once for all parts that look at one."""

from dataclasses import dataclass
from functools import cache
from uuid import UUID

from contest.boards.live import View
from contest.services.make_boards import make_boards
from contest.services.rebuild_boards import rebuild_boards
from tests.bench import people
from tests.bench.scoring import wait_until_scored
from tests.bench.size import SIZE, USUAL
from tests.services.live_rows import Running

AT_ONCE = 20_000
READERS = 200


@dataclass(frozen=True)
class Crowd:
    """The round, some of its people from all over it, and the board of everybody."""

    running: Running
    readers: list[people.Person]
    board_id: UUID


@cache
def crowd() -> Crowd:
    """Attempts that were opened, saved, handed in and scored a few at a time; more than usual are written as
    handed in, and scored by the product's worker.
    """
    running = people.a_contest()
    board_id = make_boards(round_id=running.round.pk)[None]
    for view in View:
        rebuild_boards(board_id=board_id, view=view)
    readers: list[people.Person] = []
    for _ in range(0, SIZE, AT_ONCE):
        some = people.entrants(running, AT_ONCE)
        readers += some[:: SIZE // READERS]
        attempts = people.answered_attempts(running, some)
        if SIZE > USUAL:
            people.handed_in(running, attempts)
            wait_until_scored()
        else:
            people.lived(running, attempts)
    wait_until_scored()
    return Crowd(running, readers, board_id)
