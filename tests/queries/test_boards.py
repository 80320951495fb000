"""Boards of persons and units as they are read."""

from copy import copy
from types import ModuleType
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from contest.accounts.models import Consent, Unit
from contest.accounts.sealing import seal
from contest.models import Board, Division, Entry, EntryPersonal, HeadCount, Standing
from contest.queries import statements
from contest.queries.boards import DivisionUnknown, Selection, pages_of_board, public_board, staff_board
from contest.queries.own_standing import own_standing
from contest.queries.ranked_rounds import BoardStatus, RoundNotFound, ranked_round
from contest.queries.unit_boards import unit_board
from contest.rules.terms import RankingKey
from contest.services.check_boards import check_boards
from contest.services.close_round import close_round
from contest.services.drain_submitted import drain_submitted
from contest.services.make_boards import make_boards
from contest.services.place_entries import place_entries
from tests.services.live_rows import Running, a_running_contest, an_entry, now
from tests.worker.rows import a_crowd_like, a_submitted_attempt, over

pytestmark = pytest.mark.django_db(transaction=True)


def board(running: Running, **selection: object) -> list[tuple[int, int, int]]:
    """(rank, points, seconds) of a page."""
    page = public_board(round_id=running.round.pk, selection=Selection(**selection), now=now())  # type: ignore[arg-type]  # tests name what they select
    return [(row.rank, row.points, row.duration_ms // 1000) for row in page.rows]


def played(running: Running, *results: tuple[int, int], entry: Entry | None = None) -> list[UUID]:
    """The entries of attempts with so many right answers in so many seconds, scored."""
    entries = [
        a_submitted_attempt(running, right=right, seconds=seconds, entry=entry).entry_id
        for right, seconds in results
    ]
    drain_submitted()
    return entries


def named(entry_id: UUID, name: str, *, born: str = "1990-05-01", agrees: bool = True) -> None:
    """Give an entry a person with this name."""
    entry = Entry.objects.select_related("contest").get(pk=entry_id)
    assert entry.contest.privacy_notice
    EntryPersonal.objects.create(
        entry=entry,
        sealed=seal({"full_name": name, "birth_on": born}, about=entry.pk),
        salt=b"0" * 16,
        updated_at=now(),
    )
    if agrees:
        Consent.objects.create(
            user=entry.user,
            notice=entry.contest.privacy_notice,
            contest_id=entry.contest_id,
            purpose="PUBLISH_NAME",
            given_at=now(),
        )


@pytest.mark.parametrize("copied", [True, False])
def test_a_rank_is_the_same_whatever_page_a_row_is_on(copied: bool) -> None:
    running = a_running_contest()
    played(running, (5, 9), (3, 9), (3, 9), (3, 9), (3, 9), (2, 9), (2, 9), (1, 9), (1, 9), (1, 9))
    if copied:
        check_boards(now=now())
    ranks = [1, 2, 2, 2, 2, 6, 6, 8, 8, 8]
    tied = [False, *[True] * 9]
    for read in (public_board, staff_board):
        for limit in range(1, 11):
            rows, after = [], None
            while True:
                page = read(
                    round_id=running.round.pk, selection=Selection(after=after), now=now(), limit=limit
                )
                rows += page.rows
                after = page.next_place
                if after is None:
                    break
            assert [row.rank for row in rows] == ranks
            assert [row.tied for row in rows] == tied


def test_rows_come_best_first_and_say_what_decided() -> None:
    running = a_running_contest()
    played(running, (3, 100), (5, 200), (5, 90), (3, 100), (0, 10))
    page = public_board(round_id=running.round.pk, selection=Selection(), now=now())
    told = [(row.rank, row.points, row.decided_by, row.tied) for row in page.rows]
    assert told == [
        (1, 25, RankingKey.DURATION, False),
        (2, 25, RankingKey.POINTS, False),
        (3, 15, None, True),
        (3, 15, RankingKey.POINTS, True),
        (5, 0, None, False),
    ]
    assert page.status is BoardStatus.LIVE
    assert page.left_out == [RankingKey.PREDICTION_DISTANCE]


@pytest.mark.parametrize("in_redis", [True, False])
def test_pages_follow_each_other_without_gap_or_repeat(in_redis: bool) -> None:
    running = a_running_contest(pool=1)
    first = a_submitted_attempt(running, right=3)
    a_crowd_like(first, size=130)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE contest_attempt SET submitted_at = opened_at + random() * interval '9 s'")
    make_boards(round_id=running.round.pk)
    if in_redis:
        check_boards(now=now())
    drain_submitted()
    rows, after = [], None
    while True:
        page = public_board(round_id=running.round.pk, selection=Selection(after=after), now=now())
        rows += page.rows
        after = page.next_place
        if after is None:
            break
    assert len({row.entry_id for row in rows}) == len(rows) == 131
    assert [row.duration_ms for row in rows] == sorted(row.duration_ms for row in rows)
    durations = [row.duration_ms for row in rows]
    assert [row.rank for row in rows] == [1 + sum(one < own for one in durations) for own in durations]
    ranked = ranked_round(round_id=running.round.pk)
    board_id = Board.objects.get().pk
    in_files = [row for one in pages_of_board(ranked=ranked, board_id=board_id, size=50) for row in one]
    assert [row[:3] for row in in_files] == [row[:3] for row in rows]
    assert [row.tied for row in in_files] == [row.tied for row in rows]


def count_calls(monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str) -> list[object]:
    """A list that grows with every call of the function."""
    calls: list[object] = []
    plain = getattr(module, name)

    def counting(*args: object) -> object:
        calls.append(args)
        return plain(*args)

    monkeypatch.setattr(module, name, counting)
    return calls


def test_twenty_rows_cost_as_many_queries_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    prepared = count_calls(monkeypatch, statements, "_rows")
    costs = []
    for people in (1, 20):
        running = a_running_contest(pool=1, publication={"names_while_open": "FULL"})
        first = a_submitted_attempt(running, right=3)
        a_crowd_like(first, size=people - 1)
        drain_submitted()
        for entry_id in Standing.objects.filter(board__round=running.round).values_list("entry", flat=True):
            named(entry_id, "Nguyễn Văn Ân")
        prepared.clear()
        with CaptureQueriesContext(connection) as queries:
            page = public_board(round_id=running.round.pk, selection=Selection(), now=now())
        assert len(page.rows) == people
        assert page.rows[0].name == "Nguyễn Văn Ân"
        costs.append((len(queries), len(prepared)))
    assert costs[0] == costs[1]


def test_a_unit_is_shown_with_all_below_it_and_found_by_a_part_of_its_name() -> None:
    running = a_running_contest()
    played(running, (5, 100), (4, 100))
    other = Unit.objects.create(kind=Unit.Kind.COMMUNE, name="Xã Đồng Tâm", folded="xa dong tam")
    elsewhere = an_entry(running)
    Entry.objects.filter(pk=elsewhere.pk).update(unit=other)
    played(running, (3, 50), entry=Entry.objects.get(pk=elsewhere.pk))
    assert board(running, unit=running.province.pk) == [(1, 25, 100), (2, 20, 100)]
    assert board(running, unit=other.pk) == [(3, 15, 50)]
    assert board(running, q="ĐỒNG tâm") == [(3, 15, 50)]
    assert (
        board(running, q=elsewhere.number)
        == board(running, q=elsewhere.number, unit=other.pk)
        == [(3, 15, 50)]
    )
    assert board(running, q=elsewhere.number, unit=running.commune.pk) == []
    assert board(running, q="%") == []
    assert board(running, q="0" * 10) == []


def test_a_unit_is_read_page_by_page_to_its_end() -> None:
    running = a_running_contest()
    other = Unit.objects.create(
        kind=Unit.Kind.COMMUNE,
        name="Xã Đồng Tâm",
        folded="xa dong tam",
        parent=running.province,
        ancestors=[running.province.pk],
    )
    a_submitted_attempt(running, right=5)
    for right in (4, 3, 2):
        for unit in (running.commune, other):
            entry = an_entry(running)
            Entry.objects.filter(pk=entry.pk).update(unit=unit)
            a_submitted_attempt(running, right=right, entry=entry)
    drain_submitted()
    asked = [{"unit": other.pk}, {"q": "xa d"}, {"unit": running.province.pk, "q": "dong"}]
    for selection in asked:
        found: list[int] = []
        after: bytes | None = None
        for _ in range(3):
            page = public_board(
                round_id=running.round.pk,
                selection=Selection(after=after, **selection),  # type: ignore[arg-type]  # tests name what they select
                now=now(),
                limit=1,
            )
            found += [row.points for row in page.rows]
            after = page.next_place
        assert (found, after) == ([20, 15, 10], None)
    assert len(board(running, unit=running.province.pk)) == len(board(running, q="xa")) == 7
    assert board(running, unit=running.commune.pk, q="dong") == []


def standings_read() -> int:
    """How many rows of standings this connection has read of late."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables"
            " WHERE relname = 'contest_standing'"
        )
        (read,) = cursor.fetchone() or (0,)
    return int(read)


def test_a_search_reads_no_more_of_a_larger_board() -> None:
    running = a_running_contest()
    first = a_submitted_attempt(running, right=2)
    Unit.objects.create(kind=Unit.Kind.COMMUNE, name="Xã Đồng Tâm", folded="xa dong tam")
    a_crowd_like(first, size=3_000)
    drain_submitted()
    commune = Unit(kind=Unit.Kind.COMMUNE, name="Xã Tân Lập", folded="xa tan lap", parent=running.province)
    others = [copy(commune) for _ in range(50)]
    for number, one in enumerate(others):
        one.pk = UUID(int=number)
    Unit.objects.bulk_create(others)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE contest_standing SET public_key = sha256(entry_id::text::bytea),"
            " unit_id = (ARRAY(SELECT id FROM accounts_unit WHERE folded = 'xa tan lap'))[1 + random() * 49]"
            " WHERE entry_id <> %s",
            [first.entry_id],
        )
        cursor.execute("VACUUM ANALYZE contest_standing, contest_entry, contest_attempt")
    check_boards(now=now())
    last = Standing.objects.order_by("public_key", "entry").last()
    assert last is not None
    deep = bytes(last.public_key or b"") + UUID(int=0).bytes
    for selection in (
        Selection(q="dong"),
        Selection(q="KHONG-CO"),
        Selection(q=first.entry.number),
        Selection(unit=running.commune.pk, after=deep),
        Selection(unit=others[7].pk),
    ):
        with transaction.atomic():
            before = standings_read()
            public_board(round_id=running.round.pk, selection=selection, now=now())
            assert standings_read() - before < 300, selection


def test_each_division_has_a_board_of_its_own() -> None:
    running = a_running_contest(
        divisions=[{"code": "A", "title": {"vi": "Bảng A"}}, {"code": "B", "title": {"vi": "Bảng B"}}],
        registration=[
            {"field": "full_name", "need": "REQUIRED"},
            {"field": "birth_on", "need": "REQUIRED"},
            {"field": "unit", "need": "REQUIRED"},
            {"field": "division", "need": "REQUIRED"},
        ],
    )
    divisions = [
        Division.objects.create(contest=running.contest, code=code, title={"vi": code}) for code in "AB"
    ]
    for division, right in zip([*divisions, divisions[0]], (2, 5, 4), strict=True):
        entry = an_entry(running)
        Entry.objects.filter(pk=entry.pk).update(division=division)
        played(running, (right, 60), entry=Entry.objects.get(pk=entry.pk))
    assert board(running) == [(1, 25, 60), (2, 20, 60), (3, 10, 60)]
    assert board(running, division="A") == [(1, 20, 60), (2, 10, 60)]
    assert board(running, division="B") == [(1, 25, 60)]
    with pytest.raises(DivisionUnknown):
        board(running, division="C")


def test_names_are_shown_as_the_terms_say_to_whom_agreed_and_is_old_enough() -> None:
    running = a_running_contest(publication={"names_while_open": "INITIALS"})
    entries = played(running, (5, 10), (4, 10), (3, 10), (2, 10))
    named(entries[0], "Nguyễn Văn Ân")
    named(entries[1], "Trần Thị Bé", agrees=False)
    named(entries[2], "Lê Nhỏ", born="2015-01-01")
    page = public_board(round_id=running.round.pk, selection=Selection(), now=now())
    assert [row.name for row in page.rows] == ["N.V.Â.", None, None, None]
    judged = staff_board(round_id=running.round.pk, selection=Selection(), now=now())
    assert [row.name for row in judged.rows] == ["Nguyễn Văn Ân", "Trần Thị Bé", "Lê Nhỏ", None]
    over(running, now=now())
    close_round(round_id=running.round.pk, now=now())
    result = public_board(round_id=running.round.pk, selection=Selection(), now=now())
    assert [row.name for row in result.rows] == ["Nguyễn Văn Ân", None, None, None]


def test_one_sees_the_own_place_and_who_stands_next() -> None:
    running = a_running_contest()
    entries = played(running, *[(5, seconds) for seconds in range(10, 110, 10)])
    mine = own_standing(ranked=ranked_round(round_id=running.round.pk), entry_id=entries[5], now=now())
    assert mine.place is not None
    assert (mine.place.rank, mine.place.points, mine.place.tied) == (6, 25, False)
    assert [row.entry_id for row in mine.neighbours] == entries[2:9]
    assert [row.rank for row in mine.neighbours] == [3, 4, 5, 6, 7, 8, 9]
    stranger = own_standing(
        ranked=ranked_round(round_id=running.round.pk), entry_id=an_entry(running).pk, now=now()
    )
    assert (stranger.place, stranger.neighbours) == (None, [])


def test_terms_without_feedback_keep_the_own_points_until_the_result() -> None:
    running = a_running_contest(feedback="NOTHING", publication={"board": "WITH_RESULTS"})
    (entry,) = played(running, (5, 10))
    before = own_standing(ranked=ranked_round(round_id=running.round.pk), entry_id=entry, now=now())
    assert (before.place, before.rank_is_hidden) == (None, True)
    assert board(running) == []
    over(running, now=now())
    close_round(round_id=running.round.pk, now=now())
    after = own_standing(ranked=ranked_round(round_id=running.round.pk), entry_id=entry, now=now())
    assert after.place is not None
    assert after.place.rank == 1


def test_units_are_compared_by_the_measures_of_the_terms() -> None:
    running = a_running_contest(units={"measures": ["RATE", "MEAN_POINTS"]})
    other = Unit.objects.create(
        kind=Unit.Kind.COMMUNE,
        name="Xã B",
        folded="xa b",
        parent=running.province,
        ancestors=[running.province.pk],
    )
    counted: dict[str, Any] = {"contest": running.contest, "source": "UBND", "counted_on": now().date()}
    HeadCount.objects.create(unit=running.commune, people=3, **counted)
    HeadCount.objects.create(unit=other, people=4, **counted)
    played(running, (5, 10), (2, 10))
    page = unit_board(round_id=running.round.pk, after=None, now=now())
    assert [(row.rank, row.name, row.people, row.attempts, row.rate_percent) for row in page.rows] == [
        (1, "Xã Tân Tiến", 2, 2, 66.67),
        (2, "Xã B", 0, 0, 0.0),
    ]
    assert (page.rows[0].mean_points, page.rows[0].all_right, page.rows[0].parent_name) == (
        17.5,
        1,
        "Tỉnh Hưng Yên",
    )
    cache.clear()
    first = unit_board(round_id=running.round.pk, after=None, now=now(), limit=1)
    second = unit_board(round_id=running.round.pk, after=first.next_place, now=now(), limit=1)
    assert [first.rows[0].name, second.rows[0].name] == ["Xã Tân Tiến", "Xã B"]
    assert second.next_place is None


def test_a_unit_is_compared_with_all_below_it() -> None:
    running = a_running_contest()
    hamlet = Unit.objects.create(
        kind=Unit.Kind.COMMUNE,
        name="Thôn Một",
        folded="thon mot",
        parent=running.commune,
        ancestors=[running.province.pk, running.commune.pk],
    )
    below = an_entry(running)
    Entry.objects.filter(pk=below.pk).update(unit=hamlet)
    played(running, (4, 20), entry=Entry.objects.get(pk=below.pk))
    played(running, (5, 10))
    page = unit_board(round_id=running.round.pk, after=None, now=now())
    assert [(row.name, row.people, row.all_right) for row in page.rows] == [
        ("Xã Tân Tiến", 2, 1),
        ("Thôn Một", 1, 0),
    ]


def test_who_is_not_recognised_is_on_no_board() -> None:
    running = a_running_contest()
    entries = played(running, (5, 10), (4, 10))
    Entry.objects.filter(pk=entries[0]).update(state=Entry.State.NOT_RECOGNISED)
    place_entries(round_id=running.round.pk, entry_ids=entries)
    assert board(running) == [(1, 20, 10)]
    Entry.objects.filter(pk=entries[0]).update(state=Entry.State.ACTIVE)
    place_entries(round_id=running.round.pk, entry_ids=entries)
    assert board(running) == [(1, 25, 10), (2, 20, 10)]


def test_a_round_of_a_draft_is_not_found() -> None:
    running = a_running_contest()
    type(running.contest).objects.update(state="DRAFT", published_at=None)
    with pytest.raises(RoundNotFound):
        board(running)
