"""`manage.py create_body`: a body and the person who manages it from then on."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from contest.accounts.models import BodyMembership, User
from contest.management.door import address, login, told_in_one_line, words
from contest.services.create_body import create_body
from contest.services.grant_body_role import grant_body_role


class Command(BaseCommand):
    help = "Create a body that holds contests, with its first manager, who gives roles to everybody else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", type=address, help="its address: lower-case letters, digits and hyphens")
        parser.add_argument("--name", required=True, type=words(300), help="its name in Vietnamese")
        parser.add_argument(
            "--manager", required=True, type=login, help="login name; an account is made if there is none"
        )

    def handle(self, *args: object, **options: Any) -> None:
        now, username = timezone.now(), options["manager"]
        with told_in_one_line(), transaction.atomic():
            body = create_body(slug=options["slug"], name={"vi": options["name"]}, now=now)
            user, is_new = User.objects.get_or_create(username=username)
            password = secrets.token_urlsafe(9)
            if is_new:
                user.set_password(password)
                user.save()
            grant_body_role(
                body_id=body.pk,
                username=username,
                role=BodyMembership.Role.MANAGER,
                actor_id=None,
                now=now,
            )
        self.stdout.write(
            f"{body.slug}: managed by {username}" + (f", password {password}" if is_new else "")
        )
