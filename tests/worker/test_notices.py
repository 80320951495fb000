"""The outbox of notices, the seals of the audit trail, and forgotten imports."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import mail
from django.core.mail import EmailMessage
from django.test import override_settings

from contest import jobs
from contest.models import AuditRecord, AuditSeal, Contest, Notice
from contest.queries.audit import chain_digest
from contest.services.ask_for_proof import ask_for_proof
from contest.services.deliver_notices import NOWHERE, TRIED_AFTER, deliver_notices
from contest.services.record_audit import record_audit
from contest.services.resume_imports import resume_imports
from contest.services.seal_audit import seal_audit
from contest.services.write_notice import write_notice
from quizzes.models import QuestionBank, QuestionImport
from tests.harness import resp
from tests.services.live_rows import a_running_contest, a_user, now

pytestmark = pytest.mark.django_db(transaction=True)
State = Notice.State


def told(
    email: str = "dan@example.vn",
    template: str = "ruling_void_attempt",
    subject: str = "s",
    *,
    proven: bool = True,
) -> None:
    """Leave a notice for somebody with this address."""
    person = a_user()
    person.email = email
    person.save(update_fields=["email"])
    if email:
        EmailAddress.objects.create(user=person, email=email, verified=proven, primary=True)
    write_notice(
        person_id=person.pk,
        contest_id=a_running_contest().contest.pk,
        template=template,
        details={"entry": "ABC123", "ordinal": 2},
        subject_key=subject,
        now=now(),
    )


def states() -> dict[str, str]:
    """The state of each channel's notice."""
    return dict(Notice.objects.values_list("channel", "state"))


def test_a_notice_is_in_the_account_and_a_letter_goes_out_once() -> None:
    told()
    assert deliver_notices(now=now()) == 2
    assert deliver_notices(now=now()) == 0
    assert states() == {"IN_APP": State.DELIVERED, "MAIL": State.DELIVERED}
    (letter,) = mail.outbox
    assert letter.to == ["dan@example.vn"]
    assert "ABC123" in letter.body
    assert "lượt thi thứ 2" in letter.body
    assert letter.body.startswith("Tìm hiểu pháp luật")


def test_who_has_no_address_gets_no_letter() -> None:
    told(email="")
    deliver_notices(now=now())
    assert states() == {"IN_APP": State.DELIVERED}
    assert mail.outbox == []


def test_an_address_that_nobody_has_proven_gets_no_letter() -> None:
    told(proven=False)
    told(subject="was proven once")
    EmailAddress.objects.update(verified=False)
    assert set(states()) == {"IN_APP", "MAIL"}
    deliver_notices(now=now())
    assert states() == {"IN_APP": State.DELIVERED, "MAIL": State.NO_ADDRESS}
    assert mail.outbox == []


def test_a_letter_nobody_wrote_leads_to_the_account() -> None:
    told(template="something_new")
    deliver_notices(now=now())
    assert "đăng nhập" in mail.outbox[0].body


def refused(self: EmailMessage, **_: Any) -> int:
    """There is no mail server."""
    raise ConnectionRefusedError


def test_a_letter_that_fails_is_tried_a_few_times_and_holds_up_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told()
    with monkeypatch.context() as patch:
        patch.setattr(EmailMessage, "send", refused)
        for age in TRIED_AFTER[:-1]:
            deliver_notices(now=now() + age)
            assert states()["MAIL"] == State.WAITING
        deliver_notices(now=now() + TRIED_AFTER[-1])
    assert Notice.objects.get(channel="MAIL").tries == len(TRIED_AFTER)
    assert states() == {"IN_APP": State.DELIVERED, "MAIL": State.FAILED}


def test_a_mail_server_that_is_away_for_an_hour_costs_no_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    told()
    with monkeypatch.context() as patch:
        patch.setattr(EmailMessage, "send", refused)
        for minutes in range(60):
            deliver_notices(now=now() + timedelta(minutes=minutes))
    assert states()["MAIL"] == State.WAITING
    deliver_notices(now=now() + timedelta(hours=2))
    assert states()["MAIL"] == State.DELIVERED


