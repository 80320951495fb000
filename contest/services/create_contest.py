"""A new contest, as a draft that nobody outside sees."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from contest.accounts.models import Body, PrivacyNotice
from contest.models import Contest, ContestRole
from contest.queries.staff import may_choose_units_of
from contest.services.record_audit import record_audit
from quizzes.refusals import Refusal


class SlugTaken(Refusal):
    """Another contest, perhaps of another body, already has this address."""

    code = "slug_taken"


class UnitUnknown(Refusal):
    """No such unit, or a unit of another body."""

    code = "unit_unknown"


def create_contest(
    *,
    body: Body,
    kind: str,
    slug: str,
    title: dict[str, str],
    summary: dict[str, str],
    unit_root_id: UUID | None,
    actor_id: UUID,
    now: datetime,
) -> Contest:
    """Create a draft under the body's newest privacy notice and make its creator organiser.

    Refuses SlugTaken, UnitUnknown.
    """
    if unit_root_id and not may_choose_units_of(body_id=body.pk, unit_id=unit_root_id):
        raise UnitUnknown(unit=str(unit_root_id))
    with transaction.atomic():
        contest, created = Contest.objects.get_or_create(
            slug=slug,
            defaults={
                "body": body,
                "kind": kind,
                "title": title,
                "summary": summary,
                "unit_root_id": unit_root_id,
                "privacy_notice": PrivacyNotice.objects.filter(body=body).order_by("-version").first(),
                "created_by_id": actor_id,
            },
        )
        if not created:
            raise SlugTaken(slug=slug)
        ContestRole.objects.create(
            contest=contest,
            user_id=actor_id,
            role=ContestRole.Role.ORGANISER,
            granted_by_id=actor_id,
            granted_at=now,
        )
        record_audit(
            action="contest_created",
            actor_id=actor_id,
            about=contest,
            body_id=body.pk,
            contest_id=contest.pk,
            after={"slug": slug, "kind": kind},
            now=now,
        )
    return contest
