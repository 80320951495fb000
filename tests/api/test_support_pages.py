"""Support staff look and change nothing; what is private is on no page."""

from importlib import import_module

import pytest
from django.conf import settings
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from contest.accounts.models import Consent, RecoveryPin, User
from contest.admin.readonly import ReadOnly
from contest.models import (
    Attempt,
    AuditRecord,
    Case,
    Contest,
    EntryPersonal,
    Mark,
    Notice,
    Paper,
    Ruling,
    WrittenAnswer,
)
from quizzes.models import QuestionVersion
from tests.api.people import PASSWORD
from tests.services import live_rows as rows
from tests.services import staff_rows

pytestmark = pytest.mark.django_db
PRIVATE = {EntryPersonal, Consent, RecoveryPin, Mark, Paper, WrittenAnswer, QuestionVersion}


def signed_in(*, is_staff: bool) -> Client:
    user = rows.a_user()
    User.objects.filter(pk=user.pk).update(is_staff=is_staff)
    client = Client()
    client.force_login(user)
    return client


def pages() -> list[tuple[str, str]]:
    return [
        (model._meta.app_label, model._meta.model_name or "")
        for model in admin.site._registry
        if model.__module__.startswith(("contest", "quizzes"))
    ]


def test_every_list_opens_for_support_staff_and_for_nobody_else() -> None:
    support, citizen = signed_in(is_staff=True), signed_in(is_staff=False)
    rows.an_open_attempt(rows.a_running_contest())
    assert len(pages()) > 10
    for app, model in pages():
        address = reverse(f"admin:{app}_{model}_changelist")
        page = support.get(address)
        assert page.status_code == 200, model
        assert "default-src 'self'" in page.headers["Content-Security-Policy"]
        assert citizen.get(address).status_code == 302, model


def test_nothing_is_added_changed_or_deleted() -> None:
    support = signed_in(is_staff=True)
    opened = rows.an_open_attempt(rows.a_running_contest())
    for app, model in pages():
        assert support.post(reverse(f"admin:{app}_{model}_add"), {}).status_code == 403, model
    own = ("admin:contest_attempt_change", "admin:contest_attempt_delete")
    for name in own:
        assert support.post(reverse(name, args=[opened.id]), {"ordinal": 9}).status_code == 403
    assert Attempt.objects.get(pk=opened.id).ordinal == 1


def test_the_support_pages_check_no_password_of_their_own() -> None:
    user = rows.a_user()
    user.set_password(PASSWORD)
    user.is_staff = True
    user.save()
    client = Client()
    account = {"username": user.username, "password": PASSWORD, "next": "/admin/"}
    for address in ("/admin/", "/admin/login/"):
        answer = client.post(address, account, follow=False)
        assert answer.status_code == 302
    assert answer["Location"] == "/dang-nhap?tiep=/admin/"
    assert "sessionid" not in client.cookies


def test_private_rows_have_no_page_and_every_page_is_one_to_look_at() -> None:
    import_module(settings.ROOT_URLCONF)
    assert all(isinstance(page, ReadOnly) for page in admin.site._registry.values())
    assert PRIVATE.isdisjoint(admin.site._registry)


def test_an_attempt_is_shown_without_its_answers() -> None:
    opened = rows.an_open_attempt(rows.a_running_contest())
    Attempt.objects.filter(pk=opened.id).update(prediction=987_654_321)
    page = signed_in(is_staff=True).get(reverse("admin:contest_attempt_change", args=[opened.id]))
    shown = page.content.decode()
    assert page.status_code == 200
    for private in ("chosen", "sequences", "changed_ms", "987654321"):
        assert private not in shown


def test_a_letter_is_shown_without_its_link_and_a_case_without_what_was_said_of_people() -> None:
    secret = "tai-khoan/thu-dien-tu?key=1a2b3c"
    contest = staff_rows.a_draft()
    entry, now = staff_rows.an_entry(contest), rows.now()
    letter = Notice.objects.create(
        person=entry.user, channel="MAIL", template="prove_address", details={"link": secret}, made_at=now
    )
    case = Case.objects.create(contest=contest, entry=entry, signal="REPORT", note=secret, opened_at=now)
    ruling = Ruling.objects.create(
        case=case,
        action="NO_ACTION",
        reason_code="NOTHING_FOUND",
        text=secret,
        decision_text=secret,
        proposed_by=entry.user,
        proposed_at=now,
    )
    support = signed_in(is_staff=True)
    for row in (letter, case, ruling):
        name = row._meta.model_name
        page = support.get(reverse(f"admin:contest_{name}_change", args=[row.pk]))
        assert page.status_code == 200
        assert "1a2b3c" not in page.content.decode(), name


def test_every_row_opens_and_shows_the_columns_its_page_names() -> None:
    running = rows.a_running_contest()
    attempt = Attempt.objects.get(pk=rows.an_open_attempt(running).id)
    drafted = Contest.objects.get(pk=staff_rows.a_draft().pk)
    support = signed_in(is_staff=True)
    of_a_draft = [
        drafted,
        drafted.body,
        drafted.created_by,
        AuditRecord.objects.filter(contest=drafted).get(),
    ]
    for row in (attempt, attempt.entry, attempt.round, *of_a_draft):
        name = f"admin:{row._meta.app_label}_{row._meta.model_name}_change"
        assert support.get(reverse(name, args=[row.pk])).status_code == 200
