"""What the endpoints of each audience share: who may call, what may be cached. Deny is the default."""

import hashlib
from collections.abc import Iterable
from typing import Any, cast
from uuid import UUID

from allauth.headless.contrib.rest_framework.authentication import XSessionTokenAuthentication
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import MethodNotAllowed, PermissionDenied
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from contest.api import tokens
from contest.api.problem import REFUSALS, CsrfFailed, answer

PRIVATE = "private, no-store"


class JsonOnly(BaseContentNegotiation):
    """JSON whatever was asked for: this API speaks nothing else."""

    def select_parser(self, request: Request, parsers: Iterable[BaseParser]) -> BaseParser | None:
        """The parser of the declared content type, if the view has one for it."""
        content_type = request.content_type or ""
        return next((one for one in parsers if content_type.startswith(one.media_type)), None)

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        """The first renderer."""
        renderer = next(iter(renderers))
        return renderer, renderer.media_type


class OwnSession(SessionAuthentication):
    """The browser's session, with a refusal of its own for a request that our pages did not make."""

    def enforce_csrf(self, request: Request) -> None:
        """Raise CsrfFailed where Django's check fails.

        The check gets Django's own request: the framework's would parse the body to look for a form field.
        """
        try:
            super().enforce_csrf(request._request)  # type: ignore[arg-type]  # it needs no more than that
        except PermissionDenied as failure:
            raise CsrfFailed from failure


class JsonView(APIView):
    """A door that speaks JSON; closed until a subclass says for whom it is."""

    content_negotiation_class = JsonOnly
    renderer_classes = (JSONRenderer,)
    cache_control = PRIVATE
    # What an address takes stands in the schema; nobody may ask from another site.
    http_method_names = [name for name in APIView.http_method_names if name != "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer, and say who may keep the answer."""
        response = super().dispatch(request, *args, **kwargs)
        response["Cache-Control"] = self.cache_control if response.status_code == 200 else PRIVATE
        return response


class PublicView(JsonView):
    """Read by anybody: the person is never looked at, so that one copy serves all."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    cache_control = "public, max-age=0, s-maxage=5"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer, and spare the body to who has it already."""
        response = super().dispatch(request, *args, **kwargs)
        if response.status_code != 200 or not isinstance(response, HttpResponse):
            return response
        etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        known = request.headers.get("If-None-Match", "").replace("W/", "").split(",")
        if etag in (one.strip() for one in known):
            unchanged = HttpResponseNotModified()
            unchanged["Cache-Control"] = self.cache_control
            unchanged["ETag"] = etag
            return unchanged
        response["ETag"] = etag
        return response


class ContestantView(JsonView):
    """For whoever is signed in: session with CSRF in a browser, X-Session-Token in an app."""

    authentication_classes = (XSessionTokenAuthentication, OwnSession)
    permission_classes = (IsAuthenticated,)

    @property
    def user_id(self) -> UUID:
        """Who is signed in."""
        return cast("UUID", self.request.user.pk)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer; the answer is one person's."""
        response = super().dispatch(request, *args, **kwargs)
        patch_vary_headers(response, ("Cookie", "X-Session-Token"))
        return response


class StaffView(ContestantView):
    """For staff: signed in here; what they may do each endpoint asks of `contest.queries.staff`."""


class AttemptView(JsonView):
    """For the holder of an attempt token: no session, and no query to find out who that is.

    These endpoints carry the load of a contest. Their dispatch does what APIView's does for them and no more:
    negotiation, parsers, authenticators and throttles cost more than the save itself.
    """

    token: tokens.AttemptToken
    takes_attempt_token = True
    authentication_classes = ()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Look at the token, call the handler, and turn a refusal into its response."""
        try:
            self.token = shown_token(request, kwargs["attempt_id"])
            name = (request.method or "").lower()
            if name not in ("get", "put", "post") or not hasattr(self, name):
                raise MethodNotAllowed(request.method or "")
            response: HttpResponseBase = getattr(self, name)(request, *args, **kwargs)
        except REFUSALS as failure:
            response = answer(failure)
        response["Cache-Control"] = PRIVATE
        return response


def shown_token(request: HttpRequest | Request, attempt_id: UUID) -> tokens.AttemptToken:
    """The token in `Authorization: Attempt <token>`; refuses TokenNotValid where there is none for the
    attempt.
    """
    scheme, _, text = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    if scheme != "Attempt":
        raise tokens.TokenNotValid
    return tokens.read(text.strip(), attempt_id=attempt_id, now=timezone.now())


class OwnAttemptView(ContestantView):
    """For who is signed in, or holds the token of the attempt in the address."""

    takes_attempt_token = True
    owner_id: UUID | None = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Look at the token where there is one, else at the session."""
        if not request.META.get("HTTP_AUTHORIZATION", "").startswith("Attempt "):
            super().initial(request, *args, **kwargs)
            self.owner_id = self.user_id
            return
        shown_token(request, self.kwargs["attempt_id"])
