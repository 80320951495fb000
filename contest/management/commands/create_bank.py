"""`manage.py create_bank SLUG --body SLUG --title TITLE`: an empty question bank, for `import_questions`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from contest.accounts.models import Body
from contest.services.add_bank import add_bank
from quizzes.refusals import Refusal


class Command(BaseCommand):
    help = "Create an empty question bank of a body."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("--body", required=True, metavar="SLUG")
        parser.add_argument("--title", required=True)

    def handle(self, *args: object, **options: Any) -> None:
        body = Body.objects.filter(slug=options["body"], retired_at=None).first()
        if body is None:
            raise CommandError(f"body_not_found {options['body']}")
        try:
            bank = add_bank(
                body_id=body.pk,
                slug=options["slug"],
                title=options["title"],
                actor_id=None,
                now=timezone.now(),
            )
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{bank.slug} of {body.slug}")
