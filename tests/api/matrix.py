"""Who may call what, when: one row a rule.

A row holds for one endpoint, in some states, for some people. To add an endpoint, add its rows; the test
complains about an address that has none.
"""

from collections.abc import Collection
from dataclasses import dataclass

from tests.api.world import (
    BODY_ROLES,
    CLOSED,
    COMING,
    CONTEST_ROLES,
    DRAFT,
    ENTRANT,
    EVERYBODY,
    NOBODY,
    OPEN,
    SIGNED_IN,
    STAFF,
    STATES,
    UNIT_MANAGER,
)


@dataclass(frozen=True)
class Row:
    """In these states, for these people, this is answered; `code` is that of a refusal, "" for any."""

    method: str
    path: str
    states: Collection[str]
    who: Collection[str]
    status: int
    code: str = ""
    body: str = ""
    token: bool = False


PUBLISHED = (COMING, OPEN, CLOSED)
NOT_IN_CONTEST = SIGNED_IN - STAFF - {ENTRANT}


def _public(path: str, missing: str = "") -> list[Row]:
    """Everybody reads it; what is about the contest only while that is published."""
    if not missing:
        return [Row("GET", path, STATES, EVERYBODY, 200)]
    return [Row("GET", path, PUBLISHED, EVERYBODY, 200), Row("GET", path, (DRAFT,), EVERYBODY, 404, missing)]


def _own(method: str, path: str, body: str = "") -> Row:
    """Nobody without an account."""
    return Row(method, path, STATES, {NOBODY}, 401, "not_signed_in", body)


_ENTRY = "/api/v1/contests/{slug}/entry/"
_START = "/api/v1/rounds/{round}/attempts/"
_ANSWERS = "/api/v1/attempts/{attempt}/answers/"
_SUBMISSION = "/api/v1/attempts/{attempt}/submission/"
_ATTEMPT = "/api/v1/attempts/{attempt}/"
_MY_ROUND = "/api/v1/me/rounds/{round}/"
_MY_UNIT = "/api/v1/me/units/{unit}/rounds/{round}/"

MATRIX: list[Row] = [
    *_public("/api/v1/contests/"),
    *_public("/api/v1/contests/{slug}/", "contest_not_found"),
    *_public("/api/v1/rounds/{round}/board/", "round_not_found"),
    *_public("/api/v1/rounds/{round}/units/", "round_not_found"),
    *_public("/api/v1/units/"),
    *_public("/api/v1/time/"),
    # own pages
    _own("GET", "/api/v1/me/"),
    Row("GET", "/api/v1/me/", STATES, SIGNED_IN, 200),
    _own("GET", "/api/v1/me/entries/"),
    Row("GET", "/api/v1/me/entries/", STATES, SIGNED_IN, 200),
    _own("GET", "/api/v1/me/notices/"),
    Row("GET", "/api/v1/me/notices/", STATES, SIGNED_IN, 200),
    _own("GET", _MY_ROUND),
    Row("GET", _MY_ROUND, PUBLISHED, SIGNED_IN, 200),
    Row("GET", _MY_ROUND, (DRAFT,), SIGNED_IN, 404, "round_not_found"),
    _own("GET", "/api/v1/me/units/"),
    Row("GET", "/api/v1/me/units/", STATES, SIGNED_IN, 200),
    _own("GET", _MY_UNIT),
    Row("GET", _MY_UNIT, (OPEN, CLOSED), {UNIT_MANAGER}, 200),
    Row("GET", _MY_UNIT, (DRAFT, COMING), {UNIT_MANAGER}, 404, "not_found"),
    Row("GET", _MY_UNIT, STATES, SIGNED_IN - {UNIT_MANAGER}, 404, "not_found"),
    # entering
    _own("GET", _ENTRY),
    Row("GET", _ENTRY, PUBLISHED, {ENTRANT}, 200),
    Row("GET", _ENTRY, (DRAFT,), {ENTRANT}, 404, "not_entered"),
    Row("GET", _ENTRY, STATES, SIGNED_IN - {ENTRANT}, 404, "not_entered"),
    _own("PUT", _ENTRY, "form"),
    Row("PUT", _ENTRY, (COMING, OPEN), NOT_IN_CONTEST, 201, body="form"),
    Row("PUT", _ENTRY, (CLOSED,), NOT_IN_CONTEST, 409, "entry_is_closed", "form"),
    Row("PUT", _ENTRY, PUBLISHED, STAFF, 409, "has_a_role", "form"),
    Row("PUT", _ENTRY, PUBLISHED, {ENTRANT}, 409, "entry_is_locked", "form"),
    Row("PUT", _ENTRY, (DRAFT,), SIGNED_IN, 404, "contest_not_found", "form"),
    # the exam room
    _own("POST", _START, "start"),
    # What was opened is taken up again until its own deadline, whatever became of the round's window.
    Row("POST", _START, (COMING, OPEN), {ENTRANT}, 200, body="start"),
    Row("POST", _START, (CLOSED,), {ENTRANT}, 409, "attempt_is_submitted", "start"),
    Row("POST", _START, PUBLISHED, SIGNED_IN - {ENTRANT}, 403, "not_entered", "start"),
    Row("POST", _START, (DRAFT,), SIGNED_IN, 404, "round_not_found", "start"),
    Row("PUT", _ANSWERS, STATES, EVERYBODY, 401, "token_not_valid", "save"),
    Row("PUT", _ANSWERS, (OPEN,), EVERYBODY, 200, body="save", token=True),
    Row("PUT", _ANSWERS, (CLOSED,), EVERYBODY, 409, "attempt_is_over", "save", token=True),
    Row("POST", _SUBMISSION, STATES, EVERYBODY, 401, "token_not_valid", "submit"),
    Row("POST", _SUBMISSION, (OPEN, CLOSED), EVERYBODY, 200, body="submit", token=True),
    _own("GET", _ATTEMPT),
    Row("GET", _ATTEMPT, PUBLISHED, {ENTRANT}, 200),
    Row("GET", _ATTEMPT, (DRAFT,), {ENTRANT}, 404, "round_not_found"),
    Row("GET", _ATTEMPT, STATES, SIGNED_IN - {ENTRANT}, 404, "not_found"),
    Row("GET", _ATTEMPT, PUBLISHED, EVERYBODY, 200, token=True),
]

