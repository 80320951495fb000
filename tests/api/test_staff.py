"""What staff send and see over HTTP: files, reports, boards, cases; refusals with their codes."""

import re
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from contest.accounts.models import BodyMembership, User
from contest.accounts.sealing import seal
from contest.models import ContestRole, Entry, EntryPersonal
from contest.services.drain_submitted import drain_submitted
from quizzes.models import Question, QuestionImport
from quizzes.services.read_import import read_import
from quizzes.services.store_import import store_import
from tests.api.people import Answer, Browser
from tests.formats.workbooks import LETTERS_HEADER, a_workbook
from tests.rules.definitions import a_definition
from tests.services import live_rows as rows
from tests.worker.rows import a_submitted_attempt

pytestmark = pytest.mark.django_db
MB = 1024 * 1024
GOOD = (1, "Hỏi gì?", "Một", "Hai", "Ba", "Bốn", "B")
KEYLESS = (2, "Hỏi mà quên đáp án?", "Một", "Hai", "Ba", "Bốn", "")


@pytest.fixture(autouse=True)
def _private_files(settings: Any, tmp_path: Any) -> None:
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"default": storage}


def a_member(running: rows.Running, role: str) -> User:
    user = rows.a_user()
    BodyMembership.objects.create(body=running.contest.body, user=user, role=role, granted_at=rows.now())
    return user


def an_official(running: rows.Running, role: str) -> Browser:
    user = rows.a_user()
    ContestRole.objects.create(contest=running.contest, user=user, role=role, granted_at=rows.now())
    return Browser().sign_in(user)


def a_client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def imports_of(running: rows.Running) -> str:
    return f"/api/v1/organizer/banks/{running.bank.slug}/imports/"


def upload(user: User, running: rows.Running, content: bytes) -> Answer:
    form = {"file": SimpleUploadedFile("cau-hoi.xlsx", content)}
    answer = a_client(user).post(imports_of(running), form)
    return Answer(answer.status_code, answer.content, {})


