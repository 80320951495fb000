"""A checked draft as rows that are not stored yet."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from msgspec import Struct

from quizzes.models import Citation, Question, QuestionVersion
from quizzes.queries.regulations import CitedPlace
from quizzes.rules.texts import folded
from quizzes.services.check_draft import QuestionDraft

LEGAL_TIME = ZoneInfo("Asia/Ho_Chi_Minh")


class BuiltVersion(Struct, frozen=True):
    version: QuestionVersion
    citations: tuple[Citation, ...]


def build_version(
    *,
    question: Question,
    number: int,
    draft: QuestionDraft,
    places: Sequence[CitedPlace],
    author_id: UUID,
    now: datetime,
) -> BuiltVersion:
    """The version and its citations, checked on the day of `now` in Viet Nam."""
    version = QuestionVersion(
        question=question,
        number=number,
        kind=draft.kind,
        language=draft.language,
        stem=draft.stem,
        options=[
            {"text": text, "pinned": index in (draft.pinned or ())}
            for index, text in enumerate(draft.options)
        ],
        key=_stored_key(draft.key),
        topic=draft.topic,
        level=draft.level,
        explanation=draft.explanation,
        folded_stem=folded(draft.stem),
        author_id=author_id,
        written_at=now,
    )
    citations = tuple(
        Citation(
            question_version=version,
            regulation=place.regulation,
            provision_version=place.version,
            raw=place.raw[:500],
            checked_on=now.astimezone(LEGAL_TIME).date(),
            place=index,
        )
        for index, place in enumerate(places)
    )
    return BuiltVersion(version, citations)


def _stored_key(key: dict[str, Any]) -> dict[str, Any]:
    """Right options in ascending order, so that equal keys are equal rows."""
    return {**key, "correct": sorted(key["correct"])} if "correct" in key else key
