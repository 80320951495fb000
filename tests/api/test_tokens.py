"""The attempt token: only the holder of a key in the ring makes one, for one attempt, for its time."""

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


@given(st.data())
def test_a_changed_token_is_refused(data: st.DataObject) -> None:
    token = a_token()
    text = tokens.written(token)
    place = data.draw(st.integers(0, len(text) - 2))  # the last letter holds bits that mean nothing
    letter = data.draw(st.sampled_from("ABCxyz019-_.").filter(lambda one: one != text[place]))
    with pytest.raises(tokens.TokenNotValid):
        tokens.read(text[:place] + letter + text[place + 1 :], attempt_id=token.attempt_id, now=NOW)
