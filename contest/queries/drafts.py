"""What may still be deleted: a contest of which nobody outside was ever told."""

from contest.models import Contest, LifecycleState


def is_unseen(contest: Contest) -> bool:
    """True for a draft that was never published and that nobody has entered."""
    is_draft = contest.state == LifecycleState.DRAFT and contest.published_at is None
    return is_draft and not contest.entries.exists()
