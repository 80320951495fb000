"""What a standing is made of: the measures of the terms, the attempts that count, the key of today."""

from datetime import timedelta
from typing import Any

import pytest

from contest.models import Attempt, Board, Division, Entry, KeyOverride, KeyVersion, Mark, Round, Standing
from contest.queries.boards import Selection, staff_board
from contest.queries.own_standing import own_standing
from contest.queries.ranked_rounds import ranked_round
from contest.rules.ranking import unpack
from contest.rules.terms import RankingKey
from contest.services.close_round import close_round
from contest.services.drain_submitted import drain_submitted
from contest.services.place_entries import place_entries
from contest.services.rebuild_standings import rebuild_standings
from contest.services.sweep_expired import sweep_expired
from quizzes.models import QuestionVersion
from tests.services.live_rows import Running, a_round, a_running_contest, an_entry, an_open_attempt, now
from tests.services.live_rows import moved as deadline_moved
from tests.worker.rows import a_submitted_attempt, an_answered_attempt, over

pytestmark = pytest.mark.django_db

BY_TIME: dict[str, Any] = {"prediction": None, "ranking_keys": ["POINTS", "DURATION"]}
BY_GUESS: dict[str, Any] = {"ranking_keys": ["POINTS", "PREDICTION_DISTANCE", "DURATION"]}


def ranked_by(running: Running, entry: Entry) -> dict[RankingKey, int | None]:
    """What the standing of an entry is ranked by, key by key."""
    keys = ranked_round(round_id=running.round.pk).staff_keys
    standing = Standing.objects.get(entry=entry, board__round=running.round, board__division=None)
    return unpack(bytes(standing.staff_key or b""), keys)


def test_extra_time_moves_the_deadline_and_is_compared_in_proportion() -> None:
    extra = {"percent_up_to": 100, "comparison": "IN_PROPORTION"}
    running = a_running_contest(extra_time=extra, **BY_TIME)
    slower = an_entry(running)
    Entry.objects.filter(pk=slower.pk).update(extra_seconds=600)
    opened = an_open_attempt(running, entry=slower)
    assert opened.closes_at - opened.opened_at == timedelta(seconds=1200 + 600)
    Attempt.objects.filter(pk=opened.id).delete()
    a_submitted_attempt(running, right=5, entry=slower, seconds=900)
    drain_submitted()
    assert ranked_by(running, slower)[RankingKey.DURATION] == 600_000  # 900 of 1800 seconds is 600 of 1200


@pytest.mark.parametrize(("measure", "ms"), [("LAST_CHANGE", 70_000), ("SUBMIT", 100_000)])
def test_time_ends_with_the_last_change_or_with_handing_in_as_the_terms_say(measure: str, ms: int) -> None:
    running = a_running_contest(time_measure=measure, **BY_TIME)
    attempt = a_submitted_attempt(running, right=5, seconds=100)
    Attempt.objects.filter(pk=attempt.pk).update(changed_ms=[5_000, 70_000, 0, 9_000, 60_000])
    drain_submitted()
    assert ranked_by(running, attempt.entry)[RankingKey.DURATION] == ms


@pytest.mark.parametrize("hidden", [False, True])
def test_a_person_sees_the_duration_by_which_the_board_ranks(hidden: bool) -> None:
    extra = {"percent_up_to": 100, "comparison": "IN_PROPORTION"}
    running = a_running_contest(time_measure="LAST_CHANGE", extra_time=extra, **BY_TIME)
    attempt = a_submitted_attempt(running, right=5, seconds=100)
    Entry.objects.filter(pk=attempt.entry_id).update(extra_seconds=600)
    Attempt.objects.filter(pk=attempt.pk).update(changed_ms=[5_000, 90_000, 0, 9_000, 60_000])
    drain_submitted()
    if hidden:
        Round.objects.filter(pk=running.round.pk).update(counters_hidden_from=now())
    ranked = ranked_round(round_id=running.round.pk)
    own = own_standing(ranked=ranked, entry_id=attempt.entry_id, now=now())
    assert own.place is not None
    assert own.place.duration_ms == 60_000  # 90 of 1800 seconds is 60 of 1200
    assert [row.duration_ms for row in own.neighbours] == ([] if hidden else [60_000])


def test_perfect_tries_are_those_with_everything_right() -> None:
    running = a_running_contest(prediction=None, ranking_keys=["PERFECT_TRIES"])
    entry = an_entry(running)
    for ordinal, right in enumerate((5, 4, 5), start=1):
        a_submitted_attempt(running, right=right, entry=entry, ordinal=ordinal)
    drain_submitted()
    assert ranked_by(running, entry) == {RankingKey.PERFECT_TRIES: 2}


def test_an_attempt_counts_in_its_own_round_only() -> None:
    running = a_running_contest(**BY_TIME)
    entry = an_entry(running)
    a_submitted_attempt(running, right=2, entry=entry)
    first, running.round = running.round, a_round(running.contest, running.bank, number=2)
    a_submitted_attempt(running, right=5, entry=entry)
    drain_submitted()
    placed = Standing.objects.order_by("board__round__number").values_list("points", "attempt_count")
    assert list(placed) == [(10, 1), (25, 1)]
    assert Board.objects.filter(round=first).count() == 1


