"""The terms of a contest as a value."""

from datetime import datetime
from functools import lru_cache
from uuid import UUID

from contest.models import Terms as TermsRow
from contest.rules import terms as rules


def terms_row_at(*, contest_id: UUID, at: datetime) -> TermsRow | None:
    """The version in effect at an instant; None before the first one."""
    return (
        TermsRow.objects.filter(contest=contest_id, effective_at__lte=at)
        .order_by("-effective_at", "-number")
        .first()
    )


def terms_at(*, contest_id: UUID, at: datetime) -> rules.Terms | None:
    """What the version in effect at an instant says; None before the first one."""
    row = terms_row_at(contest_id=contest_id, at=at)
    return rules.parse(row.definition) if row else None


def terms_of_opening(*, contest_id: UUID, opens_at: datetime) -> rules.Terms | None:
    """What holds for a round that opens then, as TERMS_OF_ROUND has it; None without any version."""
    row = terms_row_at(contest_id=contest_id, at=opens_at) or (
        TermsRow.objects.filter(contest=contest_id).order_by("effective_at", "-number").first()
    )
    return rules.parse(row.definition) if row else None


@lru_cache(maxsize=1024)
def terms_version(terms_id: UUID) -> rules.Terms:
    """What one version says. A version is never changed (trigger), so each process reads it once."""
    return rules.parse(TermsRow.objects.values_list("definition", flat=True).get(pk=terms_id))


TERMS_OF_ROUND = """
  JOIN LATERAL (SELECT id FROM contest_terms
                 WHERE contest_id = round.contest_id
                 ORDER BY effective_at > round.opens_at,
                          CASE WHEN effective_at <= round.opens_at THEN effective_at END DESC,
                          effective_at, number DESC
                 LIMIT 1) AS terms ON TRUE
"""
"""For statements on a `round`: the version that holds for it, the one in effect when it opened (or the first
there is), so that no later change alters time, tries or places of a round under way.
"""
