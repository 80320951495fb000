"""The demo opened for the first time, and again whenever its last round is over."""

from datetime import datetime

from django.db import connection, transaction

from contest.accounts.models import Body
from contest.management.demo.contests import (
    finished_contest,
    is_address_free,
    is_open,
    running_contest,
    set_aside,
)
from contest.management.demo.definitions import FINISHED, RUNNING
from contest.management.demo.files import UNITS_SOURCE, UNITS_VALID_FROM, listed_units
from contest.management.demo.library import demo_bank
from contest.management.demo.staff import demo_body, demo_staff
from contest.models import Contest
from contest.services.load_units import load_units

# One load at a time: two would make the same accounts.
LOCK = 0x64656D6F


def load_demo(*, now: datetime, new_passwords: bool = False) -> dict[str, str]:
    """Make what is missing of the demo; returns the passwords of staff accounts that got one now."""
    with transaction.atomic():
        _lock()
        body = demo_body(now=now)
        given = demo_staff(body=body, now=now, new_passwords=new_passwords)
        _open(body, now)
    return given


def keep_demo_open(*, now: datetime) -> bool:
    """Open a new edition of a demo whose last round is over; True if that was so.

    An installation without the demo, or one that has retired it, is left alone.
    """
    with transaction.atomic():
        _lock()
        loaded = Contest.objects.filter(slug=RUNNING, kind=Contest.Kind.DEMO, retired_at=None).first()
        if loaded is None or is_open(now):
            return False
        _open(loaded.body, now)
    return True


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _open(body: Body, now: datetime) -> None:
    is_finished_there = Contest.objects.filter(slug=FINISHED).exists()
    is_running_there = is_open(now) or not is_address_free()
    if is_running_there and is_finished_there:
        return
    load_units(rows=listed_units(), valid_from=UNITS_VALID_FROM, source=UNITS_SOURCE)
    bank = demo_bank(body=body, now=now)
    if not is_finished_there:
        finished_contest(body=body, bank=bank, now=now)
    if not is_running_there:
        set_aside(now)
        running_contest(body=body, bank=bank, now=now)
