"""What README tells an operator to do is enough to hold a contest; no demo lends anything."""

import json
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from contest.accounts.models import User
from contest.management.demo.files import demo_rows
from quizzes.models import Provision, Regulation
from tests.api.people import Browser

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]
QUESTIONS = 3
TERMS = {
    "eligibility": {},
    "registration": [{"field": "full_name", "need": "REQUIRED"}],
    "paper": {"question_count": QUESTIONS, "source": {"kind": "RANDOM"}},
    "attempts": {"limit": 1},
    "time_limit_seconds": 600,
    "ranking_keys": ["POINTS", "DURATION"],
}


def run(*words: str) -> str:
    """The standard output of a management command."""
    out = StringIO()
    call_command(*words, stdout=out, stderr=StringIO())
    return out.getvalue().strip()


def documented_commands() -> list[list[str]]:
    """The `manage.py` commands of README's deployment, as words."""
    deployment = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Deployment")[2]
    mark = "docker compose exec web python manage.py "
    lines = [line.strip() for line in deployment.splitlines()]
    return [line.removeprefix(mark).split() for line in lines if line.startswith(mark)]


def acting(browser: Browser) -> Callable[..., Any]:
    """Requests that must succeed, and what they answer."""

    def ask(method: str, path: str, body: object = None) -> Any:
        answer = browser.send(method, f"/api/v1/organizer/{path}", body)
        assert answer.status_code < 300, (path, answer.content)
        return answer.json()

    return ask


def test_the_documented_steps_lead_to_a_published_contest() -> None:
    steps = ["load_units", "create_body", "change_body", "load_regulations"]
    assert [words[0] for words in documented_commands()] == steps
    run("load_units")
    run("create_body", "so-tu-phap", "--name", "Sở Tư pháp", "--manager", "quan-ly")
    run("change_body", "so-tu-phap", "--hotline", "1900 0000", "--hotline-hours", "Giờ hành chính")
    run("load_regulations")
    second = User.objects.create(username="duyet-cau-hoi", password="!")
    manage = acting(Browser().sign_in(User.objects.get(username="quan-ly")))
    manage("POST", "bodies/so-tu-phap/roles/", {"username": second.username, "role": "REVIEWER"})
    review = acting(Browser().sign_in(second))
    manage("POST", "bodies/so-tu-phap/privacy-notices/", {"text": {"vi": "Thông báo"}, "legal_basis": "Luật"})
    manage("POST", "banks/", {"body": "so-tu-phap", "slug": "bo-de", "title": "Bộ đề"})
    for row in demo_rows("questions")[:QUESTIONS]:
        draft = {name: row[name] for name in ("kind", "stem", "options")}
        draft |= {"key": {"correct": row["correct"]}, "citations": [row["citation"]]}
        question = manage("POST", "banks/bo-de/questions/", draft)["id"]
        manage("POST", f"questions/{question}/review/", {"decision": "SUBMIT"})
        review("POST", f"questions/{question}/review/", {"decision": "APPROVE"})
    manage("POST", "contests/", {"body": "so-tu-phap", "slug": "cuoc-thi", "title": {"vi": "Cuộc thi"}})
    manage("POST", "contests/cuoc-thi/terms/", {"definition": TERMS})
    days = {name: timezone.now() + timedelta(days=day) for name, day in (("opens_at", 1), ("closes_at", 8))}
    plan = {name: day.isoformat() for name, day in days.items()} | {
        "title": {"vi": "Tuần 1"},
        "bank": "bo-de",
    }
    one = manage("POST", "contests/cuoc-thi/rounds/", plan)["rounds"][0]["id"]
    manage("POST", f"rounds/{one}/papers/")
    manage("POST", "contests/cuoc-thi/publication/")
    page = Browser().get("/api/v1/contests/cuoc-thi/")
    assert page.status_code == 200
    assert page.json()["contact"]["hotline_hours"] == {"vi": "Giờ hành chính"}


def test_loading_regulations_again_changes_nothing_and_a_check_stores_nothing() -> None:
    outlines = demo_rows("regulations")
    articles = sum(len(row["articles"]) for row in outlines)
    said = f"{len(outlines)} regulations and {articles} articles"
    assert run("load_regulations", "--check") == f"{said} would be added"
    assert not Regulation.objects.exists()
    assert run("load_regulations") == f"{said} added"
    assert run("load_regulations") == "0 regulations and 0 articles added"
    assert Provision.objects.count() == articles


GOOD = {
    "kind": "LAW",
    "issuer": "Quốc hội",
    "number": "1/2030/QH17",
    "title": "Luật Mẫu",
    "issued_on": "2030-01-01",
    "articles": [{"number": "12a", "heading": "Phạm vi"}],
}


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"kind": "SONG"}, "kind", "invalid_choice"),
        ({"title": " "}, "title", "blank"),
        ({"title": "x" * 501}, "title", "max_length"),
        ({"issued_on": "hôm qua"}, "issued_on", "unreadable"),
        ({"effective_from": "2030-02-01", "effective_to": "2030-01-01"}, "effective_to", "out_of_order"),
        ({"articles": [{"number": "XII"}]}, "articles[0].number", "invalid"),
        ({"articles": [{"number": "1"}, {"number": "1"}]}, "articles[1].number", "twice"),
        ({"articles": [{"number": "1", "heading": "x" * 501}]}, "articles[0].heading", "max_length"),
        ({"number": "1/2030/QH17\u0000"}, "number", "twice"),
    ],
)
def test_each_wrong_entry_is_told_by_code_and_nothing_is_half_stored(
    tmp_path: Path, wrong: dict[str, object], field: str, code: str
) -> None:
    file, told = tmp_path / "regulations.json", StringIO()
    file.write_text(json.dumps([GOOD, GOOD | {"number": "2/2030/QH17"} | wrong]), encoding="utf-8")
    with pytest.raises(CommandError):
        call_command("load_regulations", str(file), stderr=told)
    assert told.getvalue().splitlines() == [f"2\t{field}\t{code}"]
    assert not Regulation.objects.exists()
