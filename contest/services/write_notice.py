"""A message to a person, put into the outbox in the same transaction as its cause."""

from datetime import datetime
from uuid import UUID

from contest.models import Notice
from contest.queries.addresses import proven_address


def write_notice(
    *,
    person_id: UUID,
    contest_id: UUID | None,
    template: str,
    details: dict[str, object],
    subject_key: str,
    now: datetime,
) -> None:
    """Leave one row for each channel the person can be reached by: always in the account, by mail where there
    is an address the person has proven. A second call with the same `subject_key` adds nothing.
    """
    channels = [Notice.Channel.IN_APP]
    if proven_address(person_id=person_id) is not None:
        channels.append(Notice.Channel.MAIL)
    Notice.objects.bulk_create(
        [
            Notice(
                person_id=person_id,
                contest_id=contest_id,
                channel=channel,
                template=template,
                details=details,
                subject_key=subject_key,
                made_at=now,
            )
            for channel in channels
        ],
        ignore_conflicts=True,
    )
