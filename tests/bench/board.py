"""Boards of a crowd: pages, the own rank, the published file, and making all of it anew."""

import resource
import tempfile
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from uuid import UUID

import msgspec
from django.db import connection
from django.test import override_settings

from contest.api import pages
from contest.boards import files
from contest.boards.live import View
from contest.models import Board
from contest.queries.board_files import edition_pages
from contest.queries.ranked_rounds import ranked_round
from contest.services.build_edition import build_edition
from contest.services.publish_boards import publish_boards
from contest.services.rebuild_boards import rebuild_boards
from contest.services.rebuild_standings import rebuild_standings
from tests.bench import people
from tests.bench.crowd import Crowd, crowd
from tests.bench.load import Load, put_under_load, request
from tests.bench.report import Report
from tests.bench.size import SIZE
from tests.services.live_rows import now

READS = 300
CONNECTIONS = 2
PUBLISH_SECONDS = 30.0
OF_A_MILLION = SIZE / 1_000_000


def measure(port: int, report: Report) -> None:
    """Times of reading with two connections, then of rebuilding. Targets for a million rows are scaled."""
    ground = crowd()
    _read(port, report, ground)
    _rebuild(report, ground)


def _read(port: int, report: Report, ground: Crowd) -> None:
    round_id = ground.running.round.pk
    path = f"/api/v1/rounds/{round_id}/board/"
    name = f"board {round_id} None  "
    deep = f"{path}?after={pages.cursor(_place_at(ground.board_id, SIZE // 2), of=name)}"
    largest = [0]

    def size(body: bytes) -> None:
        largest[0] = max(largest[0], len(body))

    _tell(report, "board, first page", _reads(port, [request("GET", path)], size), 10)
    _tell(report, f"board, page at depth {SIZE // 2:,}", _reads(port, [request("GET", deep)]), 10)
    mine = [
        request("GET", f"/api/v1/me/rounds/{round_id}/", X_Session_Token=key)
        for key in people.sessions(ground.readers)
    ]
    _tell(report, "my rank and neighbours", _reads(port, mine), 10)
    top = request("GET", f"/published/boards/{ground.board_id}/top.json")
    _wait_for_file(port, top)
    _tell(report, "board, published file", _reads(port, [top]), 2)
    report.below("board, first page, size", largest[0] / 1024, "KB", 30)


def _reads(port: int, requests: list[bytes], check: Callable[[bytes], None] | None = None) -> Load:
    """One read after another on each of two connections, after some that fill what is kept."""
    put_under_load(port, islice(cycle(requests), 40), connections=CONNECTIONS).expect(200)
    some = islice(cycle(requests), READS)
    return put_under_load(port, some, connections=CONNECTIONS, check=check).expect(200)


def _tell(report: Report, name: str, load: Load, target: float) -> None:
    report.below(f"{name}, p95", 1000 * load.percentile(0.95), "ms", target)
    report.tell(f"{name}, p50", 1000 * load.percentile(0.5), "ms")


def _place_at(board_id: UUID, depth: int) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT public_key, entry_id FROM contest_standing WHERE board_id = %s "
            "ORDER BY public_key, entry_id OFFSET %s LIMIT 1",
            [board_id, depth],
        )
        key, entry_id = cursor.fetchone()
    return bytes(key) + UUID(bytes=entry_id.bytes).bytes


def _wait_for_file(port: int, top: bytes) -> None:
    deadline = time.monotonic() + PUBLISH_SECONDS
    while 200 not in put_under_load(port, iter([top]), connections=1).statuses:
        assert time.monotonic() < deadline, "the board is not published"
        publish_boards(now=now())
        time.sleep(0.2)


def _rebuild(report: Report, ground: Crowd) -> None:
    took = _seconds(lambda: rebuild_standings(round_id=ground.running.round.pk))
    report.tell(f"all {SIZE:,} standings anew from marks", took, "s")
    took = _seconds(lambda: rebuild_boards(board_id=ground.board_id, view=View.PUBLIC))
    report.below(f"Redis board of {SIZE:,} anew", took, "s", 15 * OF_A_MILLION)
    took = _seconds(lambda: _write_edition(ground))
    report.below(f"final edition of {SIZE:,}", took, "s", 60 * OF_A_MILLION)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    report.below("memory of all this in one process, at most", memory, "GB", 1.5)


def _write_edition(ground: Crowd) -> None:
    edition = build_edition(board_id=ground.board_id, now=now())
    ranked = ranked_round(round_id=ground.running.round.pk)
    board = Board.objects.get(pk=ground.board_id)
    with tempfile.TemporaryDirectory() as made, override_settings(PUBLISHED=Path(made)):
        name = files.edition_name(edition.number, edition.digest)
        count = files.publish_edition(
            board.pk, name, (msgspec.json.encode(page) for page in edition_pages(ranked, board))
        )
    assert count == SIZE // 1_000


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
