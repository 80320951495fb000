"""Who has no mail address is told in the account, with the reason: one's own notices, the newest first."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contest.accounts.models import User
from contest.documents.letters import account_notice, letter
from contest.models import Ruling
from contest.queries.own_notices import MOST, own_notices
from contest.services.propose_ruling import REASONS
from contest.services.write_notice import write_notice
from tests.api.people import Browser
from tests.services import live_rows as rows

pytestmark = pytest.mark.django_db
NOTICES = "/api/v1/me/notices/"


def tell(
    person: User, contest_id: UUID | None, *, count: int = 1, template: str = "ruling_void_attempt"
) -> None:
    """Notices of the last hours; the first told is the oldest."""
    for number in range(count):
        write_notice(
            person_id=person.pk,
            contest_id=contest_id,
            template=template,
            details={"entry": "214388436", "ordinal": number + 1, "reason": "TAKEN_BY_ANOTHER"},
            subject_key=f"{template}:{number}",
            now=rows.now() - timedelta(minutes=count - number),
        )


def test_one_is_told_what_was_decided_why_and_in_which_contest_without_a_mail_address() -> None:
    contest, person = rows.a_running_contest().contest, rows.a_user()
    tell(person, contest.pk)
    (told,) = Browser().sign_in(person).get(NOTICES).json()["notices"]
    assert told["contest"] == {"slug": contest.slug, "title": contest.title}
    assert told["subject"] == "Thông báo về lượt thi của Ông/Bà"
    for part in ("lượt thi thứ 1", "214388436", "Lý do: người khác làm bài thay.", "đề nghị xem xét lại"):
        assert part in told["text"]


@pytest.mark.parametrize(
    ("language", "said"), [("vi", "lượt thi thứ 1 (Tuần 2)"), ("en", "attempt 1 (Week 2)"), ("vi", "thứ 1 ")]
)
def test_one_is_told_in_which_round(language: str, said: str) -> None:
    titles = {} if said == "thứ 1 " else {"vi": "Tuần 2", "en": "Week 2"}
    details = {"entry": "214388436", "ordinal": 1, "round": titles, "reason": "INCIDENT"}
    for template in ("ruling_void_attempt", "ruling_restore_attempt"):
        shown = account_notice(template=template, details=details, language=language)[1]
        sent = letter(template=template, details=details, contest_title={}, language=language)[1]
        assert said in shown
        assert said in sent


def test_one_is_told_in_the_language_one_chose() -> None:
    person = rows.a_user()
    tell(person, None, template="password_recovered")
    User.objects.filter(pk=person.pk).update(language="en")
    (told,) = Browser().sign_in(person).get(NOTICES).json()["notices"]
    assert (told["subject"], told["contest"]) == ("Your password has been reset", None)


def test_nobody_sees_what_another_is_told() -> None:
    person, other = rows.a_user(), rows.a_user()
    tell(person, None)
    tell(other, None, template="password_recovered")
    (told,) = Browser().sign_in(person).get(NOTICES).json()["notices"]
    assert told["subject"] == "Thông báo về lượt thi của Ông/Bà"
    assert Browser().sign_in(rows.a_user()).get(NOTICES).json() == {"notices": []}


def test_the_newest_is_first_and_the_oldest_are_left_out() -> None:
    person = rows.a_user()
    tell(person, None, count=MOST + 2)
    told = own_notices(user_id=person.pk)
    assert len(told) == MOST
    assert [f"lượt thi thứ {MOST + 2} " in told[0].text, "lượt thi thứ 3 " in told[-1].text] == [True, True]


def test_twenty_notices_cost_as_many_queries_as_one() -> None:
    contest = rows.a_running_contest().contest
    costs = []
    for count in (1, 20):
        person = rows.a_user()
        tell(person, contest.pk, count=count)
        browser = Browser().sign_in(person)
        with CaptureQueriesContext(connection) as asked:
            assert len(browser.get(NOTICES).json()["notices"]) == count
        costs.append(len(asked))
    assert costs[0] == costs[1]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("action", [Ruling.Action.VOID_ATTEMPT, Ruling.Action.NOT_RECOGNISE_ENTRY])
def test_every_reason_a_ruling_may_have_is_told_in_words(action: str, language: str) -> None:
    template = f"ruling_{action.lower()}"
    texts = {
        account_notice(template=template, details={"reason": one}, language=language)[1]
        for one in (*REASONS[action], "UNHEARD_OF")
    }
    assert len(texts) == len(REASONS[action]) + 1
    assert not [one for one in texts if "{" in one or "_" in one]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("template", ["ruling_not_recognise_entry", "something_new"])
def test_only_letters_send_people_to_the_account(template: str, language: str) -> None:
    place = "mục Thông báo" if language == "vi" else "under Notices"
    _, sent = letter(template=template, details={}, contest_title={}, language=language)
    _, shown = account_notice(template=template, details={"reason": "FALSE_DATA"}, language=language)
    assert (place in sent, place in shown) == (True, False)
