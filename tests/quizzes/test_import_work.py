"""Work on an upload ends: after three tries that died, and with its file gone, whatever came of it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from contest.services.resume_imports import resume_imports
from quizzes.models import Question, QuestionImport
from quizzes.services import read_import as reading
from quizzes.services import store_import as storing
from quizzes.services.accept_import import accept_import
from quizzes.services.alone import alone
from quizzes.services.claim_import import MAX_TRIES
from quizzes.services.read_import import read_import
from quizzes.services.receive_import import receive_import
from quizzes.services.remove_import_files import remove_import_files
from quizzes.services.store_import import store_import
from tests.formats.workbooks import LETTERS_HEADER, a_workbook
from tests.quizzes.rows import NOW, a_bank, a_user

pytestmark = pytest.mark.django_db
HEADER = (*LETTERS_HEADER, "Giải thích")
ROW = (1, "Thẻ có tên gì?", "Thẻ căn cước", "Thẻ đỏ", None, None, "A", "Theo Luật Căn cước.")


@pytest.fixture(autouse=True)
def private(settings: Any, tmp_path: Path) -> Path:
    """Where uploads lie during a test."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "private"},
        },
    }
    return tmp_path / "private"


class WorkerDied(BaseException):
    """What the database sees of a worker killed in the middle: nothing further."""


def died(*_: object, **__: object) -> None:
    raise WorkerDied


def received(*rows: tuple[Any, ...], name: str = "de.xlsx") -> QuestionImport:
    return receive_import(
        bank_id=a_bank().pk,
        file_name=name,
        content=a_workbook(HEADER, *(rows or (ROW,))),
        asked_by_id=a_user().pk,
        now=NOW,
    )


def files(private: Path) -> list[Path]:
    return list(private.rglob("*.xlsx"))


def test_a_file_that_kills_its_readers_is_refused_after_three(
    monkeypatch: pytest.MonkeyPatch, private: Path
) -> None:
    found = received()
    with monkeypatch.context() as patch:
        patch.setattr(reading, "read_workbook", died)
        for _ in range(MAX_TRIES):
            with pytest.raises(WorkerDied):
                read_import(import_id=found.pk)
            assert files(private)
        read_import(import_id=found.pk)
    found.refresh_from_db()
    assert (found.state, found.refusal) == (
        "REFUSED",
        {"code": "import_never_finished", "details": {"tries": MAX_TRIES}},
    )
    assert not files(private)
    assert resume_imports(now=NOW + timedelta(days=1)) == 0


def test_a_report_that_kills_its_storers_is_refused_after_three(monkeypatch: pytest.MonkeyPatch) -> None:
    found = received()
    with monkeypatch.context() as patch:
        patch.setattr(reading, "read_workbook", died)
        with pytest.raises(WorkerDied):
            read_import(import_id=found.pk)
    read_import(import_id=found.pk)
    accept_import(import_id=found.pk, accepted_by_id=a_user().pk, now=NOW)
    with monkeypatch.context() as patch:
        patch.setattr(storing, "bank_fingerprints", died)
        for _ in range(MAX_TRIES):  # the try of the reader is not counted against them
            with pytest.raises(WorkerDied):
                store_import(import_id=found.pk, now=NOW)
        assert store_import(import_id=found.pk, now=NOW) == 0
    found.refresh_from_db()
    assert found.state == "REFUSED"
    assert found.report
    assert not Question.objects.exists()


def test_who_waits_for_a_reader_at_work_uses_up_no_try() -> None:
    found = received()
    with held_by_another(f"import {found.pk}"):
        for _ in range(MAX_TRIES + 1):
            read_import(import_id=found.pk)
    found.refresh_from_db()
    assert (found.state, found.tries) == ("WAITING", 0)
    read_import(import_id=found.pk)
    found.refresh_from_db()
    assert (found.state, found.tries) == ("READ", 1)


@contextmanager
def held_by_another(name: str) -> Iterator[None]:
    """The lock of this name in the hands of another connection."""
    taken, done = threading.Event(), threading.Event()

    def hold() -> None:
        with alone(name) as is_alone:
            assert is_alone
            taken.set()
            done.wait(20)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    assert taken.wait(20)
    yield
    done.set()
    holder.join()


def test_a_file_is_gone_once_it_is_read_and_the_report_stays(private: Path) -> None:
    found = received()
    assert len(files(private)) == 1
    read_import(import_id=found.pk)
    assert not files(private)
    accept_import(import_id=found.pk, accepted_by_id=a_user().pk, now=NOW)
    assert store_import(import_id=found.pk, now=NOW) == 1
    found.refresh_from_db()
    assert found.report
    assert (found.state, found.stored_as, len(found.digest)) == ("STORED", "", 64)


def test_a_file_left_behind_is_removed_later(monkeypatch: pytest.MonkeyPatch, private: Path) -> None:
    found, waiting = received(), received()
    with monkeypatch.context() as patch:
        patch.setattr(reading, "remove_import_files", died)
        with pytest.raises(WorkerDied):
            read_import(import_id=found.pk)
    assert len(files(private)) == 2
    resume_imports(now=NOW)
    assert files(private) == [private / waiting.stored_as]
    assert remove_import_files() == 0


def test_control_characters_of_a_file_reach_no_text() -> None:
    """Excel writes any character as _xHHHH_; PostgreSQL holds no NUL, so the report could not be kept."""
    found = received((1, "Thẻ\0 có tên gì?", "Thẻ\a A", "B", None, None, "A", ""), name="đ\0e.xlsx")
    read_import(import_id=found.pk)
    found.refresh_from_db()
    assert (found.state, found.file_name) == ("READ", "đe.xlsx")
    assert found.report
    (item,) = found.report["taken"]
    assert (item["stem"], item["options"]) == ("Thẻ có tên gì?", ["Thẻ A", "B"])


@pytest.mark.parametrize(("column", "longest"), [(1, 4_000), (2, 2_000), (7, 4_000)])
def test_no_text_of_a_row_is_longer_than_its_limit(column: int, longest: int) -> None:
    def row(length: int) -> tuple[Any, ...]:
        cells = list(ROW)
        cells[column] = "x" * length
        return (*cells[:6], "A", cells[7])

    found = received(row(longest), row(longest + 1))
    read_import(import_id=found.pk)
    found.refresh_from_db()
    assert found.report
    assert len(found.report["taken"]) == 1
    assert [refused["code"] for refused in found.report["refused"]] == ["text_is_too_long"]
