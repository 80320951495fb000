"""Sign up, enter, start, save, submit, be scored, stand on the board: the path everything else hangs on."""

import pytest

from contest.models import Attempt
from contest.services.drain_submitted import drain_submitted
from tests.api.people import Browser, a_form
from tests.services import live_rows as rows

pytestmark = pytest.mark.django_db(transaction=True)


def test_from_sign_up_to_the_board() -> None:
    running = rows.a_running_contest()
    slug, round_id = running.contest.slug, running.round.pk
    person = Browser()
    assert person.sign_up().status_code == 200
    assert person.get("/api/v1/me/").json()["body_roles"] == []

    entry = f"/api/v1/contests/{slug}/entry/"
    assert person.get(entry).status_code == 404
    form = a_form(running.commune.pk, running.notice.pk)
    made = person.send("PUT", entry, form)
    assert made.status_code == 201, made.content
    assert person.send("PUT", entry, form).status_code == 200

    started = person.send("POST", f"/api/v1/rounds/{round_id}/attempts/", {"ordinal": 1})
    assert started.status_code == 201, started.content
    attempt = started.json()
    right = {
        question["position"]: question["options"].index("Đúng chỗ")
        for question in attempt["paper"]["questions"]
    }
    for position, option in right.items():
        saved = person.save(attempt, [{"position": position, "chosen": [option], "sequence": 1}])
        assert saved.status_code == 200, saved.content
    assert saved.json()["stored"] == [{"position": place, "sequence": 1} for place in range(5)]

    receipt = person.submit(attempt)
    assert receipt.status_code == 200, receipt.content
    assert receipt.json()["answered"] == 5
    assert person.submit(attempt).json() == receipt.json()

    drain_submitted()
    assert Attempt.objects.get().state == 2
    mine = person.get(f"/api/v1/me/rounds/{round_id}/").json()
    assert (mine["standing"]["points"], mine["standing"]["rank"]) == (25, 1)
    assert [row["mine"] for row in mine["neighbours"]] == [True]
    assert mine["next_ordinal"] == 2
    board = Browser().get(f"/api/v1/rounds/{round_id}/board/").json()
    assert [(row["rank"], row["points"], row["unit"]["name"]) for row in board["rows"]] == [
        (1, 25, "Xã Tân Tiến")
    ]
    units = Browser().get(f"/api/v1/rounds/{round_id}/units/").json()
    assert [(row["unit"]["name"], row["people"]) for row in units["rows"]] == [("Xã Tân Tiến", 1)]
    seen = person.get(f"/api/v1/attempts/{attempt['attempt']['id']}/").json()
    assert (seen["result"]["points"], seen["result"]["points_max"], seen["review"]) == (25, 25, None)
