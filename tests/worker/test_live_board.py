"""Laws of the copy of a board in Redis."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contest.boards.live import Change, View, begin, finish, is_behind, placings, put
from contest.boards.store import StoreIsLost
from contest.config.embedded.servers import Servers
from tests.harness import resp

KEYS = st.just(b"") | st.binary(min_size=3, max_size=3) | st.sampled_from([b"\xff\xff\xff", b"\0\0\0"])
CHANGES = st.lists(
    st.builds(
        Change, entry_id=st.integers(0, 5).map(lambda n: UUID(int=n)), key=KEYS, version=st.integers(1, 9)
    ),
    max_size=30,
)


def a_copy() -> UUID:
    """An empty, complete copy of a board nobody has seen yet."""
    board_id = uuid4()
    begin(board_id, View.PUBLIC, "t")
    assert finish(board_id, View.PUBLIC, "t")
    return board_id


@settings(max_examples=60)
@given(changes=CHANGES, data=st.data())
def test_changes_may_come_twice_and_in_any_order(
    own_servers: Servers, changes: list[Change], data: st.DataObject
) -> None:
    # One key for a version, as the database gives them.
    truth = {(one.entry_id, one.version): one for one in changes}
    arriving = data.draw(st.permutations([*truth.values(), *truth.values()]))
    board_id = a_copy()
    cut = data.draw(st.integers(0, len(arriving)))
    for part in (arriving[:cut], arriving[cut:]):
        put(board_id, View.PUBLIC, part)
    newest: dict[UUID, Change] = {}
    for one in sorted(truth.values(), key=lambda change: change.version):
        newest[one.entry_id] = one
    held = [one.key for one in newest.values() if one.key]
    asked = sorted({one.key for one in changes if one.key} | {b"\x80\0\0"})
    for key, placing in zip(asked, placings(board_id, View.PUBLIC, asked), strict=True):
        assert placing.rank == 1 + sum(other < key for other in held)
        assert placing.shared_by == held.count(key)


def test_a_copy_that_is_being_made_takes_changes_and_answers_nothing(own_servers: Servers) -> None:
    board_id = uuid4()
    begin(board_id, View.STAFF, "old")
    begin(board_id, View.STAFF, "new")
    put(board_id, View.STAFF, [Change(uuid4(), b"key", 1)])
    with pytest.raises(StoreIsLost):
        placings(board_id, View.STAFF, [b"key"])
    assert is_behind(board_id, View.STAFF)
    assert not finish(board_id, View.STAFF, "old")
    assert finish(board_id, View.STAFF, "new")
    assert placings(board_id, View.STAFF, [b"key"])[0].shared_by == 1


def test_a_board_without_a_copy_takes_nothing(own_servers: Servers) -> None:
    board_id = uuid4()
    put(board_id, View.STAFF, [Change(uuid4(), b"key", 1)])
    assert resp.command(own_servers.redis_url, "KEYS", f"*{board_id}*") == b""
    with pytest.raises(StoreIsLost):
        placings(board_id, View.STAFF, [b"key"])


def test_a_copy_made_before_redis_was_started_answers_nothing(own_servers: Servers) -> None:
    board_id = a_copy()
    assert placings(board_id, View.PUBLIC, [b"key"])[0].rank == 1
    resp.command(
        own_servers.redis_url, "HSET", f"contest:board:{{{board_id}}}:public:marker", "run", "before"
    )
    with pytest.raises(StoreIsLost):
        placings(board_id, View.PUBLIC, [b"key"])
    assert is_behind(board_id, View.PUBLIC)


def test_which_start_of_redis_answers_is_asked_once_a_connection(own_servers: Servers) -> None:
    def asked() -> bytes:
        stats = resp.command(own_servers.redis_url, "INFO", "commandstats").split(b"\n")
        return next(line.split(b",")[0] for line in stats if line.startswith(b"cmdstat_info:"))

    board_id = a_copy()
    # As a Redis that is started anew does.
    resp.command(own_servers.redis_url, "CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
    placings(board_id, View.PUBLIC, [b"key"])
    before = asked()
    for _ in range(5):
        placings(board_id, View.PUBLIC, [b"key"])
        assert not is_behind(board_id, View.PUBLIC)
    # One is the question about the questions.
    assert int(asked().split(b"=")[1]) == int(before.split(b"=")[1]) + 1
