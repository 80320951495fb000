"""What the database itself refuses, whoever asks."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from contest.models import Attempt
from contest.services.open_attempt import AttemptIsSubmitted, open_attempt
from tests.services import live_rows as rows
from tests.worker.rows import a_submitted_attempt, over

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("changes", "refusing"),
    [
        ({"ordinal": 0}, "attempt_ordinal_from_one"),
        ({"epoch": 0}, "attempt_epoch_from_one"),
        ({"state": -1}, "attempt_moments_in_order"),
        ({"state": 0}, "attempt_moments_in_order"),
        ({"submitted_by": 0}, "attempt_moments_in_order"),
        ({"submitted_at": None}, "attempt_moments_in_order"),
        ({"submitted_at": F("opened_at") - MINUTE}, "attempt_moments_in_order"),
        ({"submitted_at": F("closes_at") + MINUTE}, "attempt_moments_in_order"),
        ({"closes_at": F("opened_at") - MINUTE}, "attempt_moments_in_order"),
    ],
)
def test_an_attempt_keeps_its_order(changes: Mapping[str, object], refusing: str) -> None:
    attempt = a_submitted_attempt(rows.a_running_contest(), right=1)
    with pytest.raises(IntegrityError, match=refusing), transaction.atomic():
        Attempt.objects.filter(pk=attempt.pk).update(**changes)


def test_an_open_attempt_ends_after_it_began() -> None:
    opened = rows.an_open_attempt(rows.a_running_contest())
    with pytest.raises(IntegrityError, match="attempt_moments_in_order"), transaction.atomic():
        Attempt.objects.filter(pk=opened.id).update(closes_at=F("opened_at") - MINUTE)


def test_a_start_that_is_repeated_after_the_end_is_told_so() -> None:
    running = rows.a_running_contest()
    attempt = a_submitted_attempt(running, right=1)
    over(running, now=rows.now())
    with pytest.raises(AttemptIsSubmitted):
        open_attempt(round_id=running.round.pk, user_id=attempt.entry.user_id, ordinal=1)
