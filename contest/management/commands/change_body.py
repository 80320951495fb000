"""`manage.py change_body`: how people reach a body, who answers for its data and who signs for it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from contest.management.door import named_body, told_in_one_line
from contest.services.change_body import CONTACT, change_body

HOURS = {"vi": "hotline_hours", "en": "hotline_hours_en"}
HELP = {
    "address": "where it is, for letters",
    "phone": "of its office",
    "email": "of its office",
    "hotline": "the number people call during a contest",
    "responsible_person": "who answers for personal data",
    "signatory": "who signs its papers",
    "signatory_title": "as what that person signs",
    "hotline_hours": "when somebody answers the hotline, in Vietnamese",
    "hotline_hours_en": "the same in English",
}


class Command(BaseCommand):
    help = "Say anew how people reach a body; what is not named stays as it is, an empty text takes it away."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="its address")
        for name, told in HELP.items():
            parser.add_argument(f"--{name.replace('_', '-')}", metavar="TEXT", help=told)

    def handle(self, *args: object, **options: Any) -> None:
        body = named_body(options["slug"])
        contact = {name: options[name] for name in CONTACT if options[name] is not None}
        hours = {language: options[name] for language, name in HOURS.items() if options[name] is not None}
        if not contact and not hours:
            raise CommandError("nothing_to_change: name what is to be said anew, see --help")
        with told_in_one_line():
            change_body(body_id=body.pk, contact=contact, hours=hours, now=timezone.now())
        self.stdout.write(f"{body.slug}: {', '.join(name for name in HELP if options[name] is not None)}")
