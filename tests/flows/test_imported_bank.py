"""A contest on each real workbook of ../shared/data, from the file to the board."""

import json
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from contest.accounts.models import Body, PrivacyNotice
from contest.models import Contest, Entry, Mark, Paper, Round, Standing
from contest.queries.papers import shapes
from contest.services.create_contest import create_contest
from contest.services.create_round import create_round
from contest.services.drain_submitted import drain_submitted
from contest.services.open_attempt import open_attempt
from contest.services.prepare_papers import prepare_papers
from contest.services.publish_contest import publish_contest
from contest.services.save_answers import GivenAnswer, save_answers
from contest.services.submit_attempt import submit_attempt
from contest.services.write_terms import write_terms
from quizzes.models import QuestionVersion
from tests.quizzes.rows import a_regulation, a_user

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parents[2].parent / "shared" / "data" / "B_questions"
needs_data = pytest.mark.skipif(
    not DATA.is_dir(), reason="the real question files are not beside this repository (../shared/data)"
)
QUESTIONS = 40
TERMS = {
    "eligibility": {},
    "registration": [{"field": "full_name", "need": "REQUIRED"}],
    "paper": {"question_count": QUESTIONS, "source": {"kind": "RANDOM"}},
    "attempts": {"limit": 1},
    "time_limit_seconds": 2_400,
    "ranking_keys": ["POINTS", "DURATION"],
}


def imported_contest(name: str) -> Contest:
    """A published contest whose open round draws from the file's questions."""
    now = timezone.now() - timedelta(hours=2)
    organiser, reviewer = a_user("nguoi-to-chuc"), a_user("nguoi-duyet")
    body = Body.objects.create(slug="so-tu-phap", name={"vi": "Sở Tư pháp"}, storage_prefix="so-tu-phap")
    PrivacyNotice.objects.create(body=body, version=1, text={"vi": "x"}, purposes=[], published_at=now)
    a_regulation()
    call_command("create_bank", "bo-de", "--body", body.slug, "--title", "Bộ đề", stdout=StringIO())
    out = StringIO()
    file = str(DATA / name)
    command = ["import_questions", file, "--bank", "bo-de", "--regulation", "26/2023/QH15", "--json"]
    call_command(*command, "--approve-as", reviewer.username, stdout=out)
    report = json.loads(out.getvalue())
    assert report["rows"] == len(report["taken"]) + len(report["refused"])
    contest = create_contest(
        body=body,
        kind=Contest.Kind.LIVE,
        slug="thi-thu",
        title={"vi": "Thi"},
        summary={},
        unit_root_id=None,
        actor_id=organiser.pk,
        now=now,
    )
    write_terms(
        contest_id=contest.pk,
        definition=TERMS,
        effective_at=None,
        change_note={},
        actor_id=organiser.pk,
        now=now,
    )
    one = create_round(
        contest_id=contest.pk,
        plan={
            "title": {"vi": "Tuần 1"},
            "opens_at": now + timedelta(hours=1),
            "closes_at": now + timedelta(days=7),
            "results_at": None,
            "counters_hidden_from": None,
            "bank": "bo-de",
            "blueprint": None,
        },
        actor_id=organiser.pk,
        now=now,
    )
    prepare_papers(round_id=one.pk, now=now, pool=10)
    return publish_contest(contest_id=contest.pk, actor_id=organiser.pk, now=now)


@needs_data
@pytest.mark.parametrize(
    "name",
    [
        "cong-chuc_tong-the_open.xlsx",
        "cong-chuc_ktc-thue_duplicates_open.xlsx",
        "dau-thau_001-195.xlsx",
    ],
)
def test_a_contest_on_the_file_is_played_to_the_board(name: str) -> None:
    contest = imported_contest(name)
    one = contest.rounds.get()
    entry = Entry.objects.create(
        contest=contest, user=a_user(), number="123456789", entered_at=timezone.now()
    )
    _, opened = open_attempt(round_id=one.pk, user_id=entry.user_id, ordinal=1)
    shown = json.loads(opened.content)
    assert len(shown) == QUESTIONS
    save_answers(
        attempt_id=opened.id,
        epoch=opened.epoch,
        shapes=shapes(opened.content),
        predicts=False,
        answers=[GivenAnswer(at, 1, chosen=right_options(question)) for at, question in enumerate(shown)],
    )
    submit_attempt(attempt_id=opened.id, epoch=opened.epoch)
    assert drain_submitted() == 1
    assert Mark.objects.get(attempt_id=opened.id).points == QUESTIONS
    assert Standing.objects.get(entry=entry).points == QUESTIONS
    assert_pinned_options_stand_still(one)


def right_options(question: dict[str, object]) -> list[int]:
    """Where the key's words stand in the paper: what somebody who knows the law would tick."""
    options = question["options"]
    assert isinstance(options, list)
    (version,) = (
        one
        for one in QuestionVersion.objects.filter(stem=question["stem"])
        if sorted(option["text"] for option in one.options) == sorted(options)
    )
    return [options.index(version.options[index]["text"]) for index in version.key["correct"]]


def assert_pinned_options_stand_still(one: Round) -> None:
    pinned = 0
    for paper in Paper.objects.filter(round=one):
        for placed in paper.layout:
            version = QuestionVersion.objects.get(pk=placed["version"])
            for index, option in enumerate(version.options):
                if option["pinned"]:
                    pinned += 1
                    assert placed["order"][index] == index
    assert pinned
