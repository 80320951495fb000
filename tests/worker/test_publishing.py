"""Published files follow the boards, whatever dies on the way, and boards that are still cost nothing."""

import json
from datetime import date, timedelta
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contest.boards import files
from contest.boards.live import Reader, View, changed_boards, is_behind, placings
from contest.models import Attempt, Board, BoardEdition, Case, Entry, Ruling, Standing
from contest.queries.boards import Selection, public_board
from contest.queries.ranked_rounds import ranked_rounds_shown
from contest.services import check_boards as checking
from contest.services import place_entries as placing
from contest.services import publish_boards as publishing
from contest.services import publish_editions as whole
from contest.services.build_edition import build_edition
from contest.services.check_boards import check_boards
from contest.services.check_entry_form import EntryForm
from contest.services.close_round import close_round
from contest.services.drain_submitted import drain_submitted
from contest.services.enter_contest import enter_contest
from contest.services.make_boards import make_boards
from contest.services.place_entries import place_entries
from contest.services.publish_boards import publish_boards
from contest.services.publish_editions import publish_editions
from tests.harness import resp
from tests.services.live_rows import Running, a_running_contest, a_user, now
from tests.worker.rows import a_submitted_attempt, over

pytestmark = pytest.mark.django_db(transaction=True)


class Killed(BaseException):
    """The end of a process in the middle of its work."""


@pytest.fixture(autouse=True)
def _published_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "PUBLISHED", tmp_path)


def killed(*_: object) -> bytes:
    """Dies."""
    raise Killed


def top() -> list[int]:
    """The points in the published first rows of the youngest board."""
    path = Path(settings.PUBLISHED) / "boards" / str(Board.objects.latest("pk").pk) / "top.json"
    return [row["points"] for row in json.loads(path.read_bytes())["rows"]]


def a_live_board() -> Running:
    """A contest whose board has one row in its files."""
    running = a_running_contest()
    make_boards(round_id=running.round.pk)
    check_boards(now=now())
    a_submitted_attempt(running, right=2)
    drain_submitted()
    publish_boards(now=now())
    assert top() == [10]
    return running


def a_result() -> Running:
    """A contest whose only round has its result, published whole."""
    running = a_live_board()
    over(running, now=now())
    close_round(round_id=running.round.pk, now=now())
    publish_boards(now=now())
    publish_editions()
    return running


def test_a_publisher_that_dies_leaves_the_change_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    running = a_live_board()
    a_submitted_attempt(running, right=5)
    drain_submitted()
    with monkeypatch.context() as patch:
        patch.setattr(publishing, "board_top", killed)
        with pytest.raises(Killed):
            publish_boards(now=now())
    assert top() == [10]
    publish_boards(now=now())
    assert top() == [25, 10]
    with changed_boards(Reader.TOPS) as changed:
        assert changed == set()


def test_a_change_whose_word_was_lost_is_published_with_the_copy_made_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    running = a_live_board()
    with monkeypatch.context() as patch:
        patch.setattr(settings, "REDIS_URL", "redis://127.0.0.1:9/0")
        a_submitted_attempt(running, right=5)
        drain_submitted()
    publish_boards(now=now())
    assert top() == [10]
    for _ in range(3):
        check_boards(now=now())
    publish_boards(now=now())
    assert top() == [25, 10]


def test_what_comes_later_does_not_hide_a_change_lost_before(monkeypatch: pytest.MonkeyPatch) -> None:
    running = a_live_board()
    with monkeypatch.context() as patch:
        patch.setattr(placing, "_copy", lambda *_, **__: None)
        a_submitted_attempt(running, right=5)
        drain_submitted()
    rebuilt = []
    for _ in range(3):
        a_submitted_attempt(running, right=1)
        drain_submitted()
        rebuilt.append(check_boards(now=now()))
    assert rebuilt == [0, 0, 2]
    keys = [bytes(one.public_key or b"") for one in Standing.objects.order_by("public_key")]
    ranks = placings(Board.objects.get().pk, View.PUBLIC, keys)
    assert [placing.rank for placing in ranks] == [1 + sum(one < key for one in keys) for key in keys]


def test_a_copy_made_before_redis_was_last_started_is_not_believed() -> None:
    a_live_board()
    board_id = Board.objects.get().pk
    for view in View:
        assert not is_behind(board_id, view)
        resp.command(settings.REDIS_URL, "HSET", f"contest:board:{{{board_id}}}:{view}:marker", "run", "0")
        assert is_behind(board_id, view)
    assert check_boards(now=now()) == 2
    assert not is_behind(board_id, View.PUBLIC)


def test_an_edition_holds_what_its_digest_says(monkeypatch: pytest.MonkeyPatch) -> None:
    running = a_result()
    attempt = a_submitted_attempt_of_the_past(running)

    def overtaken(**asked: object) -> BoardEdition:
        made = build_edition(**asked)  # type: ignore[arg-type]  # as it was called
        Attempt.objects.filter(pk=attempt.pk).update(voided_at=now())
        place_entries(round_id=running.round.pk, entry_ids=[attempt.entry_id])
        return made

    monkeypatch.setattr(whole, "build_edition", overtaken)
    assert publish_editions() == 0
    monkeypatch.setattr(whole, "build_edition", build_edition)
    assert publish_editions() == 1
    board = Board.objects.get()
    edition = board.editions.get(number=board.edition)
    assert edition.row_count == Standing.objects.exclude(public_key=None).count() == 1
    folder = Path(settings.PUBLISHED) / "boards" / str(board.pk) / "editions"
    name = files.edition_name(edition.number, edition.digest)
    assert [len(json.loads(page.read_bytes())) for page in (folder / name).iterdir()] == [1]


