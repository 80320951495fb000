"""A file is read, accepted and stored: once, whole, and only by the yes of a person."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from quizzes.formats.archives import FileTooLarge, NotASpreadsheet
from quizzes.models import Question, QuestionBank, QuestionImport
from quizzes.queries.banks import BankNotFound, bank_by_slug, banks_of
from quizzes.queries.imports import ImportNotFound, import_detail
from quizzes.queries.regulations import regulation_numbered
from quizzes.queries.usable import usable_questions
from quizzes.services.accept_import import ImportIsNotRead, accept_import
from quizzes.services.create_bank import BankSlugTaken, create_bank
from quizzes.services.read_import import read_import
from quizzes.services.receive_import import receive_import
from quizzes.services.store_import import store_import
from tests.formats.workbooks import LETTERS_HEADER, a_workbook
from tests.quizzes.rows import NOW, a_bank, a_body, a_regulation, a_user

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parents[2].parent / "shared" / "data" / "B_questions"
needs_data = pytest.mark.skipif(
    not DATA.is_dir(), reason="the real question files are not beside this repository (../shared/data)"
)
HEADER = (*LETTERS_HEADER, "Căn cứ")
ROWS = (
    (1, "Thẻ có tên gì?", "Thẻ căn cước", "Thẻ đỏ", None, None, "A", "Điều 3 Luật Căn cước"),
    (2, "Thẻ cấp từ mấy tuổi?", "14", "18", None, None, "A", None),
    (3, "Thiếu đáp án?", "14", "18", None, None, None, None),
)


@pytest.fixture(autouse=True)
def _private_files(settings: Any, tmp_path: Path) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "private"},
        },
    }


def received(bank: QuestionBank) -> QuestionImport:
    a_regulation()
    return receive_import(
        bank_id=bank.pk,
        file_name="de.xlsx",
        content=a_workbook(HEADER, *ROWS),
        asked_by_id=a_user().pk,
        now=NOW,
    )


def state_of(found: QuestionImport) -> str:
    return QuestionImport.objects.values_list("state", flat=True).get(pk=found.pk)


def test_nothing_is_stored_before_somebody_accepts() -> None:
    bank = a_bank()
    found = received(bank)
    read_import(import_id=found.pk)
    assert store_import(import_id=found.pk, now=NOW) == 0
    assert not Question.objects.filter(bank=bank).exists()
    detail = import_detail(import_id=found.pk, bodies=[bank.owner_id])
    assert (detail.state, detail.progress.done, detail.progress.total) == ("READ", 3, 3)
    assert detail.report
    assert [row["code"] for row in detail.report["refused"]] == ["key_is_missing"]


def test_whoever_looks_on_as_rows_are_stored_is_not_sent_the_report_each_time() -> None:
    bank = a_bank()
    found = received(bank)
    read_import(import_id=found.pk)
    accept_import(import_id=found.pk, accepted_by_id=a_user().pk, now=NOW)
    storing = import_detail(import_id=found.pk, bodies=[bank.owner_id])
    assert (storing.state, storing.report) == ("STORING", None)
    store_import(import_id=found.pk, now=NOW)
    stored = import_detail(import_id=found.pk, bodies=[bank.owner_id])
    assert stored.state == "STORED"
    assert stored.report
    assert len(stored.report["taken"]) == 2


def test_every_step_may_happen_twice() -> None:
    bank = a_bank()
    found = received(bank)
    with pytest.raises(ImportIsNotRead):
        accept_import(import_id=found.pk, accepted_by_id=a_user().pk, now=NOW)
    for _ in range(2):
        read_import(import_id=found.pk)
    for _ in range(2):
        accept_import(import_id=found.pk, accepted_by_id=a_user().pk, now=NOW)
    assert [store_import(import_id=found.pk, now=NOW) for _ in range(2)] == [2, 0]
    accept_import(import_id=found.pk, accepted_by_id=a_user().pk, now=NOW)
    read_import(import_id=found.pk)
    assert state_of(found) == "STORED"
    assert Question.objects.filter(bank=bank).count() == 2


def test_reading_starts_again_after_a_worker_died() -> None:
    found = received(a_bank())
    QuestionImport.objects.filter(pk=found.pk).update(state="READING", done=1)
    read_import(import_id=found.pk)
    assert state_of(found) == "READ"


def test_what_cites_nothing_needs_review_unless_the_file_has_a_default() -> None:
    for regulation, states in ((False, ["IN_REVIEW", "NEEDS_REVIEW"]), (True, ["IN_REVIEW", "IN_REVIEW"])):
        bank = a_bank()
        found = _with_default(bank) if regulation else received(bank)
        read_import(import_id=found.pk)
        accept_import(import_id=found.pk, accepted_by_id=a_user().pk, now=NOW)
        store_import(import_id=found.pk, now=NOW)
        assert (
            list(Question.objects.filter(bank=bank).order_by("pk").values_list("status", flat=True)) == states
        )


def _with_default(bank: QuestionBank) -> QuestionImport:
    return receive_import(
        bank_id=bank.pk,
        file_name="de.xlsx",
        content=a_workbook(HEADER, *ROWS),
        asked_by_id=a_user().pk,
        default_regulation_id=regulation_numbered("26/2023/QH15").pk,
        now=NOW,
    )


def test_two_imports_of_one_file_store_its_questions_once() -> None:
    bank = a_bank()
    first = received(bank)
    second = _with_default(bank)
    for found in (first, second):
        read_import(import_id=found.pk)
        accept_import(import_id=found.pk, accepted_by_id=a_user().pk, now=NOW)
    assert [store_import(import_id=found.pk, now=NOW) for found in (first, second)] == [2, 0]
    report = QuestionImport.objects.get(pk=second.pk).report
    assert report
    assert report["rows"] == len(report["taken"]) + len(report["refused"]) == 3
    assert [row["code"] for row in report["refused"]].count("already_in_bank") == 2


def test_a_file_that_is_not_what_its_name_says_leaves_nothing_behind(tmp_path: Path) -> None:
    bank = a_bank()
    for content, refusal in ((b"%PDF-1.7", NotASpreadsheet), (b"PK\x03\x04" + bytes(50 << 20), FileTooLarge)):
        with pytest.raises(refusal):
            receive_import(
                bank_id=bank.pk, file_name="de.xlsx", content=content, asked_by_id=a_user().pk, now=NOW
            )
    assert not QuestionImport.objects.exists()
    assert not list(tmp_path.rglob("*.xlsx"))


def test_a_workbook_without_questions_is_refused_with_its_code() -> None:
    bank = a_bank()
    found = receive_import(
        bank_id=bank.pk,
        file_name="../../danh sách.xlsx",
        content=a_workbook(("Họ tên", "Điểm")),
        asked_by_id=a_user().pk,
        now=NOW,
    )
    read_import(import_id=found.pk)
    detail = import_detail(import_id=found.pk, bodies=[bank.owner_id])
    assert detail.file_name == "danh sách.xlsx"
    assert detail.state == "REFUSED"
    assert detail.refusal
    assert detail.refusal["code"] == "header_not_found"


def test_another_body_sees_neither_bank_nor_import() -> None:
    bank, other = a_bank(), a_body()
    found = received(bank)
    with pytest.raises(ImportNotFound):
        import_detail(import_id=found.pk, bodies=[other.pk])
    with pytest.raises(BankNotFound):
        bank_by_slug(bank.slug, bodies=[other.pk])
    assert banks_of(bodies=[other.pk]) == []
    assert [one.slug for one in banks_of(bodies=[bank.owner_id])] == [bank.slug]
    with pytest.raises(BankSlugTaken):
        create_bank(owner_id=other.pk, slug=bank.slug, title="Khác")


def command(*words: str) -> dict[str, Any]:
    out = StringIO()
    call_command("import_questions", *words, "--json", stdout=out)
    report: dict[str, Any] = json.loads(out.getvalue())
    return report


def test_the_command_checks_without_storing_and_refuses_an_unknown_bank(tmp_path: Path) -> None:
    file = tmp_path / "de.xlsx"
    file.write_bytes(a_workbook(HEADER, *ROWS))
    bank = a_bank()
    report = command(str(file), "--bank", bank.slug, "--check")
    assert {"file", "format", "rows", "taken", "refused"} <= report.keys()
    assert (
        report["taken"][0].items()
        >= {
            "place": "Câu hỏi!2",
            "stem": "Thẻ có tên gì?",
            "kind": "SINGLE_CHOICE",
            "options": ["Thẻ căn cước", "Thẻ đỏ"],
            "correct": [0],
        }.items()
    )
    assert report["refused"] == [{"place": "Câu hỏi!4", "code": "key_is_missing", "text": "Thiếu đáp án?"}]
    assert not Question.objects.exists()
    assert not QuestionImport.objects.exists()
    with pytest.raises(CommandError, match="bank_not_found"):
        command(str(file), "--bank", "khong-co")


@needs_data
@pytest.mark.parametrize(
    ("name", "taken", "refused"),
    [
        ("cong-chuc_tong-the_open.xlsx", 581, 23),
        ("cong-chuc_ktc-thue_duplicates_open.xlsx", 226, 13),
        ("dau-thau_001-195.xlsx", 195, 0),
    ],
)
def test_a_paper_can_be_drawn_from_each_real_file(name: str, taken: int, refused: int) -> None:
    a_regulation()
    bank, reviewer = a_bank(), a_user("nguoi-duyet")
    report = command(
        str(DATA / name),
        "--bank",
        bank.slug,
        "--regulation",
        "26/2023/QH15",
        "--approve-as",
        reviewer.username,
    )
    assert report["rows"] == len(report["taken"]) + len(report["refused"]) == taken + refused
    assert report["approval"]["approved"] == taken
    assert len(usable_questions(bank_id=bank.pk, on=NOW.date())) == taken
    again = command(str(DATA / name), "--bank", bank.slug)
    assert again["taken"] == []
    assert again["rows"] == taken + refused
