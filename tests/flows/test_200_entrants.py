"""Two hundred people take part over HTTP while parts of the product die: the board equals a recount.

The recount knows what was acknowledged to the entrants and the questions' keys; it marks and orders by
itself.
"""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from threading import Event
from typing import Any, TypeVar

import pytest

from contest.config.embedded import servers
from tests.flows.entrants import Entrant, Played, Stage
from tests.flows.recount import Recount, shown, written
from tests.harness.product import Product
from tests.harness.visitor import Visitor

Seen = TypeVar("Seen")

pytestmark = [pytest.mark.kill, pytest.mark.timeout(600)]

CONTEST = "tim-hieu-phap-luat-2022"
ENTRANTS = 200
AT_ONCE = 12
# What dies when so many entrants are through.
DEATHS = {
    20: "worker-score",
    50: "broker",
    80: "postgres",
    120: "worker-score",
    150: "postgres",
    170: "broker",
}


@pytest.fixture(scope="module")
def round_id(product: Product) -> str:
    current: str = Visitor(product.url).ask("GET", f"/api/v1/contests/{CONTEST}/")["current_round"]["id"]
    return current


@pytest.fixture(scope="module")
def entrants(product: Product, round_id: str) -> list[Entrant]:
    """They have played, and nobody is through with all of it undisturbed."""
    visitor = Visitor(product.url)
    keys = {
        paper: [question.right for question in questions]
        for paper, questions in counted(product, round_id).papers.items()
    }
    units = [one["id"] for one in visitor.ask("GET", f"/api/v1/units/?contest={CONTEST}&q=")["units"]]
    notice = visitor.ask("GET", f"/api/v1/contests/{CONTEST}/")["privacy_notice"]["id"]
    stage = Stage(CONTEST, round_id, units, notice, keys)
    people = [Entrant(product.url, number) for number in range(ENTRANTS)]
    stop = Event()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        playing = {pool.submit(one.play, stage, stop) for one in people}
        try:
            killed_beside(product, playing)
        except BaseException:
            stop.set()
            for one in playing:
                one.cancel()
            raise
    return people


def killed_beside(product: Product, playing: set[Any]) -> None:
    """Kill one part after another while they play; raises what went wrong for an entrant."""
    through = 0
    deaths = dict(DEATHS)
    while playing:
        done, playing = wait(playing, return_when=FIRST_COMPLETED)
        for one in done:
            one.result()
        through += len(done)
        due = [number for number in deaths if number <= through]
        for number in due:
            assert playing, "nobody plays any more"
            name = deaths.pop(number)
            product.wait_until_back(name, product.kill(name))
    assert not deaths


def counted(product: Product, round_id: str) -> Recount:
    return Recount(servers.recorded(product.where)["database_url"], round_id)


@pytest.fixture(scope="module")
def recount(product: Product, round_id: str, entrants: list[Entrant]) -> Recount:
    """When everything handed in is scored."""
    return settled(lambda: counted(product, round_id), lambda now: now.waiting == 0)


def settled(look: Callable[[], Seen], is_settled: Callable[[Seen], bool], patience: float = 60.0) -> Seen:
    """What is seen once it is as it should be, or when patience ends."""
    deadline = time.monotonic() + patience
    while True:
        seen = look()
        if is_settled(seen) or time.monotonic() > deadline:
            return seen
        time.sleep(0.3)


def all_played(entrants: list[Entrant]) -> list[Played]:
    return [played for entrant in entrants for played in entrant.played]


def pages(product: Product, path: str) -> Iterator[dict[str, Any]]:
    """All rows of a board, page by page."""
    visitor, after = Visitor(product.url), ""
    while True:
        page = visitor.ask("GET", f"{path}?after={after}")
        yield from page["rows"]
        after = page["after"]
        if after is None:
            return


def test_the_line_was_bad_and_everybody_got_through(entrants: list[Entrant]) -> None:
    assert sum(entrant.unanswered for entrant in entrants) > 0
    played = all_played(entrants)
    assert len(played) == ENTRANTS + ENTRANTS // 4
    assert len({one.receipt["code"] for one in played}) == len(played)


def test_no_acknowledged_answer_is_lost(entrants: list[Entrant], recount: Recount) -> None:
    rows = {row.id: row for row in recount.attempts}
    for played in all_played(entrants):
        row = rows[played.attempt_id]
        assert {place: sequence for place, sequence in enumerate(row.sequences)} == played.sequences
        masks = [sum(2**index for index in played.chosen[place]) for place in range(len(row.chosen))]
        assert row.chosen == masks
        assert row.prediction == played.guess
        receipt = played.receipt
        assert (row.ordinal, row.receipt_code) == (played.ordinal, receipt["code"])
        assert row.submitted_at is not None
        assert (receipt["opened_at"], receipt["submitted_at"]) == (
            written(row.opened_at),
            written(row.submitted_at),
        )


def test_every_attempt_is_scored_once_and_right(entrants: list[Entrant], recount: Recount) -> None:
    assert recount.waiting == 0
    tries = recount.tries()
    assert {played.attempt_id for played in all_played(entrants)} <= {one.attempt for one in tries}
    assert recount.mark_rows() == {(one.attempt, 1): 1 for one in tries}
    assert recount.stored_points() == {one.attempt: one.points for one in tries}
    of_entry: dict[str, int] = {}
    for one in tries:
        of_entry[one.entry] = of_entry.get(one.entry, 0) + 1
    assert recount.counted_tries() == of_entry


def test_the_board_equals_the_recount(product: Product, round_id: str, recount: Recount) -> None:
    expected = sorted(
        (rank, one.points, one.right, one.taken_ms, one.submitted_at, one.unit)
        for rank, one in recount.board()
    )
    assert len(expected) > ENTRANTS
    path = f"/api/v1/rounds/{round_id}/board/"
    board = settled(lambda: shown(pages(product, path)), lambda rows: sorted(rows) == expected)
    assert sorted(board) == expected
    assert [row[0] for row in board] == [row[0] for row in expected]


def test_everybody_is_told_the_place_of_the_recount(
    round_id: str, entrants: list[Entrant], recount: Recount
) -> None:
    places = {one.attempt: (rank, one) for rank, one in recount.board()}
    for entrant in entrants:
        standing = entrant.ask("GET", f"/api/v1/me/rounds/{round_id}/")["standing"]
        entrant.hang_up()
        rank, best = places[standing["counted_attempt"]]
        assert best.attempt in {played.attempt_id for played in entrant.played}
        told = (standing["rank"], standing["points"], standing["correct_count"], standing["duration_ms"])
        assert told == (rank, best.points, best.right, best.taken_ms)


def test_the_unit_board_equals_the_recount(product: Product, round_id: str, recount: Recount) -> None:
    expected = recount.units()

    def look() -> list[tuple[Any, ...]]:
        return sorted(
            (
                row["rank"],
                row["unit"]["id"],
                row["people"],
                row["attempts"],
                row["head_count"],
                round((row["rate_percent"] or 0) * 100),
                round(row["mean_points"] * 100),
                row["all_right"],
            )
            for row in pages(product, f"/api/v1/rounds/{round_id}/units/")
        )

    assert settled(look, lambda rows: rows == expected) == expected
