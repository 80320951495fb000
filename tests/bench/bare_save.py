"""The yardstick of saves: the same server and the same statement, and nothing else.

No framework, no token, no validation: a WSGI callable that reads the body and runs the UPDATE. What the
product's save costs beyond this is the product's own doing.
"""

import os
import threading
from collections.abc import Iterable
from typing import Any
from uuid import UUID
from wsgiref.types import StartResponse, WSGIEnvironment

import msgspec
import psycopg
from psycopg.types.numeric import Int4

STATEMENT = os.environ.get("BARE_SAVE_STATEMENT", "")
_of_thread = threading.local()


class Answer(msgspec.Struct):
    """One answer, as the product's clients send it."""

    position: int
    sequence: int
    chosen: list[int]


class Body(msgspec.Struct):
    """A save, as the product's clients send it."""

    epoch: int
    answers: list[Answer]


_decoder, _encoder = msgspec.json.Decoder(Body), msgspec.json.Encoder()


def _cursor() -> "psycopg.RawCursor[Any]":
    if not hasattr(_of_thread, "cursor"):
        connection = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
        connection.prepare_threshold = 0
        _of_thread.cursor = psycopg.RawCursor(connection)
    cursor: psycopg.RawCursor[Any] = _of_thread.cursor
    return cursor


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """PUT /api/v1/attempts/<id>/answers/ with one answer; anything else asks whether the server is there."""
    if environ["REQUEST_METHOD"] != "PUT":
        start_response("204 No Content", [])
        return []
    body = _decoder.decode(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
    attempt_id = UUID(environ["PATH_INFO"].split("/")[4])
    answer = body.answers[0]
    parameters = [
        attempt_id,
        Int4(body.epoch),
        Int4(answer.position + 1),
        Int4(answer.sequence),
        Int4(1 << answer.chosen[0]),
    ]
    row = _cursor().execute(STATEMENT, parameters, prepare=True, binary=True).fetchone()
    assert row is not None
    sequences, _, closes_at, server_time = row
    stored = [{"position": place, "sequence": number} for place, number in enumerate(sequences) if number]
    said = _encoder.encode(
        {"stored": stored, "prediction_sequence": None, "server_time": server_time, "closes_at": closes_at}
    )
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(said)))])
    return [said]