def a_submitted_attempt_of_the_past(running: Running) -> Attempt:
    """A second attempt that counts, handed in before the end and placed after the result."""
    over(running, seconds_ago=-3600, now=now())
    type(running.round).objects.update(state="OPEN")
    attempt = a_submitted_attempt(running, right=4)
    type(running.round).objects.update(state="PROVISIONAL")
    drain_submitted()
    return attempt


def test_rounds_whose_result_is_old_are_looked_at_when_something_is_up_with_them_only() -> None:
    running = a_result()
    board_id = Board.objects.get().pk
    tomorrow = now() + timedelta(days=1, hours=1)

    def moving(boards: set[object] | None) -> list[object]:
        return [one.round_id for one in ranked_rounds_shown(now=tomorrow, boards=boards)]  # type: ignore[arg-type]  # ids

    assert moving(set()) == []
    assert moving({board_id}) == moving(None) == [running.round.pk]
    check_boards(now=tomorrow)
    with CaptureQueriesContext(connection) as asked:
        assert publish_boards(now=tomorrow) == 0
    assert not [query for query in asked if "boardedition" in query["sql"]]
    resp.command(settings.REDIS_URL, "FLUSHALL")
    assert check_boards(now=tomorrow) == 0
    for path in sorted(Path(settings.PUBLISHED).rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    assert publish_boards(now=tomorrow) == 1


def test_redis_holds_no_copy_of_a_result_that_has_been_out_for_a_day() -> None:
    running = a_result()
    board_id, beside = Board.objects.get().pk, a_live_board()
    tomorrow = now() + timedelta(days=1, hours=1)
    assert check_boards(now=now()) == 0
    assert copied(board_id) > 0
    assert check_boards(now=tomorrow) == 0
    assert copied(board_id) == 0
    assert copied(Board.objects.get(round=beside.round).pk) > 0
    page = public_board(round_id=running.round.pk, selection=Selection(), now=tomorrow)
    assert [row.rank for row in page.rows] == [1]


def copied(board_id: object) -> int:
    """How many keys Redis has of a board."""
    return resp.command(settings.REDIS_URL, "KEYS", f"*{board_id}*").count(str(board_id).encode())


def test_a_ruling_about_an_old_result_reaches_it_though_redis_was_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    running = a_result()
    entry, later = Attempt.objects.get().entry, now() + timedelta(days=3)
    assert check_boards(now=later) == 0
    with monkeypatch.context() as patch:
        patch.setattr(settings, "REDIS_URL", "redis://127.0.0.1:9/0")
        Entry.objects.filter(pk=entry.pk).update(state=Entry.State.NOT_RECOGNISED)
        place_entries(round_id=running.round.pk, entry_ids=[entry.pk])
    case = Case.objects.create(contest=running.contest, entry=entry, signal="REPORT", opened_at=later)
    Ruling.objects.create(
        case=case,
        action=Ruling.Action.NOT_RECOGNISE_ENTRY,
        reason_code="FALSE_DATA",
        state=Ruling.State.CONFIRMED,
        proposed_by=a_user(),
        proposed_at=later,
        decided_by=a_user(),
        decided_at=later,
    )
    monkeypatch.setattr(whole, "database_time", lambda: later)
    assert check_boards(now=later) == 2
    assert publish_editions() == 1
    publish_boards(now=later)
    assert top() == []
    board = Board.objects.get()
    assert board.editions.get(number=board.edition).row_count == 0


def test_the_first_rows_of_a_result_name_people_as_its_edition_does() -> None:
    """The places are those of the live board, whose names the terms did not show."""
    running = a_running_contest(prediction=None, ranking_keys=["POINTS", "DURATION"])
    user = a_user()
    form = EntryForm(
        full_name="Nguyễn Văn An",
        birth_on=date(1990, 5, 20),
        unit=running.commune.pk,
        consents=["TAKE_PART", "PUBLISH_NAME"],
        notice=running.notice.pk,
        truthful=True,
    )
    enter_contest(slug=running.contest.slug, user_id=user.pk, form=form, now=now())
    a_submitted_attempt(running, right=3, entry=Entry.objects.get(user=user))
    drain_submitted()
    publish_boards(now=now())
    board_id = Board.objects.get().pk
    folder = Path(settings.PUBLISHED) / "boards" / str(board_id)
    live = json.loads((folder / "top.json").read_bytes())["rows"]
    over(running, now=now())
    close_round(round_id=running.round.pk, now=now())
    with changed_boards(Reader.TOPS):
        publish_editions()
    publish_boards(now=now())
    (page,) = (folder / "editions").rglob("0001.json")
    result = json.loads((folder / "top.json").read_bytes())["rows"]
    assert result == json.loads(page.read_bytes())
    assert [row["name"] for row in live + result] == [None, "Nguyễn Văn An"]


def test_a_look_at_a_board_sums_its_versions_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A million standings take long to sum up, and every board that moves is looked at every 15 seconds."""
    a_live_board()
    check_boards(now=now())
    summed = Mock(return_value=0)
    monkeypatch.setattr(checking, "_versions", summed)
    assert check_boards(now=now()) == 0
    summed.assert_called_once_with(Board.objects.get().pk)
