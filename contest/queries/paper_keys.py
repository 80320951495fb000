"""The key of a paper under a version of the key."""

from functools import lru_cache
from typing import Any
from uuid import UUID

from contest.models import KeyOverride, KeyVersion, Paper
from contest.rules.scoring import PaperKey, Policy, accepted_keys, paper_key
from quizzes.models import QuestionVersion
from quizzes.rules.marking import QuestionKind


@lru_cache(maxsize=10_000)
def paper_key_of(paper_id: UUID, key_number: int) -> PaperKey:
    """What is right on a paper. Papers, question versions and confirmed keys never change: it is read once.

    Key 1 is what the question versions say; a later one adds its confirmed overrides to those before it.
    """
    paper = Paper.objects.only("layout", "round_id").get(pk=paper_id)
    placed: list[dict[str, Any]] = paper.layout
    versions = {
        str(version.pk): version
        for version in QuestionVersion.objects.only("kind", "key").filter(
            pk__in=[one["version"] for one in placed]
        )
    }
    overrides = _overrides(paper.round_id, key_number)
    questions = []
    for one in placed:
        version = versions[one["version"]]
        kind = QuestionKind(version.kind)
        keys = accepted_keys(kind, version.key, one["order"], overrides.get(one["version"]))
        questions.append((keys, int(one["points"])))
    return paper_key(questions)


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
