"""`manage.py load_demo`: a body, its bank, a running contest that is always open and a finished one."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils import timezone

from contest.accounts.models import Body
from contest.management.demo.contests import finished_contest, is_open, running_contest, set_aside
from contest.management.demo.definitions import FINISHED
from contest.management.demo.files import UNITS_SOURCE, UNITS_VALID_FROM, listed_units
from contest.management.demo.library import demo_bank
from contest.management.demo.staff import STAFF, demo_body, demo_staff
from contest.models import Contest
from contest.services.close_due_rounds import close_due_rounds
from contest.services.drain_submitted import drain_submitted
from contest.services.load_units import load_units
from contest.services.open_due_rounds import open_due_rounds
from quizzes.models import QuestionBank

# One load at a time: two would make the same accounts.
LOCK = 0x64656D6F


class Command(BaseCommand):
    help = "Load the demo; running it again opens a new edition once the last round is over, else nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--new-passwords", action="store_true", help="give the staff accounts new ones")

    def handle(self, *args: object, **options: Any) -> None:
        if not settings.DEMO_PHASE:
            raise CommandError("this is a production installation: set DEMO=1 to load a demo into it")
        now = timezone.now()
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            body = demo_body(now=now)
            given = demo_staff(body=body, now=now, new_passwords=options["new_passwords"])
            self._contests(body, now)
        # What the clock would have done meanwhile, had the contests really run.
        open_due_rounds(now=now)
        drain_submitted()
        close_due_rounds(now=now)
        for account in STAFF:
            if account.username in given:
                self.stdout.write(f"{account.username:<18} {given[account.username]:<14} {account.name}")

    def _contests(self, body: Body, now: datetime) -> None:
        is_finished_there = Contest.objects.filter(slug=FINISHED).exists()
        if is_open(now) and is_finished_there:
            return
        load_units(rows=listed_units(), valid_from=UNITS_VALID_FROM, source=UNITS_SOURCE)
        bank: QuestionBank = demo_bank(body=body, now=now)
        if not is_finished_there:
            finished_contest(body=body, bank=bank, now=now)
        if not is_open(now):
            set_aside(now)
            running_contest(body=body, bank=bank, now=now)
