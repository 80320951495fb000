"""Sealing the audit trail: a chain of digests per contest."""

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from contest.models import AuditRecord, AuditSeal, Contest

# Records are ordered by (at, id). One that is being committed may carry an earlier moment than one that is
# there already, so only what is older than any request can last is sealed.
SETTLED_AFTER = timedelta(minutes=2)


def seal_audit(*, now: datetime) -> int:
    """Seal the settled records of every contest that has new ones; returns how many seals were made.

    A seal's digest covers the seal before and, in order, each record since: whoever has the records can
    compute the chain again, and none can be changed, taken out or put in before the last seal unseen.
    """
    newer = AuditRecord.objects.filter(contest=OuterRef("pk"), at__lte=now - SETTLED_AFTER)
    contests = Contest.objects.filter(Exists(newer)).order_by("pk")
    return sum(_seal(contest_id, now) for contest_id in contests.values_list("pk", flat=True))


def _seal(contest_id: UUID, now: datetime) -> bool:
    with transaction.atomic():
        Contest.objects.select_for_update(no_key=True).get(pk=contest_id)
        before = (
            AuditSeal.objects.filter(contest=contest_id).select_related("last").order_by("-number").first()
        )
        records = list(_unsealed(contest_id, before, now))
        if not records:
            return False
        before_digest = before.digest if before else ""
        AuditSeal.objects.create(
            contest_id=contest_id,
            number=before.number + 1 if before else 1,
            last=records[-1],
            record_count=len(records),
            digest=chain_digest(before_digest, records),
            before_digest=before_digest,
            sealed_at=now,
        )
    return True


def _unsealed(contest_id: UUID, before: AuditSeal | None, now: datetime) -> list[AuditRecord]:
    records = AuditRecord.objects.filter(contest=contest_id, at__lte=now - SETTLED_AFTER)
    if before:
        last = before.last
        records = records.filter(Q(at__gt=last.at) | Q(at=last.at, pk__gt=last.pk))
    return list(records.order_by("at", "pk"))


def chain_digest(before_digest: str, records: list[AuditRecord]) -> str:
    """The SHA-256, in hex, over the digest before and the canonical JSON of each record in order."""
    digest = hashlib.sha256(before_digest.encode())
    for record in records:
        digest.update(
            msgspec.json.encode(
                [
                    str(record.pk),
                    str(record.actor_id),
                    record.action,
                    record.object_kind,
                    str(record.object_id),
                    record.before,
                    record.after,
                    record.at.isoformat(),
                ],
                order="deterministic",
            )
        )
    return digest.hexdigest()
