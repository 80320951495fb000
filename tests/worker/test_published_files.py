"""The published files of a board: each appears whole, and of its editions the last three stay."""

from pathlib import Path
from uuid import uuid4

import pytest
from pytest_django import Settings

from contest.boards import files


@pytest.fixture(autouse=True)
def _published_here(settings: Settings, tmp_path: Path) -> None:
    settings.PUBLISHED = tmp_path


def test_the_last_three_editions_stay(tmp_path: Path) -> None:
    board = uuid4()
    names = [files.edition_name(number, f"{number:064x}") for number in (8, 9, 10, 11, 100)]
    for name in names:
        assert files.publish_edition(board, name, [name.encode(), b"[]"]) == 2
    kept = tmp_path / "boards" / str(board) / "editions"
    assert sorted(one.name for one in kept.iterdir()) == names[-3:]
    pages = [(kept / names[-1] / page).read_bytes() for page in ("0001.json", "0002.json")]
    assert pages == [names[-1].encode(), b"[]"]


def test_an_edition_that_is_there_is_not_written_again(tmp_path: Path) -> None:
    board = uuid4()
    files.publish_edition(board, "000001-a", [b"first"])
    files.publish_edition(board, "000001-a", [b"second"])
    folder = tmp_path / "boards" / str(board) / "editions"
    assert [one.name for one in folder.iterdir()] == ["000001-a"]
    assert (folder / "000001-a" / "0001.json").read_bytes() == b"first"


def test_a_file_is_put_in_place_once_and_taken_away(tmp_path: Path) -> None:
    board = uuid4()
    assert files.publish(board, "top.json", b"[]")
    assert not files.publish(board, "top.json", b"[]")
    assert files.publish(board, "top.json", b"[1]")
    assert not files.is_missing(board, "top.json")
    assert [one.name for one in (tmp_path / "boards" / str(board)).iterdir()] == ["top.json"]
    files.withdraw(board, "top.json")
    assert files.is_missing(board, "top.json")


def test_what_is_no_board_and_no_edition_is_passed_over(tmp_path: Path) -> None:
    board = uuid4()
    files.publish_edition(board, "000001-a", [b"[]"])
    folder = tmp_path / "boards" / str(board) / "editions"
    strays = [tmp_path / "boards" / ".DS_Store", tmp_path / "boards" / "README", folder / "000000-notes.txt"]
    for stray in strays:
        stray.write_bytes(b"")
    assert files.boards_there() == {board}
    for number in range(2, 6):
        files.publish_edition(board, f"{number:06}-a", [b"[]"])
    assert sorted(path.name for path in folder.iterdir() if path.is_dir()) == [
        "000003-a",
        "000004-a",
        "000005-a",
    ]
    assert all(stray.exists() for stray in strays)
