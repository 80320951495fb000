"""`manage.py create_body`: a body and the person who manages it from then on."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from contest.accounts.login_names import login_name
from contest.accounts.models import BodyMembership, User
from contest.services.create_body import create_body
from contest.services.create_contest import SlugTaken
from contest.services.grant_body_role import grant_body_role


class Command(BaseCommand):
    help = "Create a body that holds contests, with its first manager, who gives roles to everybody else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="its address: lower-case letters, digits and hyphens")
        parser.add_argument("--name", required=True, help="its name in Vietnamese")
        parser.add_argument(
            "--manager", required=True, help="login name; an account is made if there is none"
        )

    def handle(self, *args: object, **options: Any) -> None:
        now = timezone.now()
        username = login_name(options["manager"])
        with transaction.atomic():
            try:
                body = create_body(slug=options["slug"], name={"vi": options["name"]}, now=now)
            except SlugTaken as taken:
                raise CommandError(f"another body has the address {options['slug']}") from taken
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
