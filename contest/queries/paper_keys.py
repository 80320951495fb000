"""The key of a paper under a version of the key."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from contest.models import KeyOverride, KeyVersion, Paper
from contest.rules.scoring import PaperKey, Policy, accepted_keys, paper_key
from quizzes.models import QuestionVersion
from quizzes.rules.marking import QuestionKind

_Version = tuple[QuestionKind, dict[str, Any]]
_MOST_KNOWN = 20_000
_known: dict[str, _Version] = {}


@lru_cache(maxsize=10_000)
def paper_key_of(paper_id: UUID, key_number: int) -> PaperKey:
    """What is right on a paper. Papers, question versions and confirmed keys never change: it is read once.

    Key 1 is what the question versions say; a later one adds its confirmed overrides to those before it.
    """
    paper = Paper.objects.only("layout", "round_id").get(pk=paper_id)
    placed: list[dict[str, Any]] = paper.layout
    versions = _versions([one["version"] for one in placed])
    overrides = _overrides(paper.round_id, key_number)
    questions = []
    for one in placed:
        kind, key = versions[one["version"]]
        keys = accepted_keys(kind, key, one["order"], overrides.get(one["version"]))
        questions.append((keys, int(one["points"])))
    return paper_key(questions)


def _versions(ids: Sequence[str]) -> dict[str, _Version]:
    """Kind and key of question versions. The papers of a pool share a bank: only the first ask for it."""
    found = {one: _known[one] for one in ids if one in _known}
    missing = [one for one in ids if one not in found]
    if missing:
        if len(_known) > _MOST_KNOWN:
            _known.clear()
        for version in QuestionVersion.objects.only("kind", "key").filter(pk__in=missing):
            found[str(version.pk)] = _known[str(version.pk)] = (QuestionKind(version.kind), version.key)
    return found


def _overrides(round_id: UUID, key_number: int) -> dict[str, tuple[Policy, dict[str, Any]]]:
    """The newest confirmed override of each question version, up to the key with this number."""
    if key_number == 1:
        return {}
    found = KeyOverride.objects.filter(
        key_version__round=round_id,
        key_version__number__lte=key_number,
        key_version__state=KeyVersion.State.CONFIRMED,
    ).order_by("key_version__number")
    return {str(override.question_version_id): (Policy(override.policy), override.key) for override in found}
