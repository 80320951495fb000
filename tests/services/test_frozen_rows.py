"""What the database itself refuses to change, whoever asks: the list in full, written by hand."""

from collections import defaultdict
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from contest.models import AuditRecord, AuditSeal, Contest, Terms
from contest.services.seal_audit import seal_audit
from tests.services import staff_rows as rows

pytestmark = pytest.mark.django_db

CHANGE, REMOVAL = "UPDATE", "DELETE"
REFUSED = {
    "contest_terms": {CHANGE, REMOVAL},
    "contest_paper": {CHANGE, REMOVAL},
    "contest_mark": {CHANGE},
    "contest_boardedition": {CHANGE, REMOVAL},
    "contest_case": {REMOVAL},
    "contest_ruling": {REMOVAL},
    "contest_auditrecord": {CHANGE, REMOVAL},
    "contest_auditseal": {CHANGE, REMOVAL},
    "quizzes_questionversion": {CHANGE, REMOVAL},
    "quizzes_questionevent": {CHANGE, REMOVAL},
}


def test_frozen_rows_are_these() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT event_object_table, event_manipulation FROM information_schema.triggers"
            " WHERE action_timing = 'BEFORE' AND action_orientation = 'ROW'"
        )
        found = defaultdict(set)
        for table, event in cursor.fetchall():
            found[table].add(event)
    assert found == REFUSED


def test_terms_and_the_chain_of_seals_stay_as_they_are() -> None:
    contest = rows.a_draft()
    terms = rows.written_terms(contest)
    Contest.objects.filter(pk=contest.pk).update(state="OPEN", published_at=rows.NOW)
    assert AuditRecord.objects.filter(contest=contest).exists()
    assert seal_audit(now=rows.NOW + timedelta(days=1)) == 1
    for tamper in (
        lambda: Terms.objects.filter(pk=terms.pk).update(number=2),
        lambda: Terms.objects.filter(pk=terms.pk).delete(),
        lambda: AuditSeal.objects.update(digest="0" * 64),
        lambda: AuditSeal.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            tamper()
