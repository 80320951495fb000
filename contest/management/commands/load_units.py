"""`manage.py load_units`: the provinces and communes of Viet Nam since July 2025."""

from django.core.management.base import BaseCommand

from contest.management.demo.files import UNITS_SOURCE, UNITS_VALID_FROM, listed_units
from contest.services.load_units import load_units


class Command(BaseCommand):
    help = "Load the 34 provinces and 3,321 communes; running it again changes nothing."

    def handle(self, *args: object, **options: object) -> None:
        added = load_units(rows=listed_units(), valid_from=UNITS_VALID_FROM, source=UNITS_SOURCE)
        self.stdout.write(f"{added} units added")