def test_a_file_is_read_reported_row_by_row_and_stored_only_after_a_yes() -> None:
    running = rows.a_running_contest(pool=0)
    author = a_member(running, "AUTHOR")
    before = Question.objects.count()
    sent = upload(author, running, a_workbook(LETTERS_HEADER, GOOD, KEYLESS))
    assert (sent.status_code, sent.json()["state"]) == (202, "WAITING")
    browser = Browser().sign_in(author)
    address = f"/api/v1/organizer/imports/{sent.json()['id']}/"
    early = browser.send("POST", f"{address}acceptance/")
    assert (early.status_code, early.code) == (409, "import_is_not_read")
    read_import(import_id=sent.json()["id"])
    found = browser.get(address).json()
    report = found["report"]
    assert found["state"] == "READ"
    assert len(report["taken"]) + len(report["refused"]) == report["rows"] == 2
    assert [row["code"] for row in report["refused"]] == ["key_is_missing"]
    assert Question.objects.count() == before
    for _ in range(2):
        assert browser.send("POST", f"{address}acceptance/").status_code == 202
        store_import(import_id=sent.json()["id"], now=rows.now())
    assert browser.get(address).json()["state"] == "STORED"
    assert Question.objects.count() == before + 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7 not a workbook", "not_a_spreadsheet"),
        (b"STT,Cau hoi\n1,Gi?", "not_a_spreadsheet"),
        (b"PK\x03\x04 broken", "file_is_damaged"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(content: bytes, code: str) -> None:
    running = rows.a_running_contest(pool=0)
    refused = upload(a_member(running, "AUTHOR"), running, content)
    assert refused.json()["code"] == code
    assert not QuestionImport.objects.exists()


def test_no_file_at_all_is_said_at_its_field() -> None:
    running = rows.a_running_contest(pool=0)
    empty = a_client(a_member(running, "AUTHOR")).post(imports_of(running), {"regulation": ""})
    assert empty.json() == {"code": "invalid", "fields": {"file": [{"code": "required"}]}}


class Counted(BytesIO):
    """A body that tells how much of it was read."""

    taken = 0

    def read(self, size: int | None = -1, /) -> bytes:
        part = super().read(size)
        self.taken += len(part)
        return part


def post_stream(running: rows.Running, body: Counted, length: int) -> Answer:
    said: dict[str, Any] = {
        "CONTENT_TYPE": "multipart/form-data; boundary=x",
        "CONTENT_LENGTH": str(length),
        "wsgi.input": body,
    }
    answer = a_client(a_member(running, "AUTHOR")).generic("POST", imports_of(running), **said)
    return Answer(answer.status_code, answer.content, {})


def test_fifty_megabytes_are_refused_before_any_of_them_is_read() -> None:
    running = rows.a_running_contest(pool=0)
    body = Counted(b"-" * MB)
    refused = post_stream(running, body, 50 * MB)
    assert (refused.status_code, refused.json()["code"]) == (413, "file_too_large")
    assert body.taken == 0


def test_a_file_just_over_the_limit_is_refused_while_it_arrives() -> None:
    running = rows.a_running_contest(pool=0)
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\n'
    content = head + b"P" * (25 * MB + 1) + b"\r\n--x--\r\n"
    refused = post_stream(running, Counted(content), len(content))
    assert (refused.status_code, refused.json()["code"]) == (413, "file_too_large")
    assert not QuestionImport.objects.exists()


def test_terms_that_contradict_themselves_name_every_place() -> None:
    running = rows.a_running_contest(pool=0)
    browser = Browser().sign_in(a_member(running, "MANAGER"))
    wrong = a_definition(ranking_keys=["POINTS"], time_limit_seconds=3, feedback="EVERYTHING")
    refused = browser.send(
        "POST",
        f"/api/v1/organizer/contests/{running.contest.slug}/terms/",
        {"definition": wrong, "change_note": {"vi": "Sửa"}},
    )
    assert (refused.status_code, refused.code) == (400, "terms_not_valid")
    problems = {one["path"] for one in refused.json()["details"]["problems"]}
    assert problems == {"time_limit_seconds", "feedback"}
    assert running.contest.terms.count() == 1


def a_played_contest() -> rows.Running:
    """Two people with names, the first with everything right."""
    running = rows.a_running_contest()
    for right, name in ((5, "Nguyễn Thị Hoa"), (3, "Trần Văn Nam")):
        attempt = a_submitted_attempt(running, right=right, prediction=120 + right)
        EntryPersonal.objects.create(
            entry=attempt.entry,
            sealed=seal({"full_name": name, "phone": "0912345678"}, about=attempt.entry_id),
            salt=b"0" * 16,
            updated_at=rows.now(),
        )
    drain_submitted()
    return running


def test_judges_see_every_key_and_observers_no_person() -> None:
    running = a_played_contest()
    address = f"/api/v1/judge/rounds/{running.round.pk}/board/"
    judged = an_official(running, "JUDGE").get(address).json()
    assert [row["name"] for row in judged["rows"]] == ["Nguyễn Thị Hoa", "Trần Văn Nam"]
    assert [row["prediction"] for row in judged["rows"]] == [125, 123]
    assert judged["rows"][0]["decided_by"] == "POINTS"
    observed = an_official(running, "OBSERVER").get(address).json()
    assert [row["name"] for row in observed["rows"]] == [None, None]
    assert [row["number"] for row in observed["rows"]] == [row["number"] for row in judged["rows"]]


def test_one_entry_shows_attempts_without_answers_and_the_person_to_judges_only() -> None:
    running = a_played_contest()
    number = Entry.objects.get(attempts__mark_rows__points=25).number
    address = f"/api/v1/judge/entries/{number}/?contest={running.contest.slug}"
    seen = an_official(running, "JUDGE").get(address)
    assert seen.json()["personal"]["full_name"] == "Nguyễn Thị Hoa"
    attempt = seen.json()["attempts"][0]
    assert (attempt["points"], attempt["counts"], len(attempt["changed_ms"])) == (25, True, 5)
    assert "chosen" not in seen.content.decode()
    assert an_official(running, "OBSERVER").get(address).json()["personal"] is None
    unknown = an_official(running, "JUDGE").get(address.replace(number, "000000000"))
    assert (unknown.status_code, unknown.code) == (404, "not_found")


def test_the_same_judge_cannot_be_the_second_person_over_http_either() -> None:
    running = a_played_contest()
    judge = an_official(running, "JUDGE")
    number = Entry.objects.get(attempts__mark_rows__points=25).number
    opened = judge.send(
        "POST",
        f"/api/v1/judge/contests/{running.contest.slug}/cases/",
        {"entry": number, "signal": "REPORT", "note": "Có phản ánh"},
    )
    address = f"/api/v1/judge/cases/{opened.json()['id']}/"
    proposal = {"action": "NOT_RECOGNISE_ENTRY", "reason_code": "FALSE_DATA", "text": "Đã kiểm tra"}
    proposed = judge.send("POST", f"{address}proposals/", proposal)
    assert proposed.status_code == 201
    word = {"ruling": proposed.json()["rulings"][0]["id"], "confirm": True, "text": "Đồng ý"}
    refused = judge.send("POST", f"{address}confirmation/", word)
    assert (refused.status_code, refused.code) == (409, "same_person")
    second = an_official(running, "CHIEF_JUDGE")
    listed = second.get(f"/api/v1/judge/contests/{running.contest.slug}/cases/?state=PROPOSED").json()
    assert [case["proposed_by_me"] for case in listed["cases"]] == [False]
    assert second.send("POST", f"{address}confirmation/", word).status_code == 200
    board = second.get(f"/api/v1/judge/rounds/{running.round.pk}/board/").json()
    assert [row["points"] for row in board["rows"]] == [15]


def test_staff_read_moments_with_milliseconds_as_everybody_does() -> None:
    running = a_played_contest()
    judge = an_official(running, "JUDGE")
    slug, round_id = running.contest.slug, running.round.pk
    for path in (
        f"organizer/contests/{slug}/",
        f"judge/rounds/{round_id}/board/",
        f"judge/entries/{Entry.objects.all()[0].number}/?contest={slug}",
    ):
        content = judge.get(f"/api/v1/{path}").content
        moments = re.findall(rb'_at":"([^"]+)"|"(?:as_of|at)":"([^"]+)"', content)
        assert moments, path
        assert all(re.fullmatch(rb"[\d-]{10}T[\d:]{8}\.\d{3}Z", a or b) for a, b in moments), content


def test_a_recovery_pin_is_shown_once_and_recorded_without_it() -> None:
    running = rows.a_running_contest(pool=0)
    entry = rows.an_entry(running)
    made = an_official(running, "HELPER").send(
        "POST",
        f"/api/v1/organizer/contests/{running.contest.slug}/recoveries/",
        {"entry_number": entry.number},
    )
    pin = made.json()["pin"]
    assert made.json()["username"] == entry.user.username
    audit = an_official(running, "OBSERVER").get(f"/api/v1/judge/contests/{running.contest.slug}/audit/")
    assert "recovery_pin_made" in audit.content.decode()
    assert pin not in audit.content.decode()
