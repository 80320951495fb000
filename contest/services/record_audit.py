"""The undeletable record of an act of staff."""

import hashlib
import os
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Model

from contest.models import AuditNote, AuditRecord


def record_audit(
    *,
    action: str,
    actor_id: UUID | None,
    about: Model,
    now: datetime,
    body_id: UUID | None = None,
    contest_id: UUID | None = None,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    note: str = "",
) -> AuditRecord:
    """Write down who did what to `about`; to be called inside the transaction of the act itself.

    Without an actor the operator of the installation did it. `before` and `after` hold ids, codes, instants
    and digests, never personal data: the row outlives every request for erasure. Words of the actor's own are
    the `note`, which lies beside it and can be erased.
    """
    salt = os.urandom(16)
    said = {"note_digest": hashlib.sha256(salt + note.encode()).hexdigest()} if note else {}
    record = AuditRecord.objects.create(
        action=action,
        actor_id=actor_id,
        body_id=body_id,
        contest_id=contest_id,
        object_kind=about._meta.model_name or "",
        object_id=about.pk,
        before=dict(before or {}),
        after={**(after or {}), **said},
        at=now,
    )
    if note:
        AuditNote.objects.create(record=record, salt=salt, text=note)
    return record
