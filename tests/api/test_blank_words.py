"""Where people must be told something, spaces are not taken for it."""

from typing import Any

import pytest

from tests.api.world import OPEN, a_world

pytestmark = pytest.mark.django_db

BLANK = " \u00a0\n"
ROUND = {"opens_at": "2027-01-04T01:00:00Z", "closes_at": "2027-01-10T01:00:00Z"}
WORDS_FOR_PEOPLE: list[tuple[str, str, str, dict[str, Any], str]] = [
    ("MANAGER", "POST", "organizer/contests/{slug}/rounds/", ROUND | {"title": {"vi": BLANK}}, "title"),
    (
        "MANAGER",
        "PUT",
        "organizer/contests/{slug}/",
        {
            "title": {"vi": BLANK},
            "summary": {},
            "unit_root": None,
            "privacy_notice": None,
            "registration_closes_at": None,
        },
        "title",
    ),
    (
        "MANAGER",
        "POST",
        "organizer/bodies/{body}/privacy-notices/",
        {"text": {"vi": BLANK}, "legal_basis": "Sự đồng ý"},
        "text",
    ),
    (
        "JUDGE",
        "POST",
        "judge/contests/{slug}/cases/",
        {"entry": "123456789", "signal": "REPORT", "note": BLANK},
        "note",
    ),
    (
        "JUDGE",
        "POST",
        "judge/cases/{case}/proposals/",
        {"action": "NO_ACTION", "reason_code": "FALSE_DATA", "text": BLANK},
        "text",
    ),
]


def test_blank_words_are_no_words() -> None:
    world = a_world(OPEN)
    names = world.named() | {"body": world.running.contest.body.slug}
    for who, method, path, body, field in WORDS_FOR_PEOPLE:
        answer = world.browsers[who].send(method, "/api/v1/" + path.format(**names), body)
        assert answer.status_code == 400, (path, answer.content)
        assert answer.json()["fields"] == {field: [{"code": "required"}]}, path