# Staff. Written out by hand: what `contest.queries.staff` says is what is tested.
_ORGANISER, _APPROVER, _SECRETARY = {"ORGANISER"}, {"APPROVER"}, {"SECRETARY"}
_JUDGES, _OBSERVER, _HELPER = {"JUDGE", "CHIEF_JUDGE"}, {"OBSERVER"}, {"HELPER"}
_AUTHOR, _REVIEWER, _MANAGER = {"AUTHOR"}, {"REVIEWER"}, {"MANAGER"}
_OF_CONTEST, _OF_BODY = CONTEST_ROLES | _MANAGER, BODY_ROLES


def _staff(
    method: str,
    path: str,
    allowed: Collection[str],
    status: int,
    body: str = "",
    *,
    known: Collection[str] = _OF_CONTEST,
    states: Collection[str] = STATES,
) -> list[Row]:
    """These may; others who work for the contest or body are forbidden; for everybody else there is no such
    thing.

    Where the allowed send nothing of use, their status says that they came through the door: 400 or 409.
    """
    return [
        _own(method, path, body),
        Row(method, path, states, allowed, status, "", body),
        Row(method, path, states, set(known) - set(allowed), 403, "forbidden", body),
        Row(method, path, states, SIGNED_IN - set(known), 404, "not_found", body),
    ]


def _for_all(method: str, path: str, status: int = 200, body: str = "") -> list[Row]:
    """A list that shows each person what is theirs."""
    return [_own(method, path, body), Row(method, path, STATES, SIGNED_IN, status, "", body)]


def _of_body(method: str, path: str, allowed: Collection[str], status: int, body: str = "") -> list[Row]:
    return _staff(method, path, allowed, status, body, known=_OF_BODY)


_O, _J = "/api/v1/organizer", "/api/v1/judge"
_PREPARES = _ORGANISER | _MANAGER
_SEES_ENTRIES = _SECRETARY | _JUDGES | _OBSERVER