def test_draining_or_sweeping_one_round_leaves_the_other_as_it_is() -> None:
    running = a_running_contest()
    a_submitted_attempt(running, right=2)
    expired = an_answered_attempt(running, right=2)
    deadline_moved(expired.pk, -7200)
    other = a_round(running.contest, running.bank, number=2)
    assert sweep_expired(round_id=other.pk) == 0
    assert drain_submitted(round_id=other.pk) == 0
    assert sweep_expired(round_id=running.round.pk) == 1
    assert drain_submitted(round_id=running.round.pk) == 2


def test_a_standing_follows_the_key_of_the_round_and_older_marks_stay() -> None:
    """The second key gives everybody the questions of the paper; the first one is not forgotten."""
    running = a_running_contest(**BY_TIME)
    early = a_submitted_attempt(running, right=1)
    drain_submitted()
    second = KeyVersion.objects.create(
        round=running.round, number=2, state=KeyVersion.State.CONFIRMED, proposed_at=now()
    )
    for version in QuestionVersion.objects.filter(question__bank=running.bank):
        KeyOverride.objects.create(
            key_version=second, question_version=version, policy=KeyOverride.Policy.FULL_CREDIT
        )
    Round.objects.filter(pk=running.round.pk).update(key_number=2)
    late = a_submitted_attempt(running, right=0)
    drain_submitted()
    assert Mark.objects.get(attempt=late).key_number == 2
    assert ranked_by(running, late.entry)[RankingKey.POINTS] == 25
    # Until the early one has a mark under this key it does not count, whatever it had.
    place_entries(round_id=running.round.pk, entry_ids=[early.entry_id])
    assert Standing.objects.get(entry=early.entry_id).staff_key is None
    Mark.objects.create(
        attempt=early, key_number=2, points=25, correct_count=5, marks=[5] * 5, scored_at=now()
    )
    place_entries(round_id=running.round.pk, entry_ids=[early.entry_id])
    assert ranked_by(running, early.entry)[RankingKey.POINTS] == 25
    assert Mark.objects.filter(attempt=early).count() == 2
    assert rebuild_standings(round_id=running.round.pk) == 0


def test_who_changes_nothing_gets_no_new_version() -> None:
    running = a_running_contest()
    attempt = a_submitted_attempt(running, right=3)
    drain_submitted()
    assert place_entries(round_id=running.round.pk, entry_ids=[attempt.entry_id]) == 0
    assert Standing.objects.get().version == 1
    Attempt.objects.update(voided_at=now())
    assert place_entries(round_id=running.round.pk, entry_ids=[attempt.entry_id]) == 1
    standing = Standing.objects.get()
    assert (standing.version, standing.staff_key, standing.public_key) == (2, None, None)


def test_an_entry_stands_on_the_board_of_all_and_of_its_division() -> None:
    asked = [{"field": name, "need": "REQUIRED"} for name in ("full_name", "birth_on", "unit", "division")]
    divisions = [{"code": "A", "title": {"vi": "Bảng A"}}]
    running = a_running_contest(registration=asked, divisions=divisions)
    a_submitted_attempt(running, right=1)
    drain_submitted()
    # As terms do that are written while the round runs, with its boards made.
    division = Division.objects.create(contest=running.contest, code="A", title={"vi": "Bảng A"})
    entry = an_entry(running)
    Entry.objects.filter(pk=entry.pk).update(division=division)
    a_submitted_attempt(running, right=3, entry=entry)
    drain_submitted()
    boards = Standing.objects.filter(entry=entry).values_list("board__division", flat=True)
    assert set(boards) == {None, division.pk}


@pytest.mark.parametrize(
    ("target", "truth"),
    [("PEOPLE", 3), ("PEOPLE_ALL_RIGHT", 1), ("ATTEMPTS", 4), ("ATTEMPTS_ALL_RIGHT", 2)],
)
def test_a_truth_counts_who_takes_part_and_what_is_not_void(target: str, truth: int) -> None:
    """The last attempt counts here: whoever was all right before it is not."""
    running = a_running_contest(
        prediction={"target": target}, attempts={"limit": 3, "counting": "LAST"}, **BY_GUESS
    )
    a_submitted_attempt(running, right=5)
    again = an_entry(running)
    for ordinal, right in ((1, 5), (2, 1)):
        a_submitted_attempt(running, right=right, entry=again, ordinal=ordinal)
    a_submitted_attempt(running, right=2)
    void = a_submitted_attempt(running, right=5)
    Attempt.objects.filter(pk=void.pk).update(voided_at=now())
    gone = a_submitted_attempt(running, right=5)
    Entry.objects.filter(pk=gone.entry_id).update(state=Entry.State.NOT_RECOGNISED)
    over(running, now=now())
    close_round(round_id=running.round.pk, now=now())
    assert Round.objects.get(pk=running.round.pk).prediction_truth == truth


def test_judges_see_what_the_counting_attempt_is_worth_now() -> None:
    running = a_running_contest(attempts={"limit": 3, "counting": "LAST"}, **BY_TIME)
    entry = an_entry(running)
    for ordinal, right in ((1, 5), (2, 1)):
        a_submitted_attempt(running, right=right, entry=entry, ordinal=ordinal)
    drain_submitted()
    last = Attempt.objects.get(ordinal=2)
    page = staff_board(round_id=running.round.pk, selection=Selection(), now=now())
    assert [(row.points, row.attempt_id) for row in page.rows] == [(5, last.pk)]
    Attempt.objects.filter(pk=last.pk).update(voided_at=now())
    place_entries(round_id=running.round.pk, entry_ids=[entry.pk])
    page = staff_board(round_id=running.round.pk, selection=Selection(), now=now())
    assert [row.points for row in page.rows] == [25]
