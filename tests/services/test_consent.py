"""An agreement is given in one contest, to the notice shown there, and holds for nothing else."""

from datetime import date, timedelta
from typing import Any

import pytest

from contest.accounts.models import Consent, PrivacyNotice, User
from contest.models import Contest, Entry, Terms
from contest.queries.board_names import public_names
from contest.queries.entries import own_entry
from contest.rules.terms import NamesOnBoard
from contest.services.change_contest import change_contest
from contest.services.check_entry_form import EntryForm
from contest.services.enter_contest import ConsentMissing, enter_contest
from tests.services import live_rows as rows

pytestmark = pytest.mark.django_db

NAMED = ["TAKE_PART", "PUBLISH_NAME"]


def enter(running: rows.Running, user: User, consents: list[str], **changes: Any) -> Entry:
    form: dict[str, Any] = {
        "full_name": "Nguyễn Văn An",
        "birth_on": date(1990, 5, 20),
        "unit": running.commune.pk,
        "consents": consents,
        "notice": running.notice.pk,
        "truthful": True,
    }
    enter_contest(
        slug=running.contest.slug, user_id=user.pk, form=EntryForm(**(form | changes)), now=rows.now()
    )
    return Entry.objects.get(user=user, contest=running.contest)


def another_of_the_body(running: rows.Running) -> rows.Running:
    """A second contest of the same body under the same notice."""
    other = Contest.objects.create(
        body=running.contest.body,
        kind=Contest.Kind.LIVE,
        slug=f"{running.contest.slug}-khac",
        title={"vi": "Cuộc thi khác"},
        state="OPEN",
        unit_root=running.province,
        privacy_notice=running.notice,
        created_by=running.contest.created_by,
        published_at=rows.now(),
    )
    Terms.objects.create(
        contest=other,
        number=1,
        definition=Terms.objects.get(contest=running.contest).definition,
        effective_at=rows.now() - timedelta(days=1),
        written_by=running.contest.created_by,
        written_at=rows.now(),
    )
    one = rows.a_round(other, running.bank, pool=0)
    return rows.Running(other, one, running.bank, running.notice, running.province, running.commune)


def with_a_newer_notice(running: rows.Running) -> PrivacyNotice:
    """The notice that takes the place of the contest's."""
    newer = PrivacyNotice.objects.create(
        body=running.contest.body,
        version=2,
        text={"vi": "Thông báo đã sửa"},
        purposes=running.notice.purposes,
        published_at=rows.now(),
    )
    change_contest(
        contest_id=running.contest.pk,
        plan={
            "title": running.contest.title,
            "summary": {},
            "unit_root": running.province.pk,
            "privacy_notice": newer.pk,
            "registration_closes_at": None,
        },
        actor_id=running.contest.created_by_id,
        now=rows.now(),
    )
    return newer


def names(*entries: Entry) -> list[bool]:
    """Whether each entry is named in public."""
    found = public_names([one.pk for one in entries], how=NamesOnBoard.FULL, on=rows.now().date())
    return [one.pk in found for one in entries]


@pytest.mark.parametrize(("here", "there"), [(NAMED, ["TAKE_PART"]), (["TAKE_PART"], NAMED)])
def test_what_is_agreed_to_in_one_contest_says_nothing_in_another(here: list[str], there: list[str]) -> None:
    running, user = rows.a_running_contest(pool=0), rows.a_user()
    first = enter(running, user, here)
    second = enter(another_of_the_body(running), user, there)
    assert names(first, second) == [here == NAMED, there == NAMED]
    for one, agreed in ((first, here), (second, there)):
        seen = own_entry(slug=one.contest.slug, user_id=user.pk)
        assert seen is not None
        assert seen.consents == sorted(agreed)
    enter(running, user, here)
    assert names(first, second) == [here == NAMED, there == NAMED]


def test_an_agreement_stays_with_the_notice_it_was_given_to() -> None:
    running, user, silent = rows.a_running_contest(), rows.a_user(), rows.a_user()
    first, unnamed = enter(running, user, NAMED), enter(running, silent, ["TAKE_PART"])
    newer = with_a_newer_notice(running)
    assert names(first, unnamed) == [True, False]
    assert {one.notice for one in Consent.objects.all()} == {running.notice}
    seen = own_entry(slug=running.contest.slug, user_id=user.pk)
    assert seen is not None
    assert seen.consents == sorted(NAMED)
    with pytest.raises(ConsentMissing):
        enter(running, user, NAMED)
    rows.an_open_attempt(running, entry=first)
    enter(running, user, NAMED, notice=newer.pk)
    assert {one.notice for one in Consent.objects.filter(user=user)} == {running.notice, newer}
    assert own_entry(slug=running.contest.slug, user_id=user.pk) == seen._replace(locked=True)
    assert names(first, unnamed) == [True, False]


def test_an_agreement_taken_back_is_taken_back_under_every_notice() -> None:
    running, user = rows.a_running_contest(pool=0), rows.a_user()
    first = enter(running, user, NAMED)
    newer = with_a_newer_notice(running)
    enter(running, user, NAMED, notice=newer.pk)
    enter(running, user, ["TAKE_PART"], notice=newer.pk)
    assert names(first) == [False]
    held = Consent.objects.filter(user=user, withdrawn_at=None)
    assert set(held.values_list("purpose", flat=True)) == {"TAKE_PART"}
