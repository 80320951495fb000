"""The record of acts: page by page, and whether it is still as it was sealed."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

import msgspec
from msgspec import Struct

from contest.accounts.models import User
from contest.models import AuditRecord, AuditSeal
from contest.queries.account_names import shown_name

PAGE = 50


class AuditRow(Struct, frozen=True):
    """One act of staff; `person` is whom it concerns, where that is an account; `note` says why."""

    id: UUID
    action: str
    actor: str | None
    person: str | None
    object_kind: str
    object_id: UUID
    before: dict[str, Any]
    after: dict[str, Any]
    note: str | None
    at: datetime


class AuditPage(Struct, frozen=True):
    """Fifty acts, the newest first, and where to go on."""

    rows: list[AuditRow]
    after: UUID | None


class AuditChain(Struct, frozen=True):
    """How far the record is sealed, and whether it is still what was sealed.

    `broken` is the number of the first seal that does not fit, null where all do. `digest` is that of the
    last seal: whoever keeps it can tell later whether anything before it was changed, the seals among it.
    """

    seals: int
    sealed: int
    waiting: int
    sealed_at: datetime | None
    digest: str
    broken: int | None


def audit_page(*, contest_id: UUID, after: UUID | None, with_persons: bool) -> AuditPage:
    """Fifty acts of staff in a contest, the newest first.

    The login name of somebody who takes part may be a phone number, so it is only for whom the contest gives
    such data.
    """
    rows = AuditRecord.objects.filter(contest=contest_id).select_related("actor", "note").order_by("-pk")
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found = list(rows[: PAGE + 1])
    concerned = {one.pk: _concerned(one, with_persons=with_persons) for one in found}
    users = User.objects.filter(pk__in=filter(None, concerned.values()))
    people = {str(user.pk): shown_name(user) for user in users}
    return AuditPage(
        rows=[
            AuditRow(
                id=one.pk,
                action=one.action,
                actor=shown_name(one.actor) if one.actor else None,
                person=people.get(concerned[one.pk]),
                object_kind=one.object_kind,
                object_id=one.object_id,
                before=one.before,
                after=one.after,
                note=one.note.text if hasattr(one, "note") else None,
                at=one.at,
            )
            for one in found[:PAGE]
        ],
        after=found[PAGE - 1].pk if len(found) > PAGE else None,
    )


def _concerned(record: AuditRecord, *, with_persons: bool) -> str:
    """The id of the account an act concerns; "" for none, or none that may be named."""
    if record.object_kind == "user":
        return str(record.object_id) if with_persons else ""
    return str(record.after.get("user") or record.before.get("user") or "")


def audit_chain(*, contest_id: UUID) -> AuditChain:
    """The chain of a contest's seals, computed again from its records."""
    seals = list(AuditSeal.objects.filter(contest=contest_id).order_by("number"))
    in_order = AuditRecord.objects.filter(contest=contest_id).select_related("note").order_by("at", "pk")
    records = in_order.iterator()
    broken, digest = None, ""
    for number, seal in enumerate(seals, start=1):
        sealed = list(islice(records, seal.record_count))
        if broken is None and not _fits(seal, number, digest, sealed):
            broken = seal.number
        digest = seal.digest
    return AuditChain(
        seals=len(seals),
        sealed=sum(seal.record_count for seal in seals),
        waiting=sum(1 for _ in records),
        sealed_at=seals[-1].sealed_at if seals else None,
        digest=digest,
        broken=broken,
    )


def _fits(seal: AuditSeal, number: int, before: str, records: Sequence[AuditRecord]) -> bool:
    return (
        (seal.number, seal.before_digest) == (number, before)
        and [one.pk for one in records[-1:]] == [seal.last_id]
        and len(records) == seal.record_count
        and seal.digest == chain_digest(before, records)
        and all(_says_what_was_said(one) for one in records)
    )


def _says_what_was_said(record: AuditRecord) -> bool:
    """Whether the note is the one that was recorded; one that was erased contradicts nothing."""
    if not hasattr(record, "note"):
        return True
    said = bytes(record.note.salt) + record.note.text.encode()
    return bool(record.after.get("note_digest") == hashlib.sha256(said).hexdigest())


def chain_digest(before_digest: str, records: Sequence[AuditRecord]) -> str:
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
