"""The boards of a round: one for everybody and one for each division, made when first asked for."""

from uuid import UUID

from contest.models import Board, Division, Round


def make_boards(*, round_id: UUID) -> dict[UUID | None, UUID]:
    """The id of each board of a round by division, None for everybody's; a repeat makes none twice."""
    boards = _boards(round_id)
    contest_id = Round.objects.values_list("contest_id", flat=True).get(pk=round_id)
    wanted = {None, *Division.objects.filter(contest=contest_id).values_list("pk", flat=True)}
    missing = wanted - boards.keys()
    if missing:
        Board.objects.bulk_create(
            [
                Board(contest_id=contest_id, scope=Board.Scope.ROUND, round_id=round_id, division_id=division)
                for division in missing
            ],
            ignore_conflicts=True,
        )
        boards = _boards(round_id)
    return boards


def _boards(round_id: UUID) -> dict[UUID | None, UUID]:
    return dict(Board.objects.filter(round=round_id, scope=Board.Scope.ROUND).values_list("division", "pk"))
