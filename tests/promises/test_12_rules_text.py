"""Promise 12: what people read of the terms and what the engine does come from one definition.

The page makes its sentences from the part of the definition the API gives it; here it is shown that this
part is the definition's own, that the engine obeys the very numbers people read, and that both change at
the same instant.
"""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from contest.models import Contest, Round, Terms
from contest.queries.ranked_rounds import ranked_round
from contest.rules.terms import definition
from contest.services.open_attempt import OrdinalOutOfRange, open_attempt
from contest.services.write_terms import write_terms
from tests.rules.definitions import a_definition, some_terms
from tests.services import live_rows as rows

pytestmark = pytest.mark.django_db(transaction=True)


def said(contest: Contest) -> dict[str, Any]:
    """The terms as the contest's page gets them."""
    terms: dict[str, Any] = Client().get(f"/api/v1/contests/{contest.slug}/").json()["terms"]
    return terms


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"attempts": {"limit": None, "counting": "LAST"}},
        {"time_limit_seconds": None, "ranking_keys": ["CORRECT_COUNT", "SUBMIT_MOMENT"], "prediction": None},
        {"eligibility": {"age_from": None}, "feedback": "REVIEW_AFTER_CLOSE"},
        {"prediction": {"target": "PEOPLE", "scope": "CONTEST"}},
    ],
)
def test_what_people_read_is_the_definition(changes: dict[str, Any]) -> None:
    running = rows.a_running_contest(**changes)
    paper = {"question_count": 5, "points_per_question": 5, "source": {"kind": "RANDOM"}}
    whole = json.loads(json.dumps(definition(some_terms(**({"paper": paper} | changes)))))
    shown = said(running.contest)
    same = {"attempts", "ranking_keys", "prediction", "feedback", "eligibility", "registration", "prizes"}
    for part in same | {"time_limit_seconds", "guardian_below_age"}:
        assert shown[part] == whole[part], part
    assert shown["question_count"] == 5
    assert shown["points_max"] == 25


def test_the_limits_people_read_are_those_that_hold() -> None:
    running = rows.a_running_contest(attempts={"limit": 2}, time_limit_seconds=600)
    entry = rows.an_entry(running)
    shown = said(running.contest)
    for ordinal in range(1, shown["attempts"]["limit"] + 1):
        attempt = rows.an_open_attempt(running, ordinal=ordinal, entry=entry)
        assert attempt.closes_at - attempt.opened_at == timedelta(seconds=shown["time_limit_seconds"])
        rows.moved(attempt.id, -3600)
    with pytest.raises(OrdinalOutOfRange) as refused:
        open_attempt(round_id=running.round.pk, user_id=entry.user_id, ordinal=shown["attempts"]["limit"] + 1)
    assert refused.value.details["limit"] == shown["attempts"]["limit"]


def test_words_and_engine_change_at_the_same_instant() -> None:
    running = rows.a_running_contest(attempts={"limit": 1})
    now = rows.now()
    paper = {"question_count": 5, "points_per_question": 5, "source": {"kind": "RANDOM"}}
    coming = write_terms(
        contest_id=running.contest.pk,
        definition=a_definition(paper=paper, attempts={"limit": 3}),
        effective_at=now + timedelta(hours=1),
        change_note={"vi": "Thêm lượt thi"},
        actor_id=rows.a_user().pk,
        now=now,
    )
    assert said(running.contest)["attempts"]["limit"] == 1
    assert coming.definition["attempts"]["limit"] == 3
    assert said(running.contest)["number"] == Terms.objects.get(contest=running.contest, number=1).number


def test_people_read_the_terms_of_the_round_they_can_take_and_enter_by_those_of_now() -> None:
    """A change reaches the attempts of the next round, and whoever enters from its moment on."""
    running = rows.a_running_contest(attempts={"limit": 1})
    now = rows.now()
    coming = rows.a_round(running.contest, running.bank, number=2, pool=0)
    Round.objects.filter(pk=coming.pk).update(
        opens_at=now + timedelta(days=1), closes_at=now + timedelta(days=2)
    )
    paper = {"question_count": 5, "points_per_question": 5, "source": {"kind": "RANDOM"}}
    changes: dict[str, Any] = {"attempts": {"limit": 3}, "time_limit_seconds": 3600}
    write_terms(
        contest_id=running.contest.pk,
        definition=a_definition(paper=paper, eligibility={"age_from": 20}, **changes),
        effective_at=None,
        change_note={"vi": "Thêm lượt thi"},
        actor_id=rows.a_user().pk,
        now=now,
    )

    def holds(one: Round) -> tuple[int | None, int | None, int]:
        terms = ranked_round(round_id=one.pk).terms
        return terms.attempts.limit, terms.time_limit_seconds, 20

    def read() -> tuple[int | None, int | None, int]:
        shown = said(running.contest)
        return shown["attempts"]["limit"], shown["time_limit_seconds"], shown["eligibility"]["age_from"]

    assert read() == holds(running.round) != holds(coming)
    Round.objects.filter(pk=running.round.pk).update(closes_at=now)
    assert read() == holds(coming)
    Round.objects.filter(pk=coming.pk).delete()
    assert read() == holds(running.round)
