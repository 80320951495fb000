"""Keyset pages: where the next page begins, as an opaque signed text. Nothing counts rows."""

import base64
import binascii
import hmac

from django.conf import settings

from quizzes.refusals import Refusal

_MAC_BYTES = 12


class CursorNotValid(Refusal):
    """`after` is not a cursor this list gave out."""

    code = "cursor_not_valid"


def cursor(place: bytes, *, of: str) -> str:
    """The cursor of a place in the list named `of` (with everything that selects its rows)."""
    key_id, key = next(iter(settings.SIGNING_KEYS.items()))
    name = key_id.encode()
    body = bytes([len(name)]) + name + place
    return base64.urlsafe_b64encode(_mac(key, body, of) + body).rstrip(b"=").decode()


def place(text: str, *, of: str) -> bytes:
    """The place a cursor of that list stands for; refuses CursorNotValid for any other text."""
    try:
        signed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        mac, body = signed[:_MAC_BYTES], signed[_MAC_BYTES:]
        name_end = 1 + body[0]
        key = settings.SIGNING_KEYS[body[1:name_end].decode()]
    except (binascii.Error, ValueError, KeyError, IndexError):
        raise CursorNotValid from None
    if not hmac.compare_digest(mac, _mac(key, body, of)):
        raise CursorNotValid
    return body[name_end:]


def _mac(key: bytes, body: bytes, of: str) -> bytes:
    return hmac.digest(key, b"cursor-1\0%s\0%s" % (of.encode(), body), "sha256")[:_MAC_BYTES]