MATRIX += [
    *_for_all("GET", f"{_O}/bodies/"),
    *_for_all("GET", f"{_O}/banks/"),
    *_for_all("GET", f"{_O}/contests/"),
    *_for_all("GET", f"{_O}/regulations/"),
    *_of_body("POST", f"{_O}/bodies/{{slug}}/privacy-notices/", _MANAGER, 400, "empty"),
    *_of_body("GET", f"{_O}/bodies/{{slug}}/roles/", _OF_BODY, 200),
    *_of_body("POST", f"{_O}/bodies/{{slug}}/roles/", _MANAGER, 400, "empty"),
    *_of_body("DELETE", f"{_O}/bodies/{{slug}}/roles/{{membership}}/", _MANAGER, 200),
    *_of_body("POST", f"{_O}/banks/", _AUTHOR | _MANAGER, 201, "bank"),
    *_of_body("GET", f"{_O}/banks/{{bank}}/", _OF_BODY, 200),
    *_of_body("GET", f"{_O}/banks/{{bank}}/questions/", _OF_BODY, 200),
    *_of_body("POST", f"{_O}/banks/{{bank}}/questions/", _AUTHOR | _MANAGER, 400, "empty"),
    *_of_body("POST", f"{_O}/banks/{{bank}}/reviews/", _REVIEWER | _MANAGER, 200, "empty"),
    *_of_body("POST", f"{_O}/banks/{{bank}}/imports/", _AUTHOR | _MANAGER, 400),
    *_of_body("GET", f"{_O}/questions/{{question}}/", _OF_BODY, 200),
    *_of_body("PUT", f"{_O}/questions/{{question}}/", _AUTHOR | _MANAGER, 400, "empty"),
    # The one question is approved, and not of this author's hand: a manager is told that it stays.
    *_of_body("DELETE", f"{_O}/questions/{{question}}/", _MANAGER, 409),
    *_of_body("POST", f"{_O}/questions/{{question}}/review/", _REVIEWER | _MANAGER, 409, "approve"),
    *_of_body("GET", f"{_O}/imports/{{file}}/", _AUTHOR | _MANAGER, 200),
    *_of_body("POST", f"{_O}/imports/{{file}}/acceptance/", _AUTHOR | _MANAGER, 409),
    *_of_body("POST", f"{_O}/contests/", _MANAGER, 201, "contest"),
    *_staff("GET", f"{_O}/contests/{{slug}}/", _OF_CONTEST, 200),
    *_staff("PUT", f"{_O}/contests/{{slug}}/", _PREPARES, 400, "empty"),
    *_staff("DELETE", f"{_O}/contests/{{slug}}/", _PREPARES, 409),
    *_staff("POST", f"{_O}/contests/{{slug}}/terms/", _PREPARES, 400, "empty"),
    *_staff("POST", f"{_O}/contests/{{slug}}/rounds/", _PREPARES, 400, "empty"),
    *_staff("POST", f"{_O}/contests/{{slug}}/publication/", _APPROVER | _MANAGER, 200),
    *_staff("GET", f"{_O}/contests/{{slug}}/roles/", _OF_CONTEST, 200),
    *_staff("POST", f"{_O}/contests/{{slug}}/roles/", _APPROVER | _MANAGER, 400, "empty"),
    *_staff("DELETE", f"{_O}/contests/{{slug}}/roles/{{role}}/", _APPROVER | _MANAGER, 200),
    *_staff("GET", f"{_O}/contests/{{slug}}/unit-managers/", _OF_CONTEST, 200),
    *_staff("POST", f"{_O}/contests/{{slug}}/unit-managers/", _APPROVER | _MANAGER, 400, "empty"),
    *_staff("DELETE", f"{_O}/contests/{{slug}}/unit-managers/{{manager}}/", _APPROVER | _MANAGER, 200),
    *_staff("POST", f"{_O}/contests/{{slug}}/recoveries/", _SECRETARY | _HELPER, 201, "recovery"),
    *_staff("GET", f"{_O}/contests/{{slug}}/head-counts/", _OF_CONTEST, 200),
    *_staff("POST", f"{_O}/contests/{{slug}}/head-counts/", _PREPARES, 400, "empty"),
    *_staff("PUT", f"{_O}/rounds/{{round}}/", _PREPARES, 400, "empty"),
    *_staff("DELETE", f"{_O}/rounds/{{round}}/", _PREPARES, 409),
    *_staff("POST", f"{_O}/rounds/{{round}}/papers/", _PREPARES, 202),
    *_staff("POST", f"{_O}/rounds/{{round}}/papers/redrawing/", _APPROVER | _MANAGER, 400, "empty"),
    *_staff("POST", f"{_O}/rounds/{{round}}/extensions/", _PREPARES | _APPROVER, 400, "empty"),
    *_staff("POST", f"{_O}/rounds/{{round}}/extensions/confirmation/", _PREPARES | _APPROVER, 409),
    *_staff("GET", f"{_J}/rounds/{{round}}/board/", _SEES_ENTRIES, 200),
    *_staff("GET", f"{_J}/entries/{{number}}/?contest={{slug}}", _SEES_ENTRIES, 200),
    *_staff("GET", f"{_J}/contests/{{slug}}/cases/", _SEES_ENTRIES, 200),
    *_staff("POST", f"{_J}/contests/{{slug}}/cases/", _SECRETARY | _JUDGES, 400, "empty"),
    *_staff("GET", f"{_J}/contests/{{slug}}/audit/", _APPROVER | _JUDGES | _OBSERVER | _MANAGER, 200),
    *_staff("GET", f"{_J}/contests/{{slug}}/audit/chain/", _APPROVER | _JUDGES | _OBSERVER | _MANAGER, 200),
    *_staff("GET", f"{_J}/cases/{{case}}/", _SEES_ENTRIES, 200),
    *_staff("POST", f"{_J}/cases/{{case}}/proposals/", _JUDGES, 400, "empty"),
    *_staff("POST", f"{_J}/cases/{{case}}/confirmation/", _JUDGES, 400, "empty"),
]
