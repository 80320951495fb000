"""A failure on the last evening: one person extends at once, a second stands behind it (needs N9)."""

from datetime import timedelta
from hashlib import sha256

import pytest

from contest.models import AuditNote, AuditRecord, Round
from contest.queries.audit import audit_page
from contest.services.confirm_extension import NoExtension, confirm_extension
from contest.services.confirm_ruling import SamePerson
from contest.services.create_round import create_round
from contest.services.extend_round import NotLater, RoundIsOver, RunsIntoNextRound, extend_round
from tests.services import staff_rows as rows

pytestmark = pytest.mark.django_db
NOW = rows.NOW
HOUR = timedelta(hours=1)


def test_an_extension_holds_at_once_and_is_confirmed_by_somebody_else() -> None:
    one = rows.a_round(rows.a_draft())
    first, second = rows.a_person().pk, rows.a_person().pk
    later = one.closes_at + HOUR
    with pytest.raises(NoExtension):
        confirm_extension(round_id=one.pk, actor_id=second, now=NOW)
    extend_round(round_id=one.pk, closes_at=later, reason="Mất điện", actor_id=first, now=NOW)
    one.refresh_from_db()
    assert one.closes_at == later
    with pytest.raises(SamePerson):
        confirm_extension(round_id=one.pk, actor_id=first, now=NOW)
    confirm_extension(round_id=one.pk, actor_id=second, now=NOW + HOUR)
    with pytest.raises(NoExtension):
        confirm_extension(round_id=one.pk, actor_id=second, now=NOW + 2 * HOUR)
    assert list(AuditRecord.objects.filter(object_id=one.pk).values_list("action", flat=True)) == [
        "round_extended",
        "round_extension_confirmed",
    ]


def test_why_is_told_beside_the_record_and_can_be_erased() -> None:
    one = rows.a_round(rows.a_draft())
    said = "Trạm điện của nhà ông Nguyễn Văn An cháy"
    later = one.closes_at + HOUR
    record = extend_round(round_id=one.pk, closes_at=later, reason=said, actor_id=rows.a_person().pk, now=NOW)
    (row,) = audit_page(contest_id=one.contest_id, after=None, with_persons=True).rows[:1]
    assert row.note == said
    record.refresh_from_db()
    assert said not in str((record.before, record.after))
    note = AuditNote.objects.get(record=record)
    assert record.after["note_digest"] == sha256(bytes(note.salt) + said.encode()).hexdigest()
    note.delete()
    (row,) = audit_page(contest_id=one.contest_id, after=None, with_persons=True).rows[:1]
    assert (row.action, row.note) == ("round_extended", None)


def test_results_move_with_an_end_that_passes_them() -> None:
    one = rows.a_round(rows.a_draft())
    Round.objects.filter(pk=one.pk).update(results_at=one.closes_at + HOUR / 2)
    later = one.closes_at + HOUR
    extend_round(round_id=one.pk, closes_at=later, reason="", actor_id=rows.a_person().pk, now=NOW)
    one.refresh_from_db()
    assert one.results_at == later + HOUR / 2


@pytest.mark.parametrize(("hours", "moves"), [(24, True), (24 * 7 - 1, True), (24 * 8, False)])
def test_counters_that_the_terms_will_hide_are_hidden_so_much_later_and_hidden_ones_stay(
    hours: int, moves: bool
) -> None:
    contest = rows.a_draft()
    rows.written_terms(contest, counters_hidden_hours=hours)
    actor = rows.a_person().pk
    one = create_round(contest_id=contest.pk, plan=rows.a_plan(), actor_id=actor, now=NOW)
    before = one.counters_hidden_from
    assert before == max(one.opens_at, one.closes_at - hours * HOUR)
    later = one.closes_at + 5 * HOUR
    extend_round(round_id=one.pk, closes_at=later, reason="", actor_id=actor, now=one.opens_at)
    one.refresh_from_db()
    assert one.counters_hidden_from == (before + 5 * HOUR if moves else before)


def test_a_moment_somebody_chose_stays_through_an_extension() -> None:
    contest = rows.a_draft()
    rows.written_terms(contest, counters_hidden_hours=24)
    one = rows.a_round(contest)
    chosen = one.closes_at - HOUR
    Round.objects.filter(pk=one.pk).update(counters_hidden_from=chosen)
    later, actor = one.closes_at + 5 * HOUR, rows.a_person().pk
    extend_round(round_id=one.pk, closes_at=later, reason="", actor_id=actor, now=NOW)
    one.refresh_from_db()
    assert one.counters_hidden_from == chosen


def test_an_end_never_moves_back_nor_into_the_next_round_nor_from_the_past() -> None:
    contest = rows.a_draft()
    one = rows.a_round(contest)
    rows.a_round(contest, number=2, starts_in=timedelta(days=6, minutes=30))
    actor = rows.a_person().pk
    with pytest.raises(NotLater):
        extend_round(round_id=one.pk, closes_at=one.closes_at, reason="", actor_id=actor, now=NOW)
    with pytest.raises(RunsIntoNextRound):
        extend_round(round_id=one.pk, closes_at=one.closes_at + HOUR, reason="", actor_id=actor, now=NOW)
    with pytest.raises(RoundIsOver):
        extend_round(
            round_id=one.pk,
            closes_at=one.closes_at + HOUR,
            reason="",
            actor_id=actor,
            now=one.closes_at,
        )
    before = one.closes_at
    one.refresh_from_db()
    assert one.closes_at == before
