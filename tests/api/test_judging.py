"""What judges read over HTTP: boards of divisions, the whole queue of cases, the record and its seals."""

import pytest

from contest.models import Case, Division, Entry
from contest.services.drain_submitted import drain_submitted
from tests.api.people import Answer, Browser
from tests.api.test_staff import an_official
from tests.services import live_rows as rows
from tests.worker.rows import a_submitted_attempt

pytestmark = pytest.mark.django_db
CODES = ("A", "B")
ASKED = [{"field": name, "need": "REQUIRED"} for name in ("full_name", "birth_on", "unit", "division")]


def cases_of(judge: Browser, running: rows.Running, query: str) -> Answer:
    return judge.get(f"/api/v1/judge/contests/{running.contest.slug}/cases/?{query}")


def test_judges_rank_within_a_division() -> None:
    titles = {code: {"vi": f"Bảng {code}"} for code in CODES}
    running = rows.a_running_contest(
        registration=ASKED, divisions=[{"code": code, "title": titles[code]} for code in CODES]
    )
    divisions = [
        Division.objects.create(contest=running.contest, code=code, title=titles[code]) for code in CODES
    ]
    for right, division in ((5, divisions[0]), (4, divisions[1]), (3, divisions[0])):
        entry = rows.an_entry(running)
        Entry.objects.filter(pk=entry.pk).update(division=division)
        a_submitted_attempt(running, right=right, entry=entry)
    drain_submitted()
    judge = an_official(running, "JUDGE")
    address = f"/api/v1/judge/rounds/{running.round.pk}/board/"

    def ranked(division: str) -> list[tuple[int, int, str]]:
        found = judge.get(f"{address}?division={division}").json()
        return [(row["rank"], row["points"], row["division"]) for row in found["rows"]]

    assert ranked("A") == [(1, 25, "A"), (2, 15, "A")]
    assert ranked("B") == [(1, 20, "B")]
    assert ranked("") == [(1, 25, "A"), (2, 20, "B"), (3, 15, "A")]
    offered = judge.get(address).json()["divisions"]
    assert [(one["code"], one["title"]["vi"]) for one in offered] == [("A", "Bảng A"), ("B", "Bảng B")]
    unknown = judge.get(f"{address}?division=C")
    assert (unknown.status_code, unknown.code) == (409, "division_unknown")


def test_the_queue_of_cases_is_read_to_its_end() -> None:
    running = rows.a_running_contest(pool=0)
    entry = rows.an_entry(running)
    opened = [
        Case.objects.create(contest=running.contest, entry=entry, signal="REPORT", opened_at=rows.now())
        for _ in range(101)
    ]
    judge = an_official(running, "JUDGE")
    seen: list[str] = []
    after: str | None = ""
    while after is not None:
        page = cases_of(judge, running, f"state=OPEN&entry={entry.number}&after={after}").json()
        seen += [case["id"] for case in page["cases"]]
        after = page["after"]
    assert seen == [str(case.pk) for case in reversed(opened)]
    assert cases_of(judge, running, "entry=000000000").json()["cases"] == []
    cursor = cases_of(judge, running, "state=OPEN").json()["after"]
    elsewhere = cases_of(judge, running, f"state=SETTLED&after={cursor}")
    assert (elsewhere.status_code, elsewhere.code) == (400, "cursor_not_valid")
    unknown = cases_of(judge, running, "state=LOST")
    assert (unknown.status_code, unknown.json()["fields"]) == (400, {"state": [{"code": "invalid_choice"}]})


def test_the_record_names_who_takes_part_only_to_whom_the_contest_gives_persons() -> None:
    running = rows.a_running_contest(pool=0)
    entry = rows.an_entry(running)
    slug = running.contest.slug
    made = {"entry_number": entry.number}
    an_official(running, "HELPER").send("POST", f"/api/v1/organizer/contests/{slug}/recoveries/", made)
    for role, named in (("JUDGE", entry.user.username), ("OBSERVER", None), ("APPROVER", None)):
        (act,) = an_official(running, role).get(f"/api/v1/judge/contests/{slug}/audit/").json()["rows"]
        assert (act["action"], act["person"]) == ("recovery_pin_made", named)


def test_who_may_read_the_record_may_have_its_seals_checked() -> None:
    running = rows.a_running_contest(pool=0)
    chain = an_official(running, "OBSERVER").get(
        f"/api/v1/judge/contests/{running.contest.slug}/audit/chain/"
    )
    assert chain.json() == {
        "seals": 0,
        "sealed": 0,
        "waiting": 0,
        "sealed_at": None,
        "digest": "",
        "broken": None,
    }
