"""Putting an accepted report into its bank: all of it in one transaction, or nothing."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from django.db import transaction
from django.db.models import OuterRef, Subquery
from msgspec import Struct

from quizzes.formats.duplicates import fingerprint
from quizzes.formats.reading import Item, RefusedRow
from quizzes.models import Citation, Question, QuestionBank, QuestionEvent, QuestionImport, QuestionVersion
from quizzes.queries.banks import bank_fingerprints
from quizzes.queries.regulations import CitationNotFound, CitedPlace, cited_place
from quizzes.rules.citation import CitationNotUnderstood
from quizzes.services.build_version import LEGAL_TIME, BuiltVersion, build_version
from quizzes.services.check_draft import QuestionDraft, check_draft
from quizzes.services.claim_import import claim_import

State = QuestionImport.State
BATCH = 500


class _Stored(Struct, frozen=True):
    """The rows one item becomes."""

    question: Question
    built: BuiltVersion
    event: QuestionEvent


def store_import(*, import_id: UUID, now: datetime) -> int:
    """How many questions were stored; STORING becomes STORED. Anything else is left alone and gives 0.

    What cites a provision waits for a second person (IN_REVIEW); what cites nothing the library knows, and
    has no default, is kept as NEEDS_REVIEW. Questions that came into the bank since the file was read are
    moved to the refused ones of the report. Storing is tried as often as `claim_import` allows.
    """
    with claim_import(import_id=import_id, waiting=State.STORING, working=State.STORING) as is_mine:
        return _store(import_id, now) if is_mine else 0


def _store(import_id: UUID, now: datetime) -> int:
    with transaction.atomic():
        found = QuestionImport.objects.select_for_update(no_key=True).get(pk=import_id)
        if found.state != State.STORING or found.report is None:
            return 0
        # One import at a time a bank: the fingerprints below must not age while this one is stored.
        QuestionBank.objects.select_for_update(no_key=True).get(pk=found.bank_id)
        items = msgspec.convert(found.report["taken"], tuple[Item, ...])
        known = bank_fingerprints(bank_id=found.bank_id)
        fresh = [item for item in items if fingerprint(item.stem, item.options) not in known]
        _insert([_stored(found, item, now) for item in fresh])
        found.report = _settled(found.report, items, fresh)
        found.state = State.STORED
        found.save(update_fields=["report", "state"])
    return len(fresh)


def _stored(found: QuestionImport, item: Item, now: datetime) -> _Stored:
    draft = check_draft(
        QuestionDraft(
            kind=item.kind,
            stem=item.stem,
            options=item.options,
            key={"correct": list(item.correct)},
            pinned=item.pinned,
            topic=item.topic,
            level=item.level or "RECALL",
            explanation=item.explanation,
        )
    )
    places = _places(found, item, now)
    question = Question(
        bank_id=found.bank_id,
        external_id=fingerprint(item.stem, item.options),
        status=Question.Status.IN_REVIEW if places else Question.Status.NEEDS_REVIEW,
        author_id=found.asked_by_id,
    )
    built = build_version(
        question=question, number=1, draft=draft, places=places, author_id=found.asked_by_id, now=now
    )
    event = QuestionEvent(
        question=question,
        version=built.version,
        action=QuestionEvent.Action.IMPORTED,
        actor_id=found.accepted_by_id or found.asked_by_id,
        comment=f"{found.file_name} {item.place}" + (f": {item.citation}" if item.citation else ""),
        at=now,
    )
    return _Stored(question, built, event)


def _places(found: QuestionImport, item: Item, now: datetime) -> list[CitedPlace]:
    """What the row cites, or the default of the file; a citation nobody understands leaves the default."""
    if item.citation:
        try:
            return [cited_place(item.citation, on=now.astimezone(LEGAL_TIME).date())]
        except (CitationNotFound, CitationNotUnderstood):
            return []
    regulation = found.default_regulation
    return [CitedPlace(str(regulation), regulation, None)] if regulation else []


def _insert(stored: list[_Stored]) -> None:
    """A version needs its question and a question its current version: the questions go first, bare."""
    Question.objects.bulk_create([one.question for one in stored], batch_size=BATCH)
    QuestionVersion.objects.bulk_create([one.built.version for one in stored], batch_size=BATCH)
    Citation.objects.bulk_create([cited for one in stored for cited in one.built.citations], batch_size=BATCH)
    QuestionEvent.objects.bulk_create([one.event for one in stored], batch_size=BATCH)
    first = QuestionVersion.objects.filter(question=OuterRef("pk"), number=1)
    fresh = Question.objects.filter(pk__in=[one.question.pk for one in stored])
    fresh.update(current=Subquery(first.values("pk")[:1]))


def _settled(report: dict[str, Any], items: tuple[Item, ...], fresh: list[Item]) -> dict[str, Any]:
    stored = {item.place for item in fresh}
    late = [RefusedRow(one.place, "already_in_bank", one.stem) for one in items if one.place not in stored]
    if not late:
        return report
    return {
        **report,
        "taken": msgspec.to_builtins(fresh),
        "refused": [*report["refused"], *msgspec.to_builtins(late)],
    }
