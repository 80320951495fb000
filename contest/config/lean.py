"""The short way to the endpoints that carry the load."""

import re
from collections.abc import Iterable
from functools import cache
from typing import cast
from uuid import UUID
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch, resolve

from contest.config.operations import Handler, OperationsMiddleware

PATH = re.compile(r"/api/v1/attempts/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/(?:answers|submission)/")
NOSNIFF = ("X-Content-Type-Options", "nosniff")


def with_short_way(application: WSGIApplication) -> WSGIApplication:
    """The application, with the endpoints of an attempt's token reached before all middleware.

    They look at no session, cookie, user or message, redirect nowhere and send JSON that no page can frame;
    what the framework does for other requests costs the web server half of a save. Counted and logged they
    are as all.
    """
    # Both are synchronous; the types of Django's wrapper allow for the other kind, too.
    answered = OperationsMiddleware(cast("Handler", convert_exception_to_response(_answered)))

    def short_way(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if PATH.fullmatch(environ["PATH_INFO"]) is None:
            return application(environ, start_response)
        response = answered(WSGIRequest(environ))
        content = response.content
        headers = [*response.items(), ("Content-Length", str(len(content))), NOSNIFF]
        start_response(f"{response.status_code} {response.reason_phrase}", headers)
        return [content]

    return short_way


def _answered(request: HttpRequest) -> HttpResponse:
    path = request.path_info
    attempt_id = path.split("/", 5)[4]
    match = request.resolver_match = _match(path.replace(attempt_id, _ANY))
    response: HttpResponse = match.func(request, attempt_id=UUID(attempt_id))
    return response


_ANY = str(UUID(int=0))


@cache
def _match(path: str) -> ResolverMatch:
    """The endpoint of one of the two addresses."""
    return resolve(path)
