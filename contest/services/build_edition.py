"""An immutable edition of a board."""

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction

from contest.models import Board, BoardEdition
from contest.queries.statements import rows_prepared

BATCH = 5_000


def build_edition(
    *, board_id: UUID, now: datetime, kind: BoardEdition.Kind = BoardEdition.Kind.FINAL
) -> BoardEdition:
    """Record the public board as it is as its next edition and point to it, in one step for whoever looks.

    The digest is the SHA-256 over the packed key and the entry's id of each row in order, so whoever has
    the rows can check it. A board that did not change keeps its edition.
    """
    digest, row_count = _digest(board_id)
    with transaction.atomic():
        board = Board.objects.select_for_update().get(pk=board_id)
        newest = board.editions.order_by("-number").first()
        if newest and (newest.kind, newest.digest) == (kind, digest):
            return newest
        edition = BoardEdition.objects.create(
            board=board,
            number=newest.number + 1 if newest else 1,
            kind=kind,
            digest=digest,
            row_count=row_count,
            built_at=now,
        )
        if kind == BoardEdition.Kind.FROZEN:
            Board.objects.filter(pk=board_id).update(frozen_edition=edition.number)
        else:
            Board.objects.filter(pk=board_id).update(edition=edition.number)
    return edition


def _digest(board_id: UUID) -> tuple[str, int]:
    digest, row_count = hashlib.sha256(), 0
    key, entry_id = b"", UUID(int=0)
    while rows := rows_prepared(_ROWS, [board_id, key, entry_id, BATCH]):
        for key, entry_id in rows:
            digest.update(key + entry_id.bytes)
        row_count += len(rows)
    return digest.hexdigest(), row_count


_ROWS = """
SELECT public_key, entry_id FROM contest_standing
 WHERE board_id = $1 AND public_key IS NOT NULL AND (public_key, entry_id) > ($2::bytea, $3::uuid)
 ORDER BY public_key, entry_id LIMIT $4::int
"""
