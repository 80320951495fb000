"""The attempt token: what alone authorises answers, submission and reading of one attempt (design 5).

`<key id>.<payload>.<mac>`, both base64url. The payload also says how each position may be answered, so that
a save is checked without a query. HMAC-SHA256 under the ring `settings.SIGNING_KEYS` (key id -> bytes; the
first one signs, all verify), in a name space of its own.
"""

import base64
import binascii
import hmac
import struct
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from django.conf import settings

from quizzes.refusals import Refusal

LIFE_AFTER_CLOSE = timedelta(days=30)
"""How long after its deadline a token still opens the receipt and takes late answers."""

_NAME_SPACE = b"attempt-token-1\0"
_HEAD = struct.Struct(">16sHQB")
_PREDICTS = 1


class TokenNotValid(Refusal):
    """The header holds no token of ours, a token of another attempt, or one long past its time."""

    code = "token_not_valid"


class AttemptToken(NamedTuple):
    """What a token says; `shapes` as in `contest.queries.papers`."""

    attempt_id: UUID
    epoch: int
    closes_at: datetime
    predicts: bool
    shapes: bytes


def written(token: AttemptToken) -> str:
    """The token as the client keeps it."""
    key_id, key = next(iter(settings.SIGNING_KEYS.items()))
    closes_ms = int(token.closes_at.timestamp() * 1000)
    head = _HEAD.pack(token.attempt_id.bytes, token.epoch, closes_ms, _PREDICTS if token.predicts else 0)
    payload = head + token.shapes
    return ".".join((key_id, _text(payload), _text(_mac(key_id, key, payload))))


def read(text: str, *, attempt_id: UUID, now: datetime) -> AttemptToken:
    """The token of this attempt; refuses TokenNotValid for anything else."""
    token = _verified(text, settings.SIGNING_KEYS.get(text.partition(".")[0]))
    if token.attempt_id != attempt_id or now > token.closes_at + LIFE_AFTER_CLOSE:
        raise TokenNotValid
    return token


@lru_cache(maxsize=20_000)
def _verified(text: str, key: bytes | None) -> AttemptToken:
    """What a token says that was signed with this key.

    A phone shows the same one with each save, so the last ones verified are remembered (10 MB at most).
    """
    key_id, _, rest = text.partition(".")
    payload_text, _, mac_text = rest.partition(".")
    payload, mac = _bytes(payload_text), _bytes(mac_text)
    if key is None or not hmac.compare_digest(_mac(key_id, key, payload), mac):
        raise TokenNotValid
    owner, epoch, closes_ms, flags = _HEAD.unpack_from(payload)
    closes_at = datetime.fromtimestamp(closes_ms / 1000, UTC)
    predicts, shapes = bool(flags & _PREDICTS), payload[_HEAD.size :]
    return AttemptToken(UUID(bytes=owner), epoch, closes_at, predicts, shapes)


def _mac(key_id: str, key: bytes, payload: bytes) -> bytes:
    return hmac.digest(key, b"%s%s\0%s" % (_NAME_SPACE, key_id.encode(), payload), "sha256")


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        raise TokenNotValid from None
