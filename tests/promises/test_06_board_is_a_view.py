"""Promise 6: a board is a view; while counters are hidden nothing shown depends on how many take part."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from contest.boards.live import View, is_behind
from contest.models import Board, Entry, HeadCount, Round, Standing
from contest.queries.board_ranks import ranks_on_board
from contest.queries.boards import Selection, public_board
from contest.queries.own_standing import own_standing
from contest.queries.ranked_rounds import ranked_round
from contest.services.check_boards import check_boards
from contest.services.close_round import close_round
from contest.services.drain_submitted import drain_submitted
from contest.services.make_boards import make_boards
from contest.services.publish_boards import publish_boards
from contest.services.publish_editions import publish_editions
from tests.api.people import Browser
from tests.harness import resp
from tests.services.live_rows import Running, a_running_contest, now
from tests.worker.rows import a_submitted_attempt, over

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _published_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "PUBLISHED", tmp_path)


def hide_counters(running: Running) -> None:
    """Let the hours begin in which nobody may learn how many take part."""
    Round.objects.filter(pk=running.round.pk).update(counters_hidden_from=now() - timedelta(seconds=1))


def others_take_part(running: Running, people: int) -> None:
    """So many more people enter and hand in."""
    for number in range(people):
        a_submitted_attempt(running, right=number % 6, seconds=30 + number, prediction=number)
    drain_submitted()
    publish()


def publish() -> None:
    """Write all files that are due."""
    publish_editions()
    publish_boards(now=now())


def files() -> dict[str, bytes]:
    """Everything published."""
    root = Path(settings.PUBLISHED)
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def public_store(board_id: object) -> bytes:
    """What Redis holds for the public: the keys in order, and of whom."""
    name = f"contest:board:{{{board_id}}}:public"
    held = resp.command(settings.REDIS_URL, "HLEN", f"{name}:held")
    return resp.command(settings.REDIS_URL, "ZRANGE", name, "0", "-1") + held


def shown_to(person: Browser, running: Running) -> dict[str, Any]:
    """Every public and own answer about the round, with its headers, but the time of day."""
    round_id, slug = running.round.pk, running.contest.slug
    board = f"/api/v1/rounds/{round_id}/board/"
    addresses = [
        "/api/v1/contests/",
        f"/api/v1/contests/{slug}/",
        board,
        f"{board}?unit={running.commune.pk}",
        f"{board}?unit={running.province.pk}",
        f"{board}?q=tan",
        f"/api/v1/rounds/{round_id}/units/",
        f"/api/v1/me/rounds/{round_id}/",
        "/api/v1/me/entries/",
    ]
    shown: dict[str, Any] = {}
    for address in addresses:
        cache.clear()
        for client in (person.client, Client()):
            answer = client.get(address)
            headers = {name: value for name, value in answer.headers.items() if name != "Date"}
            assert answer.status_code == (200 if client is person.client or "/me/" not in address else 401)
            body = answer.json()
            body.pop("server_time", None)
            shown[f"{address} {client is person.client}"] = (answer.status_code, headers, body)
    return shown


def test_while_counters_are_hidden_nothing_shown_depends_on_others() -> None:
    running = a_running_contest()
    make_boards(round_id=running.round.pk)
    check_boards(now=now())
    HeadCount.objects.create(
        contest=running.contest, unit=running.commune, people=50, source="UBND", counted_on=now().date()
    )
    own = a_submitted_attempt(running, right=3)
    others_take_part(running, 4)
    hide_counters(running)
    publish()
    person = Browser().sign_in(Entry.objects.get(pk=own.entry_id).user)
    board_id = Board.objects.get().pk
    before = shown_to(person, running), files(), public_store(board_id)
    others_take_part(running, 7)
    after = shown_to(person, running), files(), public_store(board_id)
    assert after[0] == before[0]
    assert after[1:] == before[1:]
    assert Standing.objects.count() == 12  # judges see all of them
    Round.objects.update(counters_hidden_from=None)
    others_take_part(running, 1)
    assert shown_to(person, running) != before[0]
    assert files() != before[1]
    assert public_store(board_id) != before[2]
    assert Standing.objects.filter(public_key=None).count() == 7


def test_who_takes_part_during_the_freeze_sees_the_own_points_and_no_rank() -> None:
    running = a_running_contest()
    others_take_part(running, 3)
    hide_counters(running)
    own = a_submitted_attempt(running, right=4, seconds=70)
    drain_submitted()
    mine = own_standing(ranked=ranked_round(round_id=running.round.pk), entry_id=own.entry_id, now=now())
    assert mine.place is not None
    assert (mine.place.points, mine.place.rank) == (20, None)
    assert mine.rank_is_hidden
    assert mine.neighbours == []


def test_the_result_ends_the_hiding_and_shows_everybody() -> None:
    running = a_running_contest()
    others_take_part(running, 3)
    hide_counters(running)
    others_take_part(running, 3)
    over(running, now=now())
    close_round(round_id=running.round.pk, now=now())
    board = public_board(round_id=running.round.pk, selection=Selection(), now=now())
    assert len(board.rows) == 6
    assert [row.rank for row in board.rows] == sorted(row.rank for row in board.rows)


def test_a_board_that_is_never_public_is_not_in_the_public_store() -> None:
    running = a_running_contest(publication={"board": "NEVER"})
    make_boards(round_id=running.round.pk)
    check_boards(now=now())
    others_take_part(running, 3)
    board_id = Board.objects.get().pk
    assert public_store(board_id) == b":0"
    assert not Standing.objects.exclude(public_key=None).exists()
    assert set(files()) == {f"boards/{board_id}/index.json"}
    assert json.loads(files()[f"boards/{board_id}/index.json"])["status"] == "HIDDEN"
    over(running, now=now())
    close_round(round_id=running.round.pk, now=now())
    assert public_board(round_id=running.round.pk, selection=Selection(), now=now()).rows == []


def test_a_lost_redis_is_noticed_answered_for_and_rebuilt() -> None:
    running = a_running_contest()
    make_boards(round_id=running.round.pk)
    check_boards(now=now())
    others_take_part(running, 5)
    board_id = Board.objects.get().pk
    keys = [bytes(key) for key in Standing.objects.values_list("public_key", flat=True) if key]
    before = ranks_on_board(board_id=board_id, view=View.PUBLIC, keys=keys)
    resp.command(settings.REDIS_URL, "FLUSHALL")
    assert is_behind(board_id, View.PUBLIC)
    assert ranks_on_board(board_id=board_id, view=View.PUBLIC, keys=keys) == before
    assert check_boards(now=now()) == 2
    assert not is_behind(board_id, View.PUBLIC)
    assert ranks_on_board(board_id=board_id, view=View.PUBLIC, keys=keys) == before


def test_a_change_lost_on_its_way_to_redis_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    running = a_running_contest()
    make_boards(round_id=running.round.pk)
    check_boards(now=now())
    with monkeypatch.context() as patch:
        patch.setattr(settings, "REDIS_URL", "redis://127.0.0.1:9/0")
        others_take_part(running, 2)
    # What is missing at one look or two may be on its way.
    assert [check_boards(now=now()) for _ in range(2)] == [0, 0]
    assert check_boards(now=now()) == 2
    assert check_boards(now=now()) == 0


def test_files_are_remade_at_will_and_editions_stay_the_same() -> None:
    running = a_running_contest()
    others_take_part(running, 4)
    over(running, now=now())
    close_round(round_id=running.round.pk, now=now())
    publish()
    first = files()
    pages = [name for name in first if "/editions/" in name]
    assert len(pages) == 1
    for name in first:
        (Path(settings.PUBLISHED) / name).unlink()
    for folder in Path(settings.PUBLISHED).glob("boards/*/editions/*"):
        folder.rmdir()
    publish()
    assert {name: files()[name] for name in pages} == {name: first[name] for name in pages}
    rows = json.loads(first[pages[0]])
    board = public_board(round_id=running.round.pk, selection=Selection(), now=now())
    assert [(row["rank"], row["points"]) for row in rows] == [(row.rank, row.points) for row in board.rows]
