"""The short way to the endpoints that carry the load."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from io import BytesIO
from typing import cast
from uuid import UUID
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.core.exceptions import DisallowedHost
from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.middleware.security import SecurityMiddleware
from django.urls import ResolverMatch, resolve

from contest.config.operations import Handler, OperationsMiddleware

PATH = re.compile(r"/api/v1/attempts/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/(?:answers|submission)/")
ASKED_BY = ("HTTP_HOST", "SERVER_NAME", "SERVER_PORT", "wsgi.url_scheme", "HTTP_X_FORWARDED_PROTO")
"""All that the check of the host and the redirect to HTTPS look at."""


def with_short_way(application: WSGIApplication) -> WSGIApplication:
    """The application, with the endpoints of an attempt's token reached before all middleware.

    They look at no session, cookie, user or message, and send JSON that no page can frame; what the framework
    does for other requests costs the web server half of a save. Counted and logged they are as all. A host
    that is not ours, or a scheme that is redirected, goes the long way to its refusal.
    """
    # Both are synchronous; the types of Django's wrapper allow for the other kind, too.
    answered = OperationsMiddleware(cast("Handler", convert_exception_to_response(_answered)))

    def short_way(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if PATH.fullmatch(environ["PATH_INFO"]) is None:
            return application(environ, start_response)
        protection = _protection(*map(environ.get, ASKED_BY))
        if protection is None:
            return application(environ, start_response)
        response = answered(WSGIRequest(environ))
        content = response.content
        headers = [*response.items(), ("Content-Length", str(len(content))), *protection]
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


@lru_cache(maxsize=1_000)
def _protection(*asked_by: str | None) -> tuple[tuple[str, str], ...] | None:
    """The headers the framework protects an answer to such a host and scheme with (HSTS among them); None
    where it refuses or redirects. Asked once for each.
    """
    given = {name: value for name, value in zip(ASKED_BY, asked_by, strict=True) if value is not None}
    request = WSGIRequest(given | {"REQUEST_METHOD": "PUT", "PATH_INFO": "/", "wsgi.input": BytesIO()})
    security = SecurityMiddleware(lambda _: HttpResponse())
    try:
        request.get_host()
    except DisallowedHost:
        return None
    if security.process_request(request) is not None:
        return None
    bare = HttpResponse()
    del bare["Content-Type"]
    return tuple(security.process_response(request, bare).items())
