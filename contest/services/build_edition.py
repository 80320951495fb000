"""An immutable edition of a board."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from contest.models import Board, BoardEdition
from contest.queries.board_files import board_digest
from contest.services.hold_boards import hold_boards


def build_edition(
    *, board_id: UUID, now: datetime, kind: BoardEdition.Kind = BoardEdition.Kind.FINAL
) -> BoardEdition:
    """Record the public board as it is as its next edition and point to it, in one step for whoever looks.

    The digest is the SHA-256 over the packed key and the entry's id of each row in order, so whoever has
    the rows can check it. A board that did not change keeps the edition it points to.
    """
    round_id = Board.objects.values_list("round_id", flat=True).get(pk=board_id)
    with transaction.atomic():
        if round_id is not None:
            hold_boards(round_id=round_id, exclusively=True)
        board = Board.objects.select_for_update(no_key=True).get(pk=board_id)
        digest, row_count = board_digest(board_id=board_id)
        newest = board.editions.order_by("-number").first()
        pointed = board.frozen_edition if kind == BoardEdition.Kind.FROZEN else board.edition
        if newest and (newest.number, newest.digest) == (pointed, digest):
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
