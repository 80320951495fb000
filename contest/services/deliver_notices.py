"""Delivering what waits in the outbox of notices."""

import logging
import smtplib
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q

from contest.documents.letters import letter
from contest.models import Notice
from contest.queries.addresses import address_to_prove, proven_address
from contest.services.ask_for_proof import TEMPLATE

# How old a letter is at each try at the least: a mail server may be away for hours, or ask for patience.
TRIED_AFTER = (
    timedelta(0),
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=2),
    timedelta(days=1),
)
NOWHERE = "django.core.mail.backends.dummy.EmailBackend"

_log = logging.getLogger(__name__)
_State = Notice.State


def deliver_notices(*, now: datetime) -> int:
    """Deliver every waiting notice; returns how many were.

    In the account a notice is delivered by being there. A letter is sent by mail, at least once: a worker
    that dies between sending and recording sends it again. A letter that fails is tried again for a day.
    No provider sends text messages yet, and letters need a mail server: what nobody sends says so. The link
    of a proof is kept no longer than its letter waits.
    """
    unsent = [Notice.Channel.SMS]
    if settings.EMAIL_BACKEND == NOWHERE:
        unsent.append(Notice.Channel.MAIL)
    with transaction.atomic():
        nobodys = Notice.objects.filter(state=_State.WAITING, channel__in=unsent)
        nobodys.filter(template=TEMPLATE).update(details={})
        nobodys.update(state=_State.NO_ADDRESS)
    delivered = Notice.objects.filter(state=_State.WAITING, channel=Notice.Channel.IN_APP).update(
        state=_State.DELIVERED, delivered_at=now
    )
    last = UUID(int=0)
    while found := _next_letter(last, now):
        last, was_sent = found
        delivered += was_sent
    return delivered


def _next_letter(after: UUID, now: datetime) -> tuple[UUID, bool] | None:
    """Send the next letter; its id and whether it went out, None when no letter waits."""
    with transaction.atomic():
        notice = (
            Notice.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("person", "contest")
            .filter(_due(now), state=_State.WAITING, channel=Notice.Channel.MAIL, pk__gt=after)
            .order_by("pk")
            .first()
        )
        if notice is None:
            return None
        address = _address(notice)
        if address is None:
            notice.state = _State.NO_ADDRESS
        elif _sent(notice, address):
            notice.state, notice.delivered_at = _State.DELIVERED, now
        elif notice.tries + 1 >= len(TRIED_AFTER):
            notice.state = _State.FAILED
        if notice.template == TEMPLATE and notice.state != _State.WAITING:
            notice.details = {}
        notice.tries += 1
        notice.save(update_fields=["state", "details", "delivered_at", "tries"])
        return notice.pk, notice.state == _State.DELIVERED


def _due(now: datetime) -> Q:
    due = Q(tries=0)
    for tries, age in enumerate(TRIED_AFTER):
        due |= Q(tries=tries, made_at__lte=now - age)
    return due


def _address(notice: Notice) -> str | None:
    """The person's proven address; for the letter that asks for the proof, the one it is about."""
    if notice.template == TEMPLATE:
        return address_to_prove(person_id=notice.person_id, address_id=notice.details["address"])
    return proven_address(person_id=notice.person_id)


def _sent(notice: Notice, address: str) -> bool:
    subject, text = letter(
        template=notice.template,
        details=notice.details,
        contest_title=notice.contest.title if notice.contest else {},
        language=notice.person.language,
    )
    try:
        return EmailMessage(subject=subject, body=text, to=[address]).send() == 1
    except (smtplib.SMTPException, OSError) as error:
        _log.warning("letter_not_sent", extra={"notice": str(notice.pk), "reason": type(error).__name__})
        return False
