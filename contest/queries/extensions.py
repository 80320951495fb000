"""Extensions of rounds that wait for a second person's word."""

from uuid import UUID

from contest.models import AuditRecord


def waiting_extensions(*, contest_id: UUID) -> dict[UUID, AuditRecord]:
    """The newest extension of each of the contest's rounds, where nobody has confirmed it, by round."""
    about_them = AuditRecord.objects.filter(
        contest=contest_id, action__in=["round_extended", "round_extension_confirmed"]
    )
    newest = {record.object_id: record for record in about_them.order_by("at", "pk")}
    return {round_id: one for round_id, one in newest.items() if one.action == "round_extended"}
