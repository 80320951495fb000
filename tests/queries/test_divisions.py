"""Divisions change with the terms that name them, at the moment those take effect and not before."""

from datetime import datetime, timedelta

import pytest

from contest.models import Board, Terms
from contest.services.make_boards import make_boards
from contest.services.write_terms import write_terms
from tests.api.people import Browser
from tests.services import live_rows as rows

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_the_page_and_the_boards_have_the_divisions_of_the_terms_in_effect() -> None:
    asked = [{"field": name, "need": "REQUIRED"} for name in ("full_name", "birth_on", "unit", "division")]
    running = rows.a_running_contest(
        pool=0, registration=asked, divisions=[{"code": "A", "title": {"vi": "Bảng A"}}]
    )
    slug = running.contest.slug

    def written(effective_at: datetime | None, *divisions: tuple[str, str]) -> None:
        terms = dict(Terms.objects.filter(contest=running.contest).latest("number").definition)
        terms["divisions"] = [{"code": code, "title": {"vi": title}} for code, title in divisions]
        write_terms(
            contest_id=running.contest.pk,
            definition=terms,
            effective_at=effective_at,
            change_note={"vi": "Đổi bảng"},
            actor_id=rows.a_user().pk,
            now=rows.now(),
        )

    def shown() -> list[tuple[str, str]]:
        page = Browser().get(f"/api/v1/contests/{slug}/").json()
        return [(one["code"], one["title"]["vi"]) for one in page["divisions"]]

    written(None, ("A", "Bảng A"), ("B", "Bảng B"))
    assert shown() == [("A", "Bảng A"), ("B", "Bảng B")]
    written(None, ("B", "Bảng B"))
    assert shown() == [("B", "Bảng B")]
    written(rows.now() + 30 * DAY, ("B", "Tên mới"), ("C", "Bảng C"))
    assert shown() == [("B", "Bảng B")]
    make_boards(round_id=running.round.pk)
    boards = Board.objects.filter(round=running.round).values_list("division__code", flat=True)
    assert set(boards) == {None, "A"}  # the round keeps the terms of its opening
    (of_round,) = Browser().get(f"/api/v1/contests/{slug}/").json()["rounds"]
    assert of_round["divisions"] == [{"code": "A", "title": {"vi": "Bảng A", "en": ""}}]
    board = f"/api/v1/rounds/{running.round.pk}/board/?division="
    assert {code: Browser().get(board + code).status_code for code in "AB"} == {"A": 200, "B": 409}
