"""The boards of a round: one for everybody and one for each division, made when first asked for."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from contest.models import Board, Division, Entry
from contest.queries.ranked_rounds import ranked_round


def make_boards(*, round_id: UUID) -> dict[UUID | None, UUID]:
    """The id of each board of a round by division, None for everybody's; a repeat makes none twice.

    A division that only other terms name has one as soon as somebody is in it.
    """
    boards = _boards(round_id)
    ranked = ranked_round(round_id=round_id)
    divisions = Division.objects.filter(
        Q(code__in=[one.code for one in ranked.terms.divisions])
        | Exists(Entry.objects.filter(division=OuterRef("pk"))),
        contest=ranked.contest_id,
    )
    missing = {None, *divisions.values_list("pk", flat=True)} - boards.keys()
    if missing:
        Board.objects.bulk_create(
            [
                Board(
                    contest_id=ranked.contest_id,
                    scope=Board.Scope.ROUND,
                    round_id=round_id,
                    division_id=division,
                )
                for division in missing
            ],
            ignore_conflicts=True,
        )
        boards = _boards(round_id)
    return boards


def _boards(round_id: UUID) -> dict[UUID | None, UUID]:
    return dict(Board.objects.filter(round=round_id, scope=Board.Scope.ROUND).values_list("division", "pk"))
