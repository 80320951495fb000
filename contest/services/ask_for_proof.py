"""A letter that asks whether a mail address is the person's."""

from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from contest.models import Notice

TEMPLATE = "prove_address"


def ask_for_proof(*, person_id: UUID, address_id: int, link: str, now: datetime) -> None:
    """Leave the letter in the outbox; opening `link` and confirming there is the proof.

    It is the only letter that goes to an address nobody has proven. How often one may ask the door decides.
    """
    Notice.objects.create(
        person_id=person_id,
        channel=Notice.Channel.MAIL,
        template=TEMPLATE,
        details={"address": address_id, "link": link},
        subject_key=f"{TEMPLATE}:{uuid7()}",
        made_at=now,
    )
