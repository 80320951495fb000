"""A new password with a PIN from the people who run the contest."""

from typing import Annotated

from allauth.core import ratelimit
from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from msgspec import Meta, Struct
from rest_framework.permissions import AllowAny
from rest_framework.request import Request

from contest.api.base import JsonView
from contest.api.bodies import read
from contest.api.problem import Problem
from contest.queries.account_names import account_name
from contest.services.recover_account import recover_account


class RecoveryBody(Struct):
    """The login name or the number of an entry, the PIN one was given, and the password one wants."""

    username: Annotated[str, Meta(min_length=1, max_length=64)]
    pin: Annotated[str, Meta(min_length=1, max_length=16)]
    password: Annotated[str, Meta(min_length=1, max_length=128)]


class Recovery(JsonView):
    """Setting a new password."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(operation_id="recover", request=RecoveryBody, responses={204: None})
    def post(self, request: Request) -> HttpResponse:
        """Set a new password; limited per account and, generously, per address."""
        body = read(request, RecoveryBody)
        username = account_name(body.username)
        if not ratelimit.consume(request, action="recovery", key=username):
            raise Problem(429, "too_many_requests", wait_seconds=300)
        recover_account(username=username, pin=body.pin.strip(), password=body.password, now=timezone.now())
        return HttpResponse(status=204)
