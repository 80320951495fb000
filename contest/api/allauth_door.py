"""The door before django-allauth's endpoints: which are open, what they may be asked, a code when refused."""

import re
from collections.abc import Callable

import msgspec
from django.http import HttpRequest, HttpResponse

from contest.api.bodies import MALFORMED
from contest.api.problem import JSON, REFUSALS, Problem, answer, problem
from quizzes.refusals import FieldsNotValid

ROOT = "/_allauth/"
OPEN = re.compile(
    rf"{ROOT}(browser|app)/v1/"
    r"(config|auth/(session|login|signup|reauthenticate|email/verify)|account/(email|password/change))"
)
"""What we use. A password is recovered by a PIN, and there are no telephone, code or reset endpoints."""
MOST_BYTES = 10_000
CODES = {403: "forbidden", 405: "method_not_allowed"}

Answers = Callable[[HttpRequest], HttpResponse]


class AllauthDoor:
    """Middleware. The library takes any JSON: a text no database holds or a nesting beyond the stack is an
    error of ours then, and a list as a password is one without a warning. Its bare refusals get a code.
    """

    def __init__(self, get_response: Answers) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(ROOT):
            return self.get_response(request)
        if OPEN.fullmatch(request.path_info) is None:
            return problem(404, "not_found")
        try:
            _check(request)
        except REFUSALS as refusal:
            return answer(refusal)
        response = self.get_response(request)
        if 400 <= response.status_code < 500 and not response.headers["Content-Type"].startswith(JSON):
            return problem(response.status_code, CODES.get(response.status_code, "malformed"))
        return response


def _check(request: HttpRequest) -> None:
    """Refuse a body that is no small JSON object of texts and yes or no."""
    if not request.body:
        return
    if len(request.body) > MOST_BYTES:
        raise Problem(413, "too_large")
    try:
        body = msgspec.json.decode(request.body)
    except MALFORMED:
        raise Problem(400, "malformed") from None
    if not isinstance(body, dict):
        raise Problem(400, "malformed")
    wrong = [name for name, value in body.items() if not isinstance(value, str | bool | None)]
    if wrong:
        raise FieldsNotValid(fields={name: [{"code": "invalid"}] for name in wrong})
