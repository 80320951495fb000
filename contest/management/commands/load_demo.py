"""`manage.py load_demo`: a body, its bank, a running contest that is always open and a finished one."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from contest.management.demo.opening import load_demo
from contest.management.demo.staff import STAFF
from contest.models import Contest, LifecycleState, Round
from contest.services.close_due_rounds import close_due_rounds
from contest.services.drain_submitted import drain_submitted
from contest.services.open_due_rounds import open_due_rounds


class Command(BaseCommand):
    help = "Load the demo; running it again opens a new edition once the last round is over, else nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--new-passwords", action="store_true", help="give the staff accounts new ones")

    def handle(self, *args: object, **options: Any) -> None:
        if not settings.DEMO_PHASE:
            raise CommandError("this is a production installation: set DEMO=1 to load a demo into it")
        now = timezone.now()
        given = load_demo(now=now, new_passwords=options["new_passwords"])
        # What the clock would have done meanwhile, had the contests really run. Other contests are the
        # worker's: none of theirs may keep the product from starting.
        open_due_rounds(now=now)
        demo_rounds = Round.objects.filter(contest__kind=Contest.Kind.DEMO, state=LifecycleState.OPEN)
        for round_id in demo_rounds.values_list("pk", flat=True):
            drain_submitted(round_id=round_id)
        close_due_rounds(now=now, kinds=[Contest.Kind.DEMO])
        for account in STAFF:
            if account.username in given:
                self.stdout.write(f"{account.username:<18} {given[account.username]:<14} {account.name}")
