"""One contest in a state, everybody who might call about it, and what they may name in an address."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from contest.accounts.models import BodyMembership, UnitMembership, User
from contest.api import tokens
from contest.models import Case, Contest, ContestRole, Entry, Round
from contest.queries.papers import shapes
from contest.services.open_attempt import OpenedAttempt
from quizzes.models import Question, QuestionImport
from tests.api.people import Answer, Browser, a_form
from tests.services import live_rows as rows

BODY_ROLES = frozenset(BodyMembership.Role.values)
CONTEST_ROLES = frozenset(ContestRole.Role.values)
NOBODY, STRANGER, ENTRANT = "NOBODY", "STRANGER", "ENTRANT"
# Someone with every role there is, on another body and in another contest.
ELSEWHERE = "ELSEWHERE"
# Someone with charge of a unit of the contest, who sees its public counts and is nobody else's staff.
UNIT_MANAGER = "UNIT_MANAGER"
STAFF = BODY_ROLES | CONTEST_ROLES
SIGNED_IN = STAFF | {STRANGER, ENTRANT, ELSEWHERE, UNIT_MANAGER}
EVERYBODY = SIGNED_IN | {NOBODY}

DRAFT, COMING, OPEN, CLOSED = "DRAFT", "COMING", "OPEN", "CLOSED"
STATES = (DRAFT, COMING, OPEN, CLOSED)


@dataclass
class World:
    """A contest whose only round is in a state, with an entrant who has an attempt under way."""

    running: rows.Running
    users: dict[str, User]
    entry: Entry
    attempt: OpenedAttempt
    token: str
    ids: dict[str, Any]
    browsers: dict[str, Browser]

    def named(self) -> dict[str, Any]:
        """What a path of the table may name in braces."""
        return {
            "slug": self.running.contest.slug,
            "round": self.running.round.pk,
            "attempt": self.attempt.id,
            "bank": self.running.bank.slug,
            "number": self.entry.number,
        } | self.ids

    def bodies(self) -> dict[str, Any]:
        """What a row of the table may send."""
        return {
            "": None,
            "empty": {},
            "bank": {"body": self.running.contest.body.slug, "slug": "bo-moi", "title": "Bộ mới"},
            "contest": {
                "body": self.running.contest.body.slug,
                "slug": "cuoc-thi-moi",
                "title": {"vi": "Cuộc thi mới"},
            },
            "approve": {"decision": "APPROVE", "comment": ""},
            "recovery": {"entry_number": self.entry.number},
            "form": a_form(self.running.commune.pk, self.running.notice.pk),
            "start": {"ordinal": 1},
            "save": {"epoch": 1, "answers": [{"position": 0, "chosen": [0], "sequence": 9}]},
            "submit": {"epoch": 1},
        }

    def call(self, who: str, method: str, path: str, body: str, *, token: bool = False) -> Answer:
        """A request by somebody, perhaps under the attempt's token."""
        headers = {"Authorization": f"Attempt {self.token}"} if token else {}
        return self.browsers[who].send(method, path.format(**self.named()), self.bodies()[body], **headers)


def a_world(state: str) -> World:
    """Everything, in the state."""
    running = rows.a_running_contest()
    users = {who: rows.a_user() for who in SIGNED_IN}
    for role in BODY_ROLES:
        _member(running, users[role], role)
    for role in CONTEST_ROLES:
        _official(running, users[role], role)
    other = rows.a_running_contest(pool=0)
    for role in BODY_ROLES:
        _member(other, users[ELSEWHERE], role)
    for role in CONTEST_ROLES:
        _official(other, users[ELSEWHERE], role)
    _charge(running, users[UNIT_MANAGER])
    _charge(other, users[ELSEWHERE])
    entry = rows.an_entry(running, users[ENTRANT])
    opened = rows.an_open_attempt(running, entry=entry)
    token = tokens.AttemptToken(opened.id, 1, opened.closes_at, False, shapes(opened.content))
    _turn(running, opened.id, state)
    browsers = {who: Browser().sign_in(user) for who, user in users.items()} | {NOBODY: Browser()}
    return World(running, users, entry, opened, tokens.written(token), _ids(running, users, entry), browsers)


def _ids(running: rows.Running, users: dict[str, User], entry: Entry) -> dict[str, Any]:
    """One of each thing that staff look at or act on."""
    contest = running.contest
    case = Case.objects.create(contest=contest, entry=entry, signal="REPORT", opened_at=rows.now())
    membership = BodyMembership.objects.create(
        body=contest.body, user=rows.a_user(), role="AUTHOR", granted_at=rows.now()
    )
    role = ContestRole.objects.create(
        contest=contest, user=rows.a_user(), role="HELPER", granted_at=rows.now()
    )
    file = QuestionImport.objects.create(
        bank=running.bank,
        file_name="cau-hoi.xlsx",
        stored_as="imports/none",
        digest="0" * 64,
        asked_by=users["AUTHOR"],
        asked_at=rows.now(),
    )
    question = Question.objects.filter(bank=running.bank).first()
    return {
        "case": case.pk,
        "role": role.pk,
        "membership": membership.pk,
        "manager": _charge(running, rows.a_user()).pk,
        "unit": running.commune.pk,
        "file": file.pk,
        "question": question and question.pk,
    }


def _member(running: rows.Running, user: User, role: str) -> None:
    BodyMembership.objects.create(body=running.contest.body, user=user, role=role, granted_at=rows.now())


def _official(running: rows.Running, user: User, role: str) -> None:
    ContestRole.objects.create(contest=running.contest, user=user, role=role, granted_at=rows.now())


def _charge(running: rows.Running, user: User) -> UnitMembership:
    contest = running.contest
    return UnitMembership.objects.create(
        body=contest.body,
        unit=running.commune,
        user=user,
        granted_by=contest.created_by,
        granted_at=rows.now(),
    )


def _turn(running: rows.Running, attempt_id: UUID, state: str) -> None:
    """Move the round on the time line; what was opened in it stays open only while it is open."""
    if state == DRAFT:
        Contest.objects.filter(pk=running.contest.pk).update(state="DRAFT", published_at=None)
    if state in (COMING, CLOSED):
        shift = timedelta(days=-3 if state == CLOSED else 3)
        one = Round.objects.get(pk=running.round.pk)
        Round.objects.filter(pk=one.pk).update(opens_at=one.opens_at + shift, closes_at=one.closes_at + shift)
    if state == CLOSED:
        rows.moved(attempt_id, -3 * 24 * 3600)
