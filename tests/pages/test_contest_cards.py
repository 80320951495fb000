"""A link tells of a contest only once the contest is public."""

import pytest
from django.utils import timezone

from contest.models import Contest, LifecycleState
from contest.queries.contest_cards import contest_card
from tests.services.staff_rows import NOW, a_draft

pytestmark = pytest.mark.django_db


def test_a_draft_and_a_retired_contest_have_no_card() -> None:
    contest = a_draft()
    assert contest_card(slug=contest.slug) is None
    Contest.objects.filter(pk=contest.pk).update(state=LifecycleState.OPEN, published_at=NOW)
    assert contest_card(slug=contest.slug) is not None
    Contest.objects.filter(pk=contest.pk).update(retired_at=timezone.now())
    assert contest_card(slug=contest.slug) is None


def test_a_published_contest_tells_its_title_body_and_hotline() -> None:
    contest = a_draft()
    Contest.objects.filter(pk=contest.pk).update(state=LifecycleState.OPEN, published_at=NOW)
    card = contest_card(slug=contest.slug)
    assert card is not None
    assert card.title == contest.title["vi"]
    assert card.body_name == contest.body.name["vi"]
    assert card.hotline == contest.body.hotline
    assert contest_card(slug="khong-co") is None
