"""The attempt token: only the holder of a key in the ring makes one, for one attempt, for its time."""

import base64
import hmac
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import LazySettings
from hypothesis import given
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from contest.api import tokens

NOW = datetime(2026, 11, 24, 7, tzinfo=UTC)


def a_token() -> tokens.AttemptToken:
    return tokens.AttemptToken(uuid7(), 3, NOW + timedelta(minutes=20), True, bytes([4, 36, 0]))


def test_what_was_written_is_read() -> None:
    token = a_token()
    for _ in range(2):
        assert tokens.read(tokens.written(token), attempt_id=token.attempt_id, now=NOW) == token


def test_a_token_ends_with_its_key(settings: LazySettings) -> None:
    """Also one that was verified before the key left the ring, or was replaced under the same id."""
    token = a_token()
    text = tokens.written(token)
    tokens.read(text, attempt_id=token.attempt_id, now=NOW)
    (key_id,) = settings.SIGNING_KEYS
    for ring in ({"other": b"k" * 32}, {key_id: b"k" * 32}):
        settings.SIGNING_KEYS = ring
        with pytest.raises(tokens.TokenNotValid):
            tokens.read(text, attempt_id=token.attempt_id, now=NOW)


def test_a_token_is_for_its_attempt_and_time() -> None:
    token = a_token()
    text = tokens.written(token)
    tokens.read(text, attempt_id=token.attempt_id, now=NOW)
    late = token.closes_at + tokens.LIFE_AFTER_CLOSE + timedelta(seconds=1)
    for attempt_id, now in ((uuid7(), NOW), (token.attempt_id, late)):
        with pytest.raises(tokens.TokenNotValid):
            tokens.read(text, attempt_id=attempt_id, now=now)


def test_a_token_is_of_the_key_it_names_and_of_no_other_purpose(settings: LazySettings) -> None:
    token = a_token()
    key_id, payload, mac = tokens.written(token).split(".")
    key = settings.SIGNING_KEYS[key_id]
    settings.SIGNING_KEYS = {key_id: key, "other": key}
    data = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    elsewhere = hmac.digest(key, f"{key_id}\0".encode() + data, "sha256")  # signed for something else
    forged = base64.urlsafe_b64encode(elsewhere).rstrip(b"=").decode()
    for text in (f"other.{payload}.{mac}", f"{key_id}.{payload}.{forged}"):
        with pytest.raises(tokens.TokenNotValid):
            tokens.read(text, attempt_id=token.attempt_id, now=NOW)


@given(st.integers(min_value=0), st.permutations("ABCxyz019-_."))
def test_a_changed_token_is_refused(somewhere: int, letters: list[str]) -> None:
    token = a_token()
    text = tokens.written(token)
    place = somewhere % (len(text) - 1)  # the last letter holds bits that mean nothing
    letter = next(one for one in letters if one != text[place])
    with pytest.raises(tokens.TokenNotValid):
        tokens.read(text[:place] + letter + text[place + 1 :], attempt_id=token.attempt_id, now=NOW)
