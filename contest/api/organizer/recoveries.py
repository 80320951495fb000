"""PINs for entrants who forgot their password."""

from typing import Annotated

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from msgspec import Meta, Struct
from rest_framework.request import Request

from contest.api.base import StaffView
from contest.api.bodies import read, reply
from contest.api.instants import Instant, instant
from contest.queries.staff import Act, contest_for
from contest.services.make_recovery_pin import make_recovery_pin


class RecoveryWish(Struct):
    """Whom to help, by entry number or login name."""

    entry_number: Annotated[str, Meta(max_length=10)] = ""
    username: Annotated[str, Meta(max_length=64)] = ""


class RecoveryPin(Struct):
    """The PIN to tell the person; it is shown this once."""

    pin: str
    username: str
    expires_at: Instant


class Recoveries(StaffView):
    """PINs made by secretaries and helpers."""

    @extend_schema(operation_id="organizer_recover", request=RecoveryWish, responses={201: RecoveryPin})
    def post(self, request: Request, slug: str) -> HttpResponse:
        """Make a PIN for an entrant of the contest; an earlier one no longer works."""
        contest = contest_for(user_id=self.user_id, slug=slug, act=Act.RECOVER)
        wish = read(request, RecoveryWish)
        made = make_recovery_pin(
            contest=contest,
            entry_number=wish.entry_number,
            username=wish.username,
            actor_id=self.user_id,
            now=timezone.now(),
        )
        return reply(RecoveryPin(made.pin, made.username, instant(made.expires_at)), 201)
