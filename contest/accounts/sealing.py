"""Encryption of personal fields, and keyed hashes to look them up without storing them.

Keys come from the ring `settings.FIELD_KEYS` (key id -> 32 bytes; the first one encrypts, all decrypt), so
that a key can be rotated while old rows stay readable.
"""

import hashlib
import hmac
import os
from uuid import UUID

import msgspec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_NONCE_BYTES = 12


def _ring() -> dict[str, bytes]:
    return settings.FIELD_KEYS


def seal(fields: dict[str, str], *, about: UUID) -> bytes:
    """Encrypt `fields` with AES-256-GCM, bound to the row they are about.

    Layout: one byte length of the key id, the key id, a 12-byte nonce, the ciphertext with its tag.
    """
    key_id, key = next(iter(_ring().items()))
    nonce = os.urandom(_NONCE_BYTES)
    name = key_id.encode()
    sealed = AESGCM(key).encrypt(nonce, msgspec.json.encode(fields), about.bytes)
    return bytes([len(name)]) + name + nonce + sealed


def unseal(sealed: bytes, *, about: UUID) -> dict[str, str]:
    """Decrypt what `seal` made for the same row.

    Raises `cryptography.exceptions.InvalidTag` when the text was altered or belongs to another row, and
    KeyError when its key has left the ring.
    """
    sealed = bytes(sealed)
    name_end = 1 + sealed[0]
    key = _ring()[sealed[1:name_end].decode()]
    nonce, text = sealed[name_end : name_end + _NONCE_BYTES], sealed[name_end + _NONCE_BYTES :]
    return msgspec.json.decode(AESGCM(key).decrypt(nonce, text, about.bytes), type=dict[str, str])


def lookup(value: str, *, scope: UUID) -> bytes:
    """The keyed hash by which equal values are found inside one scope (a contest), 32 bytes.

    Uses the oldest key of the ring, so that rotation does not lose the trail; a value cannot be followed from
    one contest to another.
    """
    key = list(_ring().values())[-1]
    return hmac.new(key, scope.bytes + value.encode(), hashlib.sha256).digest()
