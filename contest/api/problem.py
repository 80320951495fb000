"""What a refusal, a bad input or a failure looks like on the wire, and with which status: one place.

A refusal is `{"code", "details"}`, bad input `{"code": "invalid", "fields"}`. No sentence leaves the server:
the client owns the words.
"""

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec
from django.core.exceptions import PermissionDenied, RequestDataTooBig, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from rest_framework import exceptions

from contest.api.instants import instant
from quizzes.refusals import Refusal

log = logging.getLogger(__name__)

JSON = "application/json"

# Refusals that are not a conflict with the state of things (409).
STATUS_OF_CODE = {
    "invalid": 400,
    "malformed": 400,
    "terms_not_valid": 400,
    "cursor_not_valid": 400,
    "file_is_damaged": 400,
    "token_not_valid": 401,
    "forbidden": 403,
    "not_entered": 403,
    "recovery_refused": 403,
    "not_found": 404,
    "contest_not_found": 404,
    "round_not_found": 404,
    "bank_not_found": 404,
    "import_not_found": 404,
    "question_not_found": 404,
    "too_large": 413,
    "file_too_large": 413,
    "not_a_spreadsheet": 415,
    "too_many_requests": 429,
    "no_paper_ready": 503,
    "unavailable": 503,
}


class Problem(Exception):
    """A reply that is not a success, raised by a door of the API itself."""

    def __init__(self, status: int, code: str, **details: object) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.details = details


class CsrfFailed(exceptions.PermissionDenied):
    """A browser's request without the token that shows it came from our own pages."""

    default_code = "csrf_failed"


def problem(status: int, code: str, details: Mapping[str, object] | None = None) -> HttpResponse:
    """A problem as a response."""
    said = {
        name: instant(value) if isinstance(value, datetime) else value
        for name, value in (details or {}).items()
    }
    return HttpResponse(
        msgspec.json.encode({"code": code, "details": said}), status=status, content_type=JSON
    )


def invalid(fields: object) -> HttpResponse:
    """Bad input: for each field the codes of what is wrong with it."""
    return HttpResponse(
        msgspec.json.encode({"code": "invalid", "fields": fields}), status=400, content_type=JSON
    )


def handle(failure: Exception, context: object) -> HttpResponse | None:
    """The exception handler of every API view; None lets an unknown failure become a 500."""
    return answer(failure) if isinstance(failure, REFUSALS) else None


_OF_DJANGO: dict[type[Exception], tuple[int, str]] = {
    Http404: (404, "not_found"),
    PermissionDenied: (403, "forbidden"),
    RequestDataTooBig: (413, "too_large"),
    TooManyFilesSent: (413, "too_large"),
}
REFUSALS: tuple[type[Exception], ...] = (
    Refusal,
    Problem,
    exceptions.APIException,
    OperationalError,
    InterfaceError,
    *_OF_DJANGO,
)
"""Everything that has a response of its own; anything else is a fault of ours."""


def answer(failure: Exception) -> HttpResponse:
    """The response to one of REFUSALS."""
    match failure:
        case Refusal():
            return _refused(failure)
        case Problem():
            return problem(failure.status, failure.code, failure.details)
        case exceptions.ValidationError():
            return invalid(_fields(failure.get_full_details()))
        case exceptions.APIException():
            return _framework(failure)
        case OperationalError() | InterfaceError():
            log.warning("the database did not answer: %s", type(failure).__name__)
            return _wait(503, "unavailable", 2)
    return problem(*next(said for kind, said in _OF_DJANGO.items() if isinstance(failure, kind)))


def _refused(refusal: Refusal) -> HttpResponse:
    if refusal.code == "invalid":
        return invalid(refusal.details.get("fields", {}))
    return problem(STATUS_OF_CODE.get(refusal.code, 409), refusal.code, refusal.details)


def _framework(failure: exceptions.APIException) -> HttpResponse:
    match failure:
        case exceptions.NotAuthenticated() | exceptions.AuthenticationFailed():
            response = problem(401, "not_signed_in")
            response["WWW-Authenticate"] = "Session"
            return response
        case CsrfFailed():
            return problem(403, "csrf_failed")
        case exceptions.PermissionDenied():
            return problem(403, "forbidden")
        case exceptions.ParseError():
            return problem(400, "malformed")
        case exceptions.Throttled():
            return _wait(429, "too_many_requests", int(getattr(failure, "wait", None) or 1))
        case exceptions.NotFound():
            return problem(404, "not_found")
    return problem(failure.status_code, failure.default_code)


def _wait(status: int, code: str, seconds: int) -> HttpResponse:
    response = problem(status, code, {"wait_seconds": seconds})
    response["Retry-After"] = str(seconds)
    return response


def _fields(details: Any) -> dict[str, list[dict[str, str]]]:
    """Serializer errors as lists of codes by field; a nested field is named by its path."""
    found: dict[str, list[dict[str, str]]] = {}
    _collect(details, "", found)
    return found


def _collect(details: Any, path: str, found: dict[str, list[dict[str, str]]]) -> None:
    if isinstance(details, dict) and isinstance(details.get("code"), str) and "message" in details:
        found.setdefault(path or "body", []).append({"code": details["code"]})
    elif isinstance(details, dict):
        for name, inner in details.items():
            _collect(inner, f"{path}.{name}" if path else str(name), found)
    elif isinstance(details, list):
        for index, inner in enumerate(details):
            is_code = isinstance(inner, dict) and "message" in inner
            _collect(inner, path if is_code else f"{path}[{index}]", found)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The 404 of addresses below /api/ that nobody answers."""
    return problem(404, "not_found")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF_FAILURE_VIEW."""
    return problem(403, "csrf_failed")


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500."""
    return problem(500, "server_error")
