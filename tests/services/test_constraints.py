"""What the database itself refuses, whoever asks."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from contest.models import Attempt, Board, Case, Contest, Round, Ruling
from contest.services.make_boards import make_boards
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


@pytest.mark.parametrize(
    ("changes", "refusing"),
    [
        ({"closes_at": F("opens_at")}, "round_window_in_order"),
        ({"results_at": F("closes_at") - MINUTE}, "round_results_after_it"),
        ({"counters_hidden_from": F("opens_at") - MINUTE}, "round_counters_hidden_within_it"),
        ({"counters_hidden_from": F("closes_at") + MINUTE}, "round_counters_hidden_within_it"),
    ],
)
def test_the_moments_of_a_round_follow_each_other(changes: Mapping[str, object], refusing: str) -> None:
    running = rows.a_running_contest()
    with pytest.raises(IntegrityError, match=refusing), transaction.atomic():
        Round.objects.filter(pk=running.round.pk).update(**changes)


@pytest.mark.parametrize("changes", [{"state": "DRAFT"}, {"published_at": None}])
def test_a_contest_that_is_no_draft_was_published_once(changes: Mapping[str, object]) -> None:
    running = rows.a_running_contest()
    with pytest.raises(IntegrityError, match="contest_published_once_no_draft"), transaction.atomic():
        Contest.objects.filter(pk=running.contest.pk).update(**changes)


@pytest.mark.parametrize("changes", [{"round": None}, {"scope": "CONTEST"}])
def test_a_board_has_a_round_when_it_is_one_of_a_round(changes: Mapping[str, object]) -> None:
    running = rows.a_running_contest()
    make_boards(round_id=running.round.pk)
    with pytest.raises(IntegrityError, match="board_of_its_scope"), transaction.atomic():
        Board.objects.filter(round=running.round, division=None).update(**changes)


def test_what_is_settled_or_decided_says_when_and_by_whom() -> None:
    attempt = a_submitted_attempt(rows.a_running_contest(), right=1)
    case = Case.objects.create(
        contest=attempt.entry.contest, entry=attempt.entry, signal="REPORT", opened_at=rows.now()
    )
    ruling = Ruling.objects.create(
        case=case,
        action="NO_ACTION",
        reason_code="nothing_found",
        proposed_by=attempt.entry.user,
        proposed_at=rows.now(),
    )
    with pytest.raises(IntegrityError, match="case_settled_at_a_moment"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(state="SETTLED")
    with pytest.raises(IntegrityError, match="case_settled_at_a_moment"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(settled_at=rows.now())
    for changes in ({"state": "CONFIRMED"}, {"state": "REJECTED", "decided_at": rows.now()}):
        with pytest.raises(IntegrityError, match="ruling_decided_by_somebody"), transaction.atomic():
            Ruling.objects.filter(pk=ruling.pk).update(**changes)
