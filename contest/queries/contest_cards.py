"""What a link to a contest shows before the page itself has loaded."""

from dataclasses import dataclass

from contest.models import Contest, LifecycleState


@dataclass(frozen=True, slots=True)
class ContestCard:
    """Title and summary in Vietnamese, who holds the contest, and where people can call ("" for nowhere)."""

    title: str
    summary: str
    body_name: str
    hotline: str


def contest_card(*, slug: str) -> ContestCard | None:
    """The card of a published contest, None where no such contest is public."""
    row = (
        Contest.objects.exclude(state=LifecycleState.DRAFT)
        .filter(slug=slug, retired_at=None)
        .select_related("body")
        .only("title", "summary", "body__name", "body__hotline")
        .first()
    )
    if row is None:
        return None
    return ContestCard(
        title=row.title.get("vi", ""),
        summary=row.summary.get("vi", ""),
        body_name=row.body.name.get("vi", ""),
        hotline=row.body.hotline,
    )
