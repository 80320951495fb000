"""`manage.py load_regulations [FILE.json]`: the regulations that questions may stand on."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from contest.management.demo.files import demo_rows
from quizzes.services.load_regulations import load_regulations


class Command(BaseCommand):
    help = "Load regulations with the outlines of their articles; running it again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", nargs="?", type=Path, metavar="FILE.json", help="a list; without it the outlines we ship"
        )
        parser.add_argument("--check", action="store_true", help="report only, store nothing")

    def handle(self, *args: object, **options: Any) -> None:
        rows = demo_rows("regulations") if options["file"] is None else _rows(options["file"])
        loaded = load_regulations(rows=rows, check_only=options["check"])
        for problem in loaded.problems:
            self.stderr.write(f"{problem.place}\t{problem.field}\t{problem.code}")
        if loaded.problems:
            raise CommandError(f"invalid: {len(loaded.problems)} problems, nothing is stored")
        said = "would be added" if options["check"] else "added"
        self.stdout.write(f"{loaded.regulations} regulations and {loaded.articles} articles {said}")


def _rows(path: Path) -> list[object]:
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
    except OSError as unreadable:
        raise CommandError(f"file_unreadable {path}: {unreadable.strerror}") from unreadable
    except ValueError as unreadable:
        raise CommandError(f"malformed {path}: not JSON in UTF-8") from unreadable
    if not isinstance(rows, list):
        raise CommandError(f"malformed {path}: not a list")
    return rows
