"""Every act of staff is sealed in one chain: its contest's, else its body's, else the installation's."""

from datetime import timedelta

import pytest

from contest.accounts.models import Body
from contest.models import AuditRecord, AuditSeal, Contest
from contest.services.record_audit import record_audit
from contest.services.seal_audit import chain_digest, seal_audit
from tests.services import staff_rows as rows

pytestmark = pytest.mark.django_db
NOW = rows.NOW
LATER = NOW + timedelta(hours=1)


def acted(about: Contest | Body, *, body: Body | None = None, contest: Contest | None = None) -> AuditRecord:
    """Leave a record."""
    return record_audit(
        action="role_granted",
        actor_id=None,
        about=about,
        body_id=body.pk if body else None,
        contest_id=contest.pk if contest else None,
        now=NOW,
    )


def test_what_is_done_outside_a_contest_is_sealed_too() -> None:
    body, other = rows.a_body(), rows.a_body()
    contest = rows.a_draft(body)
    chains = {
        (contest.pk, None): [
            *AuditRecord.objects.filter(contest=contest),
            acted(contest, body=body, contest=contest),
        ],
        (None, body.pk): [acted(body, body=body), acted(body, body=body)],
        (None, other.pk): [acted(other, body=other)],
        (None, None): [acted(body)],
    }
    assert seal_audit(now=LATER) == len(chains)
    assert seal_audit(now=LATER) == 0
    for (contest_id, body_id), records in chains.items():
        seal = AuditSeal.objects.get(contest=contest_id, body=body_id)
        in_order = sorted(records, key=lambda record: (record.at, record.pk))
        assert (seal.record_count, seal.digest) == (len(records), chain_digest("", in_order))
    acted(body, body=body)
    assert seal_audit(now=LATER) == 1
    first, second = AuditSeal.objects.filter(body=body).order_by("number")
    assert (second.number, second.before_digest) == (2, first.digest)
