"""Every act of staff is sealed in one chain: its contest's, else its body's, else the installation's."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from contest.accounts.models import Body
from contest.models import AuditNote, AuditRecord, AuditSeal, Contest
from contest.queries.audit import audit_chain, chain_digest
from contest.services.record_audit import record_audit
from contest.services.seal_audit import seal_audit
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


def test_what_is_sealed_is_not_looked_at_again(django_assert_num_queries: Any) -> None:
    """Once a minute, over every contest there ever was."""
    for _ in range(5):
        rows.a_draft()
    assert seal_audit(now=LATER) == 5
    last = rows.a_draft()
    with django_assert_num_queries(5):  # the lock and its end, and of the one new chain: seal, records, seal
        assert seal_audit(now=LATER) == 1
    assert AuditSeal.objects.get(contest=last).number == 1


def a_sealed_contest() -> Contest:
    """A contest with three seals over five acts, the third with a word of its actor's, and one act since."""
    contest = rows.a_draft()
    seal_audit(now=LATER)
    for hours, note in ((1, "Gia hạn vì mất điện"), (2, "")):
        for number in range(2):
            record_audit(
                action="round_extended",
                actor_id=None,
                about=contest,
                contest_id=contest.pk,
                note="" if number else note,
                now=LATER + timedelta(hours=hours, minutes=number),
            )
        seal_audit(now=LATER + timedelta(hours=hours + 1))
    record_audit(
        action="role_ended",
        actor_id=None,
        about=contest,
        contest_id=contest.pk,
        now=LATER + timedelta(hours=9),
    )
    return contest


def tampered(table: str, statement: str, **values: Any) -> None:
    """Change a row as somebody would who owns the database."""
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement, values)
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def test_the_record_is_what_was_sealed() -> None:
    contest = a_sealed_contest()
    chain = audit_chain(contest_id=contest.pk)
    last = AuditSeal.objects.get(contest=contest, number=3)
    assert (chain.seals, chain.sealed, chain.waiting, chain.broken) == (3, 5, 1, None)
    assert (chain.digest, chain.sealed_at) == (last.digest, last.sealed_at)
    AuditNote.objects.filter(record__contest=contest).delete()
    assert audit_chain(contest_id=contest.pk).broken is None  # an erased word contradicts nothing


def test_a_contest_nobody_sealed_yet_has_nothing_that_does_not_fit() -> None:
    contest = rows.a_draft()
    chain = audit_chain(contest_id=contest.pk)
    assert (chain.seals, chain.sealed, chain.waiting, chain.sealed_at, chain.broken) == (0, 0, 1, None, None)


@pytest.mark.parametrize(
    ("table", "statement", "broken"),
    [
        ("contest_auditrecord", "UPDATE {} SET action = 'role_ended' WHERE id = %(second)s", 2),
        ("contest_auditrecord", "UPDATE {} SET after = '{{}}' WHERE id = %(second)s", 2),
        ("contest_auditrecord", "UPDATE {} SET at = at + interval '1 day' WHERE id = %(second)s", 2),
        ("contest_auditrecord", "UPDATE {} SET contest_id = NULL WHERE id = %(third)s", 2),
        ("contest_auditrecord", "UPDATE {} SET contest_id = NULL WHERE id = %(fifth)s", 3),
        ("contest_auditnote", "UPDATE {} SET text = 'Gia hạn cho người quen'", 2),
        ("contest_auditseal", "UPDATE {} SET digest = repeat('0', 64) WHERE number = 2", 2),
        ("contest_auditseal", "UPDATE {} SET record_count = 1 WHERE number = 2", 2),
        ("contest_auditseal", "DELETE FROM {} WHERE number = 2", 3),
        (
            "contest_auditrecord",
            "INSERT INTO {} (id, contest_id, action, object_kind, object_id, before, after, at)"
            " SELECT gen_random_uuid(), contest_id, action, object_kind, object_id, before, after,"
            " at + interval '1 second' FROM contest_auditrecord WHERE id = %(first)s",
            2,
        ),
    ],
)
@pytest.mark.django_db(transaction=True)
def test_whoever_changes_the_record_is_found_out(table: str, statement: str, broken: int) -> None:
    contest = a_sealed_contest()
    ids = AuditRecord.objects.filter(contest=contest).order_by("at", "pk").values_list("pk", flat=True)
    names = ("first", "second", "third", "fourth", "fifth")
    tampered(table, statement.format(table), **dict(zip(names, ids, strict=False)))
    assert audit_chain(contest_id=contest.pk).broken == broken
