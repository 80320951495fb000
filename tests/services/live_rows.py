"""A contest that runs now, with questions, papers and people: saved rows for tests of what entrants do."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from contest.accounts.models import Body, PrivacyNotice, Unit, User
from contest.models import Attempt, Contest, Entry, Round, Terms
from contest.rules.terms import definition
from contest.services.open_attempt import OpenedAttempt, open_attempt
from contest.services.prepare_papers import prepare_papers
from quizzes.models import Citation, Question, QuestionBank, QuestionVersion, Regulation
from tests.rules.definitions import some_terms

numbers = count(1)
"""Of everything that needs a name of its own, here and in `staff_rows`: the two are used together."""

Kind = tuple[str, list[str], dict[str, Any]]

CHOICE: Kind = ("SINGLE_CHOICE", ["Đúng chỗ", "Sai", "Sai nữa", "Cũng sai"], {"correct": [0]})
SEVERAL: Kind = ("MULTIPLE_RESPONSE", ["Đúng", "Sai", "Cũng đúng"], {"correct": [0, 2]})
NUMBER: Kind = ("NUMBER", [], {"value": 2013, "tolerance": 0})
WORDS: Kind = ("FILL_IN", [], {"accepted": ["Hiến pháp"]})


@dataclass
class Running:
    """A running contest with one open round."""

    contest: Contest
    round: Round
    bank: QuestionBank
    notice: PrivacyNotice
    province: Unit
    commune: Unit


def now() -> datetime:
    """The real time: what the database's clock says, too."""
    return datetime.now(UTC)


def a_user(name: str = "") -> User:
    """An account; its password is «mật khẩu rất dài»."""
    user = User(username=name or f"dan-{next(numbers)}")
    user.set_password("mật khẩu rất dài")
    user.save()
    return user


def a_regulation(*, since: date | None = date(2014, 1, 1), until: date | None = None) -> Regulation:
    """A regulation in force between the days."""
    return Regulation.objects.create(
        kind=Regulation.Kind.LAW,
        issuer="Quốc hội",
        number=f"{next(numbers)}/2013/QH13",
        title="Luật thử",
        issued_on=date(2013, 11, 28),
        effective_from=since,
        effective_to=until,
    )


def a_question(bank: QuestionBank, regulation: Regulation | None, kind: Kind = CHOICE) -> Question:
    """An approved question that cites the regulation."""
    author = a_user()
    name, options, key = kind
    question = Question.objects.create(bank=bank, author=author, status=Question.Status.APPROVED)
    number = next(numbers)
    version = QuestionVersion.objects.create(
        question=question,
        number=1,
        kind=name,
        stem=f"Câu hỏi {number}?",
        options=[{"text": text, "pinned": False} for text in options],
        key=key,
        explanation=f"Giải thích {number}",
        folded_stem=f"cau hoi {number}",
        author=author,
        written_at=now(),
    )
    if regulation is not None:
        Citation.objects.create(
            question_version=version,
            regulation=regulation,
            raw="Điều 1 Luật thử",
            checked_on=date(2026, 1, 1),
        )
    question.current = version
    question.save(update_fields=["current"])
    return question


def a_running_contest(
    *, kinds: list[Kind] | None = None, minutes: float = 60, pool: int = 5, **changes: Any
) -> Running:
    """A published contest whose only round opened an hour ago; `changes` are made to its terms."""
    asked = kinds or [CHOICE] * 5
    slug = f"cuoc-thi-{next(numbers)}"
    body = Body.objects.create(slug=slug, name={"vi": "Sở Tư pháp"}, storage_prefix=slug)
    bank = QuestionBank.objects.create(owner=body, slug=f"bo-{slug}", title="Bộ câu hỏi")
    regulation = a_regulation()
    for kind in asked:
        a_question(bank, regulation, kind)
    notice = PrivacyNotice.objects.create(
        body=body,
        version=1,
        text={"vi": "Thông báo"},
        purposes=[
            {"code": "TAKE_PART", "required": True, "legal_basis": "Đồng ý"},
            {"code": "PUBLISH_NAME", "required": False, "legal_basis": "Đồng ý"},
        ],
        published_at=now(),
    )
    province = Unit.objects.create(kind=Unit.Kind.PROVINCE, name="Tỉnh Hưng Yên", folded="tinh hung yen")
    commune = Unit.objects.create(
        kind=Unit.Kind.COMMUNE,
        name="Xã Tân Tiến",
        folded="xa tan tien",
        parent=province,
        ancestors=[province.pk],
    )
    staff = a_user("can-bo-" + slug)
    contest = Contest.objects.create(
        body=body,
        kind=Contest.Kind.LIVE,
        slug=slug,
        title={"vi": "Tìm hiểu pháp luật"},
        state="OPEN",
        unit_root=province,
        privacy_notice=notice,
        created_by=staff,
        published_at=now(),
    )
    paper = {"question_count": len(asked), "points_per_question": 5, "source": {"kind": "RANDOM"}}
    terms = some_terms(**({"paper": paper} | changes))
    Terms.objects.create(
        contest=contest,
        number=1,
        definition=definition(terms),
        effective_at=now() - timedelta(days=1),
        written_by=staff,
        written_at=now(),
    )
    return Running(
        contest, a_round(contest, bank, minutes=minutes, pool=pool), bank, notice, province, commune
    )


def a_round(
    contest: Contest, bank: QuestionBank, *, number: int = 1, minutes: float = 60, pool: int = 5
) -> Round:
    """A round that opened an hour ago and closes in so many minutes, with its papers."""
    seed = hashlib.sha256(str(contest.pk).encode()).digest()
    made = Round.objects.create(
        contest=contest,
        number=number,
        title={"vi": f"Tuần {number}"},
        state="OPEN",
        opens_at=now() - timedelta(hours=1),
        closes_at=now() + timedelta(minutes=minutes),
        bank=bank,
        seed=seed,
        seed_commitment=hashlib.sha256(seed).hexdigest(),
    )
    if pool:
        prepare_papers(round_id=made.pk, now=now(), pool=pool)
        made.refresh_from_db()
    return made


def an_entry(running: Running, user: User | None = None) -> Entry:
    """Somebody who has entered, for the commune."""
    return Entry.objects.create(
        contest=running.contest,
        user=user or a_user(),
        number=f"{next(numbers):010}",
        unit=running.commune,
        entered_at=now(),
    )


def an_open_attempt(running: Running, *, ordinal: int = 1, entry: Entry | None = None) -> OpenedAttempt:
    """An attempt somebody has just opened."""
    entry = entry or an_entry(running)
    return open_attempt(round_id=running.round.pk, user_id=entry.user_id, ordinal=ordinal)[1]


def moved(attempt_id: UUID, seconds: float) -> None:
    """Move the deadline of an attempt, as time passing or a give-back would."""
    attempt = Attempt.objects.get(pk=attempt_id)
    shift = timedelta(seconds=seconds)
    Attempt.objects.filter(pk=attempt_id).update(
        opened_at=attempt.opened_at + shift, closes_at=attempt.closes_at + shift
    )
