"""Reading a JSON body into a Struct, and writing one out."""

from datetime import datetime
from functools import cache
from threading import Lock
from typing import Annotated, Any, TypeVar, get_args, get_origin

import msgspec
from django.http import HttpRequest, HttpResponse
from msgspec import Struct
from rest_framework.request import Request

from contest.api.instants import instant
from contest.api.problem import JSON, Problem
from quizzes.refusals import FieldsNotValid

S = TypeVar("S", bound=Struct)

_encoder = msgspec.json.Encoder()
_decoders: dict[type[Struct], msgspec.json.Decoder[Any]] = {}
_looking = Lock()
MALFORMED = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)

# What msgspec says of a value, as the code a form shows.
_CODES = (
    ("of length >=", "min_length"),
    ("of length <=", "max_length"),
    ("Invalid enum value", "invalid_choice"),
    (r"matching regex '\\S'", "required"),
    (" >= ", "out_of_range"),
    (" <= ", "out_of_range"),
)


def reply(body: Struct, status: int = 200) -> HttpResponse:
    """A Struct as a JSON response; its moments are written as `instant` writes them."""
    plain = _in_plain(body) if _holds_moments(type(body)) else body
    return HttpResponse(_encoder.encode(plain), status=status, content_type=JSON)


@cache
def _holds_moments(kind: type[Struct]) -> bool:
    """Whether a datetime can be anywhere in it: msgspec alone would write its microseconds."""
    return "DateTimeType(" in repr(msgspec.inspect.type_info(kind))


def _in_plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, dict):
        return {name: _in_plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_in_plain(one) for one in value]
    if isinstance(value, Struct):
        return _in_plain(msgspec.to_builtins(value, builtin_types=(datetime,)))
    return value


def read(request: HttpRequest | Request, kind: type[S]) -> S:
    """The JSON body as a Struct; fields the Struct does not know are passed over.

    Refuses FieldsNotValid naming every wrong field of the body; raises Problem for a body that is no JSON
    object or is declared as something else.
    """
    if not request.META.get("CONTENT_TYPE", "").startswith(JSON):
        raise Problem(415, "unsupported_media_type")
    body, decoder = request.body, _decoder(kind)
    try:
        if b"\\u0000" not in body:
            return decoder.decode(body)
    except msgspec.ValidationError:
        return _checked(_plain(body), kind)
    except MALFORMED:
        raise Problem(400, "malformed") from None
    return _checked(_plain(body), kind)


def _decoder(kind: type[S]) -> "msgspec.json.Decoder[S]":
    """What reads this kind, made by one thread.

    msgspec looks into a Struct when it first reads one, and a thread that reads it meanwhile ends the
    process.
    """
    if kind not in _decoders:
        with _looking:
            _decoders.setdefault(kind, msgspec.json.Decoder(kind))
    return _decoders[kind]


def _plain(body: bytes) -> Any:
    try:
        return msgspec.json.decode(body)
    except MALFORMED:
        raise Problem(400, "malformed") from None


def _checked(data: Any, kind: type[S]) -> S:
    if not isinstance(data, dict):
        raise Problem(400, "malformed")
    wrong = {
        field.encode_name: [{"code": code}]
        for field in msgspec.structs.fields(kind)
        if (code := _fault(data, field)) is not None
    }
    if wrong:
        raise FieldsNotValid(fields=wrong)
    return msgspec.convert(data, kind)


def _fault(data: dict[str, Any], field: msgspec.structs.FieldInfo) -> str | None:
    if field.encode_name not in data:
        return "required" if field.required else None
    value = data[field.encode_name]
    if value is None and not _takes_none(field.type):
        return "null"
    if _has_nul(value):
        return "invalid"
    try:
        msgspec.convert(value, field.type)
    except msgspec.ValidationError as error:
        return next((code for words, code in _CODES if words in str(error)), "invalid")
    return None


def _takes_none(kind: Any) -> bool:
    inner = get_args(kind)[0] if get_origin(kind) is Annotated else kind
    return type(None) in get_args(inner)


def _has_nul(value: Any) -> bool:
    """PostgreSQL holds no NUL in a text. Without recursion: a body may be nested deeper than the stack."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str) and "\0" in one:
            return True
        if isinstance(one, dict):
            waiting += [*one, *one.values()]
        elif isinstance(one, list):
            waiting += one
    return False
