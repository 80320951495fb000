"""`manage.py create_bank SLUG --body SLUG --title TITLE`: an empty question bank, for `import_questions`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from contest.management.door import address, named_body, told_in_one_line, words
from contest.services.add_bank import add_bank


class Command(BaseCommand):
    help = "Create an empty question bank of a body."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", type=address, help="its address: lower-case letters, digits and hyphens")
        parser.add_argument(
            "--body", required=True, metavar="SLUG", help="the address of the body that owns it"
        )
        parser.add_argument("--title", required=True, type=words(200), help="what people call it")

    def handle(self, *args: object, **options: Any) -> None:
        body = named_body(options["body"])
        with told_in_one_line():
            bank = add_bank(
                body_id=body.pk,
                slug=options["slug"],
                title=options["title"],
                actor_id=None,
                now=timezone.now(),
            )
        self.stdout.write(f"{bank.slug} of {body.slug}")