@override_settings(EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend")
def test_letters_say_that_nobody_sends_them_where_there_is_no_mail_server() -> None:
    told()
    assert deliver_notices(now=now()) == 1  # in the account
    assert states()["MAIL"] == State.NO_ADDRESS


@pytest.mark.parametrize("backend", ["django.core.mail.backends.locmem.EmailBackend", NOWHERE])
def test_the_link_of_a_proof_stays_no_longer_than_its_letter_waits(backend: str) -> None:
    person = a_user()
    address = EmailAddress.objects.create(user=person, email="dan@example.vn", verified=False)
    link = "https://thi.example/tai-khoan?proof=secret"
    ask_for_proof(person_id=person.pk, address_id=address.pk, link=link, now=now())
    with override_settings(EMAIL_BACKEND=backend):
        deliver_notices(now=now())
    letter = Notice.objects.get()
    assert letter.state == (State.NO_ADDRESS if backend == NOWHERE else State.DELIVERED)
    assert letter.details == {}
    assert [link in sent.body for sent in mail.outbox] == [True] * (backend != NOWHERE)


def test_text_messages_say_that_nobody_sends_them() -> None:
    told()
    Notice.objects.filter(channel="MAIL").update(channel="SMS")
    deliver_notices(now=now())
    assert states()["SMS"] == State.NO_ADDRESS


def acted(contest: Contest, action: str, *, minutes_ago: int) -> None:
    """Leave an audit record of some minutes ago."""
    record_audit(
        action=action,
        actor_id=contest.created_by_id,
        about=contest,
        contest_id=contest.pk,
        after={"b": 1, "a": [action]},
        now=now() - timedelta(minutes=minutes_ago),
    )


def test_seals_chain_over_all_settled_records() -> None:
    contest = a_running_contest().contest
    for minutes_ago in (30, 20, 10, 0):
        acted(contest, f"act-{minutes_ago}", minutes_ago=minutes_ago)
    assert (seal_audit(now=now()), seal_audit(now=now())) == (1, 0)
    assert seal_audit(now=now() + timedelta(minutes=5)) == 1
    first, second = AuditSeal.objects.order_by("number")
    records = list(AuditRecord.objects.filter(contest=contest).order_by("at", "pk"))
    assert (first.record_count, second.record_count) == (3, 1)
    assert first.digest == chain_digest("", records[:3])
    assert second.before_digest == first.digest
    assert second.digest == chain_digest(first.digest, records[3:])


def test_a_seal_shows_a_record_that_was_changed_left_out_or_moved() -> None:
    contest = a_running_contest().contest
    for minutes_ago in (30, 20, 10):
        acted(contest, f"act-{minutes_ago}", minutes_ago=minutes_ago)
    records = list(AuditRecord.objects.order_by("at", "pk"))
    honest = chain_digest("", records)
    assert chain_digest("", records[:-1]) != honest
    assert chain_digest("", [records[1], records[0], records[2]]) != honest
    records[0].after = {"a": ["act-30"], "b": 2}
    assert chain_digest("", records) != honest


@pytest.mark.parametrize(
    ("state", "job"), [("WAITING", "read_import"), ("STORING", "store_import"), ("STORED", "")]
)
def test_an_import_forgotten_with_its_message_is_asked_for_again(state: str, job: str) -> None:
    a_running_contest()
    long_ago = now() - timedelta(minutes=10)
    QuestionImport.objects.create(
        bank=QuestionBank.objects.get(),
        file_name="bo.xlsx",
        stored_as="bo.xlsx",
        digest="0" * 64,
        state=state,
        asked_by=a_user(),
        asked_at=long_ago,
        accepted_at=long_ago,
    )
    assert resume_imports(now=now()) == bool(job)
    messages = resp.command(settings.REDIS_URL, "LRANGE", jobs.BULK, "0", "-1").decode()
    assert messages.count(f"worker.tasks.imports.{job}") == bool(job)
