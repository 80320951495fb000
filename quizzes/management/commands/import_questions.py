"""`manage.py import_questions FILE.xlsx --bank SLUG`: a workbook of questions into a bank, or a report."""

import json
from argparse import ArgumentParser
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from quizzes.formats.xlsx import read_workbook
from quizzes.models import Question, QuestionBank, QuestionImport
from quizzes.queries.banks import bank_by_slug, bank_fingerprints
from quizzes.queries.regulations import regulation_numbered
from quizzes.refusals import Refusal
from quizzes.services.accept_import import accept_import
from quizzes.services.approve_questions import approve_questions
from quizzes.services.read_import import read_import, report_of
from quizzes.services.receive_import import receive_import
from quizzes.services.store_import import store_import


class FileUnreadable(Refusal):
    """There is no such file, or it cannot be read; `why` is what the system says."""

    code = "file_unreadable"


class AccountUnknown(Refusal):
    """Nobody can sign in under that name."""

    code = "user_unknown"


# Who writes what nobody signs: an account nobody can enter.
MACHINE = "#import"


class Command(BaseCommand):
    help = "Import the questions of an XLSX workbook into a bank."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.xlsx", help="a workbook of at most 25 MB")
        parser.add_argument("--bank", required=True, metavar="SLUG", help="the bank the questions go to")
        parser.add_argument("--check", action="store_true", help="report only, store nothing")
        parser.add_argument("--json", action="store_true", help="print the whole report as JSON")
        parser.add_argument("--regulation", metavar="NUMBER", help="cited by every row that cites nothing")
        parser.add_argument("--author", metavar="USER", default=MACHINE, help="who answers for the questions")
        parser.add_argument(
            "--approve-as", metavar="USER", help="a second person who approves what was stored"
        )

    def handle(self, *args: object, **options: Any) -> None:
        try:
            report = self._report(options)
        except Refusal as refusal:
            report = {"code": refusal.code, "details": refusal.details}
        if options["json"]:
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=1))
        if "code" in report:
            raise CommandError(f"{report['code']} {report['details']}")
        if not options["json"]:
            self._print(report)

    def _report(self, options: dict[str, Any]) -> dict[str, Any]:
        path: Path = options["file"]
        try:
            content = path.read_bytes()
        except OSError as unreadable:
            raise FileUnreadable(file=str(path), why=unreadable.strerror) from unreadable
        bank = bank_by_slug(options["bank"])
        if options["check"]:
            return report_of(path.name, read_workbook(content, known=bank_fingerprints(bank_id=bank.pk)))
        return self._stored(bank, path.name, content, options)

    def _stored(
        self, bank: QuestionBank, name: str, content: bytes, options: dict[str, Any]
    ) -> dict[str, Any]:
        """The report, or the refusal that stopped the whole file."""
        now = timezone.now()
        author_id = _author(options["author"])
        approver_id = _person(options["approve_as"]) if options["approve_as"] else None
        regulation = regulation_numbered(options["regulation"]) if options["regulation"] else None
        received = receive_import(
            bank_id=bank.pk,
            file_name=name,
            content=content,
            asked_by_id=author_id,
            default_regulation_id=regulation.pk if regulation else None,
            now=now,
        )
        read_import(import_id=received.pk)
        read = QuestionImport.objects.get(pk=received.pk)
        if read.refusal:
            return dict(read.refusal)
        accept_import(import_id=received.pk, accepted_by_id=author_id, now=now)
        store_import(import_id=received.pk, now=now)
        report = QuestionImport.objects.get(pk=received.pk).report or {}
        if approver_id:
            report = {**report, "approval": _approval(bank.pk, approver_id, now)}
        return report

    def _print(self, report: dict[str, Any]) -> None:
        write = self.stdout.write
        for row in report["refused"]:
            write(f"{row['place']}\t{row['code']}\t{row['text']}")
        for place, warnings in ((item["place"], item["warnings"]) for item in report["taken"]):
            if warnings:
                write(f"{place}\t({', '.join(warnings)})")
        for warning in report["warnings"]:
            write(f"{warning['place']}\t({warning['code']})")
        why = ", ".join(
            f"{code} {n}" for code, n in Counter(row["code"] for row in report["refused"]).items()
        )
        write(
            f"{report['file']}: {report['rows']} rows, {len(report['taken'])} taken, "
            f"{len(report['refused'])} refused" + (f" ({why})" if why else "")
        )
        if "approval" in report:
            write(f"approved {report['approval']['approved']}, not {len(report['approval']['refused'])}")


def _author(username: str) -> UUID:
    user = get_user_model()
    if username == MACHINE:
        made, _ = user.objects.get_or_create(username=MACHINE, defaults={"is_active": False, "password": "!"})
        return made.pk
    return _person(username)


def _person(username: str) -> UUID:
    user = get_user_model()
    found = user.objects.filter(username=user.normalize_username(username), is_active=True).first()
    if found is None:
        raise AccountUnknown(username=username)
    return found.pk


def _approval(bank_id: UUID, reviewer_id: UUID, now: datetime) -> dict[str, Any]:
    outcome = approve_questions(bank_id=bank_id, reviewer_id=reviewer_id, now=now)
    return {
        "approved": outcome.approved,
        "refused": [{"question": str(one.question), "code": one.code} for one in outcome.refused],
        "in_review": Question.objects.filter(bank_id=bank_id, status=Question.Status.IN_REVIEW).count(),
    }
