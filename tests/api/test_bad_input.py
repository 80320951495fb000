"""Bad input gets a clear, coded refusal, and nothing is half stored."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from contest.accounts.models import Consent
from contest.api import tokens
from contest.models import Attempt, Entry, EntryPersonal, LateAnswer, Round
from tests.api.people import Browser, a_form
from tests.api.world import CLOSED, ENTRANT, NOBODY, OPEN, STRANGER, World, a_world
from tests.services import live_rows as rows

pytestmark = pytest.mark.django_db

ANSWERS = "/api/v1/attempts/{attempt}/answers/"


def send_answers(world: World, body: object, **headers: str) -> Any:
    path = f"/api/v1/attempts/{world.attempt.id}/answers/"
    said = {"Authorization": f"Attempt {world.token}"} | headers
    return world.browsers[NOBODY].send("PUT", path, body, **said)


def stored(world: World) -> tuple[list[int], list[int]]:
    attempt = Attempt.objects.get(pk=world.attempt.id)
    return attempt.chosen, attempt.sequences


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("GET", "/api/v1/contests/khong-co/", "contest_not_found"),
        ("PUT", "/api/v1/contests/khong-co/entry/", "contest_not_found"),
        ("GET", "/api/v1/units/?contest=khong-co", "contest_not_found"),
        ("GET", f"/api/v1/rounds/{uuid4()}/board/", "round_not_found"),
        ("POST", f"/api/v1/rounds/{uuid4()}/attempts/", "round_not_found"),
        ("GET", f"/api/v1/attempts/{uuid4()}/", "not_found"),
        ("GET", "/api/v1/contests/Không-phải-slug/", "not_found"),
        ("GET", "/api/v1/rounds/12/board/", "not_found"),
        ("GET", "/api/v1/không/có/", "not_found"),
    ],
)
def test_an_unknown_name_is_not_found(method: str, path: str, code: str) -> None:
    body = {"ordinal": 1} | a_form(uuid4(), uuid4()) if method != "GET" else None
    answer = Browser().sign_in(rows.a_user()).send(method, path, body)
    assert (answer.status_code, answer.code) == (404, code)


def test_a_closed_round_opens_nothing() -> None:
    world = a_world(CLOSED)
    entry = rows.an_entry(world.running)
    browser = Browser().sign_in(entry.user)
    answer = browser.send("POST", f"/api/v1/rounds/{world.running.round.pk}/attempts/", {"ordinal": 1})
    assert (answer.status_code, answer.code) == (409, "round_is_not_open")
    assert answer.json()["details"].keys() == {"opens_at", "closes_at"}
    assert not Attempt.objects.filter(entry=entry).exists()


@pytest.mark.parametrize(
    ("ordinal", "status", "code"),
    [
        (4, 409, "ordinal_out_of_range"),
        (0, 400, "invalid"),
        (1.5, 400, "invalid"),
        ("1", 400, "invalid"),
        (None, 400, "invalid"),
        (10**30, 400, "invalid"),
    ],
)
def test_an_ordinal_beyond_the_limit_uses_nothing_up(ordinal: object, status: int, code: str) -> None:
    world = a_world(OPEN)
    entry = rows.an_entry(world.running)
    browser = Browser().sign_in(entry.user)
    answer = browser.send("POST", f"/api/v1/rounds/{world.running.round.pk}/attempts/", {"ordinal": ordinal})
    assert (answer.status_code, answer.code) == (status, code)
    if status == 409:
        assert answer.json()["details"]["limit"] == 3
    assert not Attempt.objects.filter(entry=entry).exists()


def test_answers_after_the_deadline_are_refused_and_kept_as_evidence() -> None:
    world = a_world(CLOSED)
    answer = send_answers(world, {"epoch": 1, "answers": [{"position": 0, "chosen": [1], "sequence": 7}]})
    assert (answer.status_code, answer.code) == (409, "attempt_is_over")
    assert answer.json()["details"].keys() == {"closes_at", "server_time"}
    assert stored(world) == ([0] * 5, [0] * 5)
    assert LateAnswer.objects.get().chosen == 2


WRONG_ANSWERS: list[dict[str, Any]] = [
    {"position": 5, "chosen": [0], "sequence": 1},
    {"position": -1, "chosen": [0], "sequence": 1},
    {"position": 2**40, "chosen": [0], "sequence": 1},
    {"position": 0, "chosen": [4], "sequence": 1},
    {"position": 0, "chosen": [-1], "sequence": 1},
    {"position": 0, "chosen": [0, 1], "sequence": 1},
    {"position": 0, "chosen": [0] * 40, "sequence": 1},
    {"position": 0, "chosen": ["A"], "sequence": 1},
    {"position": 0, "chosen": None, "sequence": 1},
    {"position": 0, "sequence": 1},
    {"position": 0, "written": "A", "sequence": 1},
    {"position": 0, "chosen": [0], "written": "A", "sequence": 1},
    {"position": 0, "chosen": [0], "sequence": 0},
    {"position": 0, "chosen": [0], "sequence": 2**31},
    {"position": 0, "chosen": [0], "sequence": 1.5},
    {"position": 0, "chosen": [0]},
    {"chosen": [0], "sequence": 1},
]


@pytest.mark.parametrize("wrong", WRONG_ANSWERS, ids=json.dumps)
def test_a_position_or_option_out_of_range_stores_nothing_of_the_request(wrong: dict[str, Any]) -> None:
    world = a_world(OPEN)
    right = {"position": 1, "chosen": [0], "sequence": 1}
    answer = send_answers(world, {"epoch": 1, "answers": [right, wrong]})
    assert (answer.status_code, answer.code) == (400, "invalid"), answer.content
    assert "answers" in answer.json()["fields"]
    assert stored(world) == ([0] * 5, [0] * 5)


@pytest.mark.parametrize(
    "prediction",
    [
        {"value": -1, "sequence": 1},
        {"value": 2**60, "sequence": 1},
        {"value": "nhiều", "sequence": 1},
        {"value": 5},
        {"value": 5, "sequence": 1},
    ],
    ids=str,
)
def test_a_prediction_that_is_wrong_or_was_not_asked_stores_nothing(prediction: dict[str, Any]) -> None:
    world = a_world(OPEN)  # its token says that the terms ask for none
    right = {"position": 1, "chosen": [0], "sequence": 1}
    answer = send_answers(world, {"epoch": 1, "answers": [right], "prediction": prediction})
    assert (answer.status_code, answer.code) == (400, "invalid")
    assert stored(world) == ([0] * 5, [0] * 5)


def test_a_stale_sequence_shows_what_is_stored() -> None:
    world = a_world(OPEN)
    send_answers(world, {"epoch": 1, "answers": [{"position": 0, "chosen": [1], "sequence": 9}]})
    answer = send_answers(world, {"epoch": 1, "answers": [{"position": 0, "chosen": [2], "sequence": 3}]})
    assert answer.status_code == 200
    assert answer.json()["stored"] == [{"position": 0, "sequence": 9}]
    assert stored(world)[0][0] == 2


def test_a_stale_epoch_is_taken_over_even_with_the_new_number() -> None:
    world = a_world(OPEN)
    started = world.call(ENTRANT, "POST", "/api/v1/rounds/{round}/attempts/", "start").json()
    assert started["attempt"]["epoch"] == 2
    for epoch in (1, 2, 3):
        answer = send_answers(
            world, {"epoch": epoch, "answers": [{"position": 0, "chosen": [1], "sequence": 1}]}
        )
        assert (answer.status_code, answer.code) == (409, "taken_over")
    assert stored(world) == ([0] * 5, [0] * 5)


def _forged(world: World) -> dict[str, str]:
    """Tokens that are none, by what is wrong with them."""
    key, payload, mac = world.token.split(".")
    other = rows.an_open_attempt(world.running)
    token = tokens.AttemptToken(other.id, 1, other.closes_at, False, b"\x04" * 5)
    past = datetime.now(UTC) - tokens.LIFE_AFTER_CLOSE - timedelta(minutes=1)
    return {
        "none": "",
        "no parts": "x",
        "another attempt's": tokens.written(token),
        "long past": tokens.written(token._replace(attempt_id=world.attempt.id, closes_at=past)),
        "another mac": f"{key}.{payload}.{mac[::-1]}",
        "no mac": f"{key}.{payload}.",
        "another payload": f"{key}.{payload[:-4]}AAAA.{mac}",
        "another key": f"9.{payload}.{mac}",
        "not base64": f"{key}.é.{mac}",
        "a session's": world.browsers[ENTRANT].client.cookies["sessionid"].value,
    }


KINDS = ["none", "no parts", "another attempt's", "long past", "another mac", "no mac", "another payload"]
KINDS += ["another key", "not base64", "a session's"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_foreign_or_forged_token_saves_and_shows_nothing(kind: str) -> None:
    world = a_world(OPEN)
    token = _forged(world)[kind].encode().decode("latin-1")
    body = {"epoch": 1, "answers": [{"position": 0, "chosen": [1], "sequence": 1}]}
    for method, path, sent in (
        ("PUT", "answers/", body),
        ("POST", "submission/", {"epoch": 1}),
        ("GET", "", None),
    ):
        answer = world.browsers[NOBODY].send(
            method, f"/api/v1/attempts/{world.attempt.id}/{path}", sent, Authorization=f"Attempt {token}"
        )
        assert (answer.status_code, answer.code) == (401, "token_not_valid")
    assert stored(world) == ([0] * 5, [0] * 5)


MALFORMED = [b" ", b"{", b'{"epoch": 1', b"[]", b"null", b"\xff\xfe", b'{"epoch": NaN}', b"[" * 5000]


@pytest.mark.parametrize("body", MALFORMED, ids=lambda body: repr(body[:12]))
def test_malformed_json_is_called_that(body: bytes) -> None:
    world = a_world(OPEN)
    answer = send_answers(world, body)
    assert (answer.status_code, answer.code) == (400, "malformed"), answer.content
    for path in ("/api/v1/contests/{slug}/entry/", "/api/v1/rounds/{round}/attempts/"):
        method = "PUT" if "entry" in path else "POST"
        answer = world.browsers[STRANGER].send(method, path.format(**world.named()), body)
        assert (answer.status_code, answer.code) == (400, "malformed"), answer.content
    assert not Entry.objects.filter(user=world.users[STRANGER]).exists()


@pytest.mark.parametrize("depth", [1, 100, 600, 900])
def test_a_nul_is_refused_however_deep_it_lies(depth: int) -> None:
    world = a_world(OPEN)
    nested = b"[" * depth + b'{"a\\u0000": 1}' + b"]" * depth
    body = b'{"username": ' + nested + b', "pin": "1", "password": "x"}'
    answer = world.browsers[NOBODY].send("POST", "/api/v1/recovery/", body)
    assert (answer.status_code, answer.code) == (400, "invalid"), answer.content


def test_json_in_another_dress_is_not_taken() -> None:
    world = a_world(OPEN)
    body = json.dumps({"epoch": 1, "answers": [{"position": 0, "chosen": [1], "sequence": 1}]}).encode()
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        answer = send_answers(world, body, Content_Type=kind)
        assert (answer.status_code, answer.code) == (415, "unsupported_media_type")
    assert stored(world)[1] == [0] * 5


@pytest.mark.parametrize("method", ["PATCH", "DELETE", "TRACE", "OPTIONS"])
def test_a_method_nobody_offers_is_refused(method: str) -> None:
    world = a_world(OPEN)
    for path in ("/api/v1/contests/", "/api/v1/me/", f"/api/v1/attempts/{world.attempt.id}/answers/"):
        answer = world.browsers[ENTRANT].send(method, path, {}, Authorization=f"Attempt {world.token}")
        assert (answer.status_code, answer.code) == (405, "method_not_allowed")


def test_a_body_that_is_too_large_is_refused() -> None:
    world = a_world(OPEN)
    body = {"epoch": 1, "answers": [], "filler": "x" * 1_100_000}
    answer = send_answers(world, body)
    assert (answer.status_code, answer.code) == (413, "too_large")


FORMS: list[tuple[dict[str, Any], str, str]] = [
    ({"full_name": ""}, "full_name", "required"),
    ({"full_name": "x" * 121}, "full_name", "max_length"),
    ({"full_name": "a\0b"}, "full_name", "invalid"),
    ({"full_name": 7}, "full_name", "invalid"),
    ({"birth_on": "2010-02-30"}, "birth_on", "invalid"),
    ({"birth_on": "2999-01-01"}, "birth_on", "out_of_range"),
    ({"birth_on": None}, "birth_on", "required"),
    ({"unit": "xã Tân Tiến"}, "unit", "invalid"),
    ({"unit": None}, "unit", "required"),
    ({"consents": ["EVERYTHING"]}, "consents", "invalid_choice"),
    ({"consents": None}, "consents", "null"),
    ({"truthful": False}, "truthful", "required"),
    ({"truthful": "yes"}, "truthful", "invalid"),
]


@pytest.mark.parametrize(("change", "field", "code"), FORMS, ids=str)
def test_each_wrong_field_of_a_form_is_named_and_nothing_is_kept(
    change: dict[str, Any], field: str, code: str
) -> None:
    running = rows.a_running_contest(pool=0)
    browser = Browser().sign_in(rows.a_user())
    form = a_form(running.commune.pk, running.notice.pk) | change
    answer = browser.send("PUT", f"/api/v1/contests/{running.contest.slug}/entry/", form)
    assert (answer.status_code, answer.code) == (400, "invalid"), answer.content
    assert answer.json()["fields"] == {field: [{"code": code}]}
    assert [kind for kind in (Entry, EntryPersonal, Consent) if kind.objects.exists()] == []


def test_all_wrong_fields_are_named_at_once() -> None:
    running = rows.a_running_contest(pool=0)
    browser = Browser().sign_in(rows.a_user())
    answer = browser.send("PUT", f"/api/v1/contests/{running.contest.slug}/entry/", {"sex": "?", "phone": 5})
    assert answer.json()["fields"].keys() == {"sex", "phone"}
    answer = browser.send("PUT", f"/api/v1/contests/{running.contest.slug}/entry/", {})
    assert answer.json()["fields"].keys() == {"full_name", "birth_on", "unit", "truthful"}


def _elsewhere(running: rows.Running) -> dict[str, Any]:
    return {"unit": str(rows.a_running_contest(pool=0).commune.pk)}


REFUSED: list[tuple[Callable[[rows.Running], dict[str, Any]], str]] = [
    (_elsewhere, "unit_not_in_contest"),
    (lambda running: {"birth_on": "2020-01-01"}, "too_young"),
    (lambda running: {"consents": ["PUBLISH_NAME"]}, "consent_missing"),
    (lambda running: {"notice": str(uuid4())}, "consent_missing"),
    (lambda running: {"notice": None}, "consent_missing"),
]


@pytest.mark.parametrize(
    ("change", "code"), REFUSED, ids=lambda value: value if isinstance(value, str) else ""
)
def test_what_the_terms_do_not_admit_is_refused_and_nothing_is_kept(
    change: Callable[[rows.Running], dict[str, Any]], code: str
) -> None:
    running = rows.a_running_contest(pool=0)
    browser = Browser().sign_in(rows.a_user())
    form = a_form(running.commune.pk, running.notice.pk) | change(running)
    answer = browser.send("PUT", f"/api/v1/contests/{running.contest.slug}/entry/", form)
    assert (answer.status_code, answer.code) == (409, code), answer.content
    assert [kind for kind in (Entry, Consent) if kind.objects.exists()] == []


@pytest.mark.parametrize(
    "query", ["after=x", "after=%00", "after=AAAA", "unit=x", "unit=%00", "q=" + "x" * 101, "q=%00"]
)
def test_a_query_that_says_nothing_is_refused(query: str) -> None:
    running = rows.a_running_contest(pool=0)
    answer = Browser().get(f"/api/v1/rounds/{running.round.pk}/board/?{query}")
    assert answer.status_code == 400
    assert answer.code in ("invalid", "cursor_not_valid")


def test_a_browser_without_the_token_of_our_pages_changes_nothing() -> None:
    running = rows.a_running_contest()
    entry = rows.an_entry(running)
    browser = Browser().sign_in(entry.user)
    browser.client.cookies.pop("csrftoken", None)
    answer = browser.send("POST", f"/api/v1/rounds/{running.round.pk}/attempts/", {"ordinal": 1})
    assert (answer.status_code, answer.code) == (403, "csrf_failed")
    assert not Attempt.objects.exists()


def test_an_app_needs_its_session_token_and_no_cookie() -> None:
    running = rows.a_running_contest()
    user = rows.a_user("nguoi-dung-ung-dung")
    rows.an_entry(running, user)
    app = Browser()
    signed_in = app.send(
        "POST",
        "/_allauth/app/v1/auth/login",
        {"username": user.username, "password": "mật khẩu rất dài"},
    )
    token = signed_in.json()["meta"]["session_token"]
    app.client.cookies.clear()
    path = f"/api/v1/rounds/{running.round.pk}/attempts/"
    assert app.send("POST", path, {"ordinal": 1}, X_Session_Token="x" * 32).code == "not_signed_in"
    assert app.send("POST", path, {"ordinal": 1}, X_Session_Token=token).status_code == 201


def test_public_pages_never_look_at_who_asks_and_spare_the_body() -> None:
    running = rows.a_running_contest()
    path = f"/api/v1/contests/{running.contest.slug}/"
    anybody, somebody = Browser(), Browser().sign_in(rows.a_user())
    first, second = anybody.get(path), somebody.get(path)
    assert first.content == second.content
    assert first.headers["Cache-Control"] == "public, max-age=0, s-maxage=5"
    assert "Cookie" not in first.headers.get("Vary", "")
    again = anybody.send("GET", path, If_None_Match=first.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")


def test_a_round_that_moved_is_read_by_the_clock_not_by_its_state() -> None:
    running = rows.a_running_contest()
    entry = rows.an_entry(running)
    Round.objects.update(state="DRAFT")  # the beat that opens rounds is late
    answer = (
        Browser()
        .sign_in(entry.user)
        .send("POST", f"/api/v1/rounds/{running.round.pk}/attempts/", {"ordinal": 1})
    )
    assert answer.status_code == 201
