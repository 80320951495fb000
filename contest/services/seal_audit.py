"""Sealing the audit trail: chains of digests."""

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from contest.models import AuditRecord, AuditSeal
from contest.queries.audit import chain_digest
from contest.queries.statements import rows_prepared
from quizzes.services.alone import alone

# Records are ordered by (at, id). One that is being committed may carry an earlier moment than one that is
# there already, so only what is older than any request can last is sealed.
SETTLED_AFTER = timedelta(minutes=2)


class _Chain(NamedTuple):
    """Whose records are sealed together: a contest's, else a body's, else those of the installation."""

    contest: UUID | None
    body: UUID | None


def seal_audit(*, now: datetime) -> int:
    """Seal the settled records of every chain that has new ones; returns how many seals were made.

    A seal's digest covers the seal before and, in order, each record since: whoever has the records can
    compute the chain again, and none can be changed, taken out or put in before the last seal unseen. One
    process at a time seals; another one does nothing.
    """
    with alone("seal_audit") as is_alone:
        return sum(_seal(chain, now) for chain in _chains(now)) if is_alone else 0


def _chains(now: datetime) -> list[_Chain]:
    """The chains whose newest settled record is not yet the last one of a seal."""
    return [_Chain(*row) for row in rows_prepared(_UNSEALED, [now - SETTLED_AFTER])]


_UNSEALED = """
SELECT newest.contest_id, newest.body_id
  FROM (SELECT DISTINCT ON (1, 2) contest_id, CASE WHEN contest_id IS NULL THEN body_id END AS body_id, id
          FROM contest_auditrecord
         WHERE at <= $1
         ORDER BY 1, 2, at DESC, id DESC) AS newest
 WHERE NOT EXISTS (SELECT FROM contest_auditseal WHERE last_id = newest.id)
 ORDER BY 1, 2
"""


def _seal(chain: _Chain, now: datetime) -> bool:
    seals = AuditSeal.objects.filter(contest=chain.contest, body=chain.body)
    before = seals.select_related("last").order_by("-number").first()
    records = list(_unsealed(chain, before, now))
    if not records:
        return False
    before_digest = before.digest if before else ""
    AuditSeal.objects.create(
        contest_id=chain.contest,
        body_id=chain.body,
        number=before.number + 1 if before else 1,
        last=records[-1],
        record_count=len(records),
        digest=chain_digest(before_digest, records),
        before_digest=before_digest,
        sealed_at=now,
    )
    return True


def _unsealed(chain: _Chain, before: AuditSeal | None, now: datetime) -> list[AuditRecord]:
    of_chain = Q(contest=chain.contest) if chain.contest else Q(contest=None, body=chain.body)
    records = AuditRecord.objects.filter(of_chain, at__lte=now - SETTLED_AFTER)
    if before:
        last = before.last
        records = records.filter(Q(at__gt=last.at) | Q(at=last.at, pk__gt=last.pk))
    return list(records.order_by("at", "pk"))
