"""Boards in Redis: one lexicographic sorted set for each board and view, which only counts ranks.

A member is the packed ranking key followed by the entry's id; a rank is one plus the number of members
below the key. Beside it a hash holds for each entry the version of its standing and the key put in, so that
changes may come twice and in any order. The state of a copy is its generation marker: without it (a Redis
that forgot) there is no copy, while it says "building" the copy takes changes but answers nothing, and one
made before Redis was last started (it may have missed changes while Redis was away) answers nothing either.
A set names the boards that have copies, so that those of boards that are still can be dropped.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from enum import StrEnum
from typing import Any, NamedTuple, cast
from uuid import UUID

from contest.boards.store import StoreIsLost, line, store

_READY = b"ready"
# Lua takes some thousands of arguments at once.
_CHUNK = 1_000


class View(StrEnum):
    """Who sees the board."""

    PUBLIC = "public"
    STAFF = "staff"


class Reader(StrEnum):
    """Who wants to know which public boards changed."""

    TOPS = "tops"
    EDITIONS = "editions"


class Change(NamedTuple):
    """A standing as it is now; an empty key is on no board."""

    entry_id: UUID
    key: bytes
    version: int


class Placing(NamedTuple):
    """A rank and how many share it."""

    rank: int
    shared_by: int


# A few commands for many standings: each is its entry and, in one string, version (ten digits) and key.
_PUT = """
if redis.call('HEXISTS', KEYS[3], 'state') == 0 then return 0 end
local entries, gained, gone, come, held = {}, 0, {}, {}, {}
for i = 1, #ARGV, 2 do entries[#entries + 1] = ARGV[i] end
local before = redis.call('HMGET', KEYS[2], unpack(entries))
for i, entry in ipairs(entries) do
  local given = ARGV[2 * i]
  local version, old = tonumber(string.sub(given, 1, 10)), before[i]
  local had = old and tonumber(string.sub(old, 1, 10)) or 0
  if version > had then
    local key, old_key = string.sub(given, 11), old and string.sub(old, 11) or ''
    if key ~= old_key then
      if old_key ~= '' then gone[#gone + 1] = old_key .. entry end
      if key ~= '' then
        come[#come + 1] = 0
        come[#come + 1] = key .. entry
      end
    end
    held[#held + 1] = entry
    held[#held + 1] = given
    gained = gained + version - had
  end
end
if #gone > 0 then redis.call('ZREM', KEYS[1], unpack(gone)) end
if #come > 0 then redis.call('ZADD', KEYS[1], unpack(come)) end
if #held > 0 then redis.call('HSET', KEYS[2], unpack(held)) end
redis.call('HINCRBY', KEYS[3], 'versions', gained)
return 1
"""

_BEGIN = """
redis.call('UNLINK', KEYS[1], KEYS[2], KEYS[3])
redis.call('HSET', KEYS[3], 'state', 'building', 'versions', 0, 'token', ARGV[1], 'run', ARGV[2])
"""

_FINISH = """
if redis.call('HGET', KEYS[3], 'token') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[3], 'state', 'ready')
return 1
"""

_MISSED = """
if tonumber(redis.call('HGET', KEYS[3], 'versions') or ARGV[1]) < tonumber(ARGV[1]) then
  return redis.call('HINCRBY', KEYS[3], 'missed', 1)
end
redis.call('HDEL', KEYS[3], 'missed')
return 0
"""

_TAKE = """
redis.call('SUNIONSTORE', KEYS[2], KEYS[1], KEYS[2])
redis.call('DEL', KEYS[1])
return redis.call('SMEMBERS', KEYS[2])
"""

_COPIED = "contest:boards:copied"
# A change that is committed may be on its way to Redis at one look, not the same one at three.
_LOOKS = 3


def put(board_id: UUID, view: View, changes: Iterable[Change]) -> None:
    """Take over standings; older versions than those held change nothing. Raises StoreIsLost."""
    newest: dict[bytes, bytes] = {}
    for entry_id, key, version in changes:
        member, given = entry_id.bytes, b"%010d%b" % (version, key)
        newest[member] = max(newest.get(member, b""), given)
    words = [word for change in newest.items() for word in change]
    with store() as redis:
        script = redis.register_script(_PUT)
        for start in range(0, len(words), 2 * _CHUNK):
            script(keys=_keys(board_id, view), args=words[start : start + 2 * _CHUNK])
        if view is View.PUBLIC and words:
            _tell(redis, board_id)


def placings(board_id: UUID, view: View, keys: Sequence[bytes]) -> list[Placing]:
    """The rank of each key among all of the board. Raises StoreIsLost where there is no complete copy."""
    members, _, marker = _keys(board_id, view)
    with line() as (pipeline, connection):
        pipeline.hmget(marker, ["state", "run"])
        for key in keys:
            pipeline.zlexcount(members, "-", b"(" + key)
            pipeline.zlexcount(members, b"[" + key, b"(" + _after(key))
        (state, run), *counts = pipeline.execute()
    if state != _READY or run != connection.run:
        raise StoreIsLost("no complete copy")
    return [Placing(below + 1, same) for below, same in zip(counts[::2], counts[1::2], strict=True)]


def begin(board_id: UUID, view: View, token: str) -> None:
    """Start a new copy: from now on it takes changes, but answers nothing until `finish`."""
    keys = _keys(board_id, view)
    with line() as (pipeline, connection):
        pipeline.sadd(_COPIED, board_id.bytes)
        pipeline.eval(_BEGIN, len(keys), *keys, token, connection.run)
        pipeline.execute()


def finish(board_id: UUID, view: View, token: str) -> bool:
    """Let the copy answer; False where somebody else began a newer one.

    Who follows the public view is told: what it missed may have been a change nobody could tell of.
    """
    with store() as redis:
        finished = bool(redis.register_script(_FINISH)(keys=_keys(board_id, view), args=[token]))
        if finished and view is View.PUBLIC:
            _tell(redis, board_id)
    return finished


def is_behind(board_id: UUID, view: View) -> bool:
    """True where no complete copy is. Raises StoreIsLost."""
    with line() as (pipeline, connection):
        pipeline.hmget(_keys(board_id, view)[2], ["state", "run"])
        ((state, run),) = pipeline.execute()
    return bool(state != _READY or run != connection.run)


def has_missed(board_id: UUID, view: View, versions: int) -> bool:
    """True when a copy, at the third look in a row, holds less than this sum of versions. Raises StoreIsLost.

    The sum is to be read just before: what comes meanwhile can hide a change that was lost at one look only.
    """
    with store() as redis:
        looks: int = redis.register_script(_MISSED)(keys=_keys(board_id, view), args=[versions])
    return looks >= _LOOKS


def drop_all_but(moving: Collection[UUID]) -> None:
    """Drop the copies of all other boards: PostgreSQL answers for them. Raises StoreIsLost."""
    with store() as redis:
        for member in cast("set[bytes]", redis.smembers(_COPIED)):
            board_id = UUID(bytes=member)
            if board_id not in moving:
                for view in View:
                    redis.unlink(*_keys(board_id, view))
                redis.srem(_COPIED, member)


@contextmanager
def changed_boards(reader: Reader) -> Iterator[set[UUID] | None]:
    """The boards whose public view changed since this reader was last done; None when nobody knows.

    They are forgotten once the block has ended well: a reader that dies inside leaves them to the next one.
    """
    changed, taken = _changed(reader), f"{_changed(reader)}:taken"
    found: set[UUID] | None = None
    with suppress(StoreIsLost), store() as redis:
        members = cast("list[bytes]", redis.register_script(_TAKE)(keys=[changed, taken]))
        found = {UUID(bytes=one) for one in members}
    yield found
    with suppress(StoreIsLost), store() as redis:
        redis.delete(taken)


def _tell(redis: Any, board_id: UUID) -> None:
    for reader in Reader:
        redis.sadd(_changed(reader), board_id.bytes)


def _changed(reader: Reader) -> str:
    return f"contest:boards:changed:{{{reader}}}"


def _keys(board_id: UUID, view: View) -> list[str]:
    """The sorted set, the hash of versions, the marker; the braces keep them on one node of a cluster."""
    name = f"contest:board:{{{board_id}}}:{view}"
    return [name, f"{name}:held", f"{name}:marker"]


def _after(key: bytes) -> bytes:
    """The least string above every string that begins with `key`."""
    trimmed = key.rstrip(b"\xff")
    return trimmed[:-1] + bytes([trimmed[-1] + 1]) if trimmed else b"\xff" * (len(key) + 17)
