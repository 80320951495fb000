"""An operator who types something wrong is told so in one line, by code, and nothing is half stored."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command, get_commands, load_command_class
from django.core.management.base import DjangoHelpFormatter

from contest.accounts.models import Body, User
from contest.models import AuditRecord
from quizzes.models import QuestionBank, QuestionImport
from tests.formats.workbooks import a_workbook
from tests.services import staff_rows as rows

COMMON = {"help"} | {word.strip("-").replace("-", "_") for word in DjangoHelpFormatter.show_last}
pytestmark = pytest.mark.django_db
BODY = ("create_body", "so-moi", "--name", "Sở Tư pháp", "--manager", "quan-ly")
OURS = [name for name, app in get_commands().items() if app in ("contest", "quizzes")]


def stored() -> tuple[int, ...]:
    return tuple(kind.objects.count() for kind in (Body, User, QuestionBank, QuestionImport, AuditRecord))


def changed(words: tuple[str, ...], **by_name: str) -> list[str]:
    """The words of a command with some of its arguments said otherwise; `slug` is the first one."""
    said = list(words)
    for name, value in by_name.items():
        said[1 if name == "slug" else said.index(f"--{name}") + 1] = value
    return said


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (changed(BODY, slug="Sở mới"), "invalid"),
        (changed(BODY, slug="x" * 81), "invalid"),
        (changed(BODY, name=" "), "required"),
        (changed(BODY, name="x" * 301), "max_length"),
        (changed(BODY, manager=""), "required"),
        (changed(BODY, manager="x" * 65), "max_length"),
        (changed(BODY, manager="hai từ"), "invalid_username"),
        (changed(BODY, manager="123456789"), "username_blacklisted"),
        (changed(BODY, manager="da-khoa"), "user_unknown"),
        (changed(BODY, slug="so-cu"), "slug_taken"),
        (["create_bank", "Bộ đề", "--body", "so-cu", "--title", "Bộ đề"], "invalid"),
        (["create_bank", "bo-de", "--body", "so-cu", "--title", "x" * 201], "max_length"),
        (["create_bank", "bo-de", "--body", "so-cu", "--title", ""], "required"),
        (["create_bank", "bo-de", "--body", "khong-co", "--title", "Bộ đề"], "body_not_found"),
        (["create_bank", "bo-cu", "--body", "so-cu", "--title", "Bộ đề"], "bank_slug_taken"),
        (["change_body", "khong-co", "--hotline", "1900"], "body_not_found"),
        (["change_body", "so-cu"], "nothing_to_change"),
        (["change_body", "so-cu", "--email", "không có"], "invalid"),
        (["load_regulations", "/khong-co.json"], "file_unreadable"),
        (["import_questions", "/khong-co.xlsx", "--bank", "bo-cu"], "file_unreadable"),
        (["import_questions", "FILE", "--bank", "khong-co"], "bank_not_found"),
        (["import_questions", "FILE", "--bank", "bo-cu", "--author", "khong-co"], "user_unknown"),
        (["import_questions", "FILE", "--bank", "bo-cu", "--approve-as", "khong-co"], "user_unknown"),
        (["import_questions", "FILE", "--bank", "bo-cu", "--regulation", "0/2000"], "regulation_not_found"),
        (["import_questions", __file__, "--bank", "bo-cu"], "not_a_spreadsheet"),
    ],
    ids=lambda said: said if isinstance(said, str) else " ".join(said)[:60],
)
def test_a_wrong_word_is_told_by_code_in_one_line_and_nothing_is_stored(
    tmp_path: Path, words: list[str], code: str
) -> None:
    body = rows.a_body()
    Body.objects.filter(pk=body.pk).update(slug="so-cu")
    User.objects.create(username="da-khoa", password="!", is_active=False)
    User.objects.create(username="#import", password="!", is_active=False)
    call_command("create_bank", "bo-cu", "--body", "so-cu", "--title", "Bộ cũ", stdout=StringIO())
    file = tmp_path / "cau-hoi.xlsx"
    file.write_bytes(a_workbook(("Câu hỏi", "A", "B", "Đáp án"), ("Hỏi?", "Có", "Không", "A")))
    before = stored()
    with pytest.raises(CommandError) as told:
        call_command(*(str(file) if word == "FILE" else word for word in words), stdout=StringIO())
    said = str(told.value)
    assert said.startswith(code) or f": {code}: " in said
    assert "\n" not in said
    assert stored() == before


def test_a_manager_is_named_as_people_type_names() -> None:
    out = StringIO()
    call_command(*changed(BODY, manager=" +84 912 345 678"), stdout=out)
    assert out.getvalue().startswith("so-moi: managed by 0912345678, password ")


@pytest.mark.parametrize("name", OURS)
def test_every_argument_of_a_command_is_explained(name: str) -> None:
    parser = load_command_class(get_commands()[name], name).create_parser("manage.py", name)
    own = [one for one in parser._actions if one.dest not in COMMON]
    assert all(one.help for one in own), [one.dest for one in own if not one.help]
