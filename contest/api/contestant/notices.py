"""What the person signed in is told."""

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from msgspec import Struct
from rest_framework.request import Request

from contest.api.base import ContestantView
from contest.api.bodies import reply
from contest.api.instants import Instant, instant
from contest.api.round_shapes import ContestName
from contest.queries.own_notices import own_notices


class MyNotice(Struct):
    """A notice in the words and the language of its person."""

    id: str
    at: Instant
    subject: str
    text: str
    contest: ContestName | None


class NoticesList(Struct):
    """One's own notices, the newest first."""

    notices: list[MyNotice]


class Notices(ContestantView):
    """One's notices."""

    @extend_schema(operation_id="own_notices", responses=NoticesList)
    def get(self, request: Request) -> HttpResponse:
        """The last 50 notices, the newest first."""
        rows = [
            MyNotice(
                id=str(one.id),
                at=instant(one.at),
                subject=one.subject,
                text=one.text,
                contest=ContestName(one.contest.slug, one.contest.title) if one.contest else None,
            )
            for one in own_notices(user_id=self.user_id)
        ]
        return reply(NoticesList(rows))
