"""`manage.py change_body`: how people reach a body, and who answers for its data."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from contest.accounts.models import Body
from contest.services.change_body import CONTACT, change_body
from quizzes.refusals import FieldsNotValid


class Command(BaseCommand):
    help = "Say anew how people reach a body; what is not named stays as it is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="its address")
        for name in CONTACT:
            parser.add_argument(f"--{name.replace('_', '-')}")

    def handle(self, *args: object, **options: Any) -> None:
        body = Body.objects.filter(slug=options["slug"]).first()
        if body is None:
            raise CommandError(f"no body has the address {options['slug']}")
        contact = {name: options[name] for name in CONTACT if options[name] is not None}
        try:
            change_body(body_id=body.pk, contact=contact, now=timezone.now())
        except FieldsNotValid as refusal:
            raise CommandError(f"not valid: {refusal.details['fields']}") from refusal
