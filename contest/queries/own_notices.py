"""What a person is told in the account («thông báo»)."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from contest.documents.letters import account_notice
from contest.models import Contest, Notice

MOST = 50


class OwnNotice(NamedTuple):
    """A notice in words, in the language of its person; `contest` where it is about one."""

    id: UUID
    at: datetime
    subject: str
    text: str
    contest: Contest | None


def own_notices(*, user_id: UUID) -> list[OwnNotice]:
    """The person's last notices, the newest first; at most 50.

    In the account a notice is there from the moment of its cause, whether or not the outbox is at rest.
    """
    found = (
        Notice.objects.filter(person=user_id, channel=Notice.Channel.IN_APP)
        .select_related("person", "contest")
        .order_by("-made_at", "-pk")[:MOST]
    )
    return [_in_words(one) for one in found]


def _in_words(one: Notice) -> OwnNotice:
    subject, text = account_notice(template=one.template, details=one.details, language=one.person.language)
    return OwnNotice(one.pk, one.made_at, subject, text, one.contest)
