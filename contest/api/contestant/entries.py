"""Entering a contest, and one's entries."""

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from msgspec import Struct
from rest_framework.request import Request

from contest.api.base import ContestantView
from contest.api.bodies import read, reply
from contest.api.instants import Instant, instant
from contest.api.problem import Problem
from contest.api.public.shapes import ContestSummary, summary
from contest.api.round_shapes import UnitName
from contest.queries.entries import OwnEntry, own_entry
from contest.queries.persons import own_entries
from contest.services.check_entry_form import EntryForm
from contest.services.enter_contest import enter_contest


class Personal(Struct):
    """What the person registered; null where nothing was asked or filled in."""

    full_name: str | None = None
    birth_on: str | None = None
    sex: str | None = None
    phone: str | None = None
    phone_owner: str | None = None
    email: str | None = None
    address: str | None = None
    guardian_name: str | None = None
    guardian_phone: str | None = None


class Entry(Struct):
    """One's own entry."""

    number: str
    state: str
    unit: UnitName | None
    division: str | None
    personal: Personal | None
    consents: list[str]
    entered_at: Instant
    locked: bool
    """After the first attempt, a withdrawal or a ruling the person can no longer change it."""


class EntryInList(Struct):
    """One's own entry, with the contest and without personal data."""

    contest: ContestSummary
    number: str
    unit: UnitName | None
    division: str | None
    state: str
    entered_at: Instant


class EntriesList(Struct):
    """One's own entries, the newest first."""

    entries: list[EntryInList]


class OneEntry(ContestantView):
    """One's entry in a contest."""

    @extend_schema(operation_id="own_entry", responses=Entry)
    def get(self, request: Request, slug: str) -> HttpResponse:
        """The own entry with what was registered; 404 `not_entered` where there is none."""
        entry = own_entry(slug=slug, user_id=self.user_id)
        if entry is None:
            raise Problem(404, "not_entered")
        return reply(_entry(entry))

    @extend_schema(operation_id="enter", request=EntryForm, responses={200: Entry, 201: Entry})
    def put(self, request: Request, slug: str) -> HttpResponse:
        """Enter (201), or correct the entry before the first attempt (200)."""
        form = read(request, EntryForm)
        entry, is_new = enter_contest(slug=slug, user_id=self.user_id, form=form, now=timezone.now())
        return reply(_entry(entry), 201 if is_new else 200)


class Entries(ContestantView):
    """One's entries in all contests."""

    @extend_schema(operation_id="own_entries", responses=EntriesList)
    def get(self, request: Request) -> HttpResponse:
        """The own entries, the newest first."""
        now = timezone.now()
        rows = [
            EntryInList(
                contest=summary(shown, now),
                number=entry.number,
                unit=UnitName(str(entry.unit.pk), entry.unit.name) if entry.unit else None,
                division=entry.division.code if entry.division else None,
                state=entry.state,
                entered_at=instant(entry.entered_at),
            )
            for entry, shown in own_entries(user_id=self.user_id, now=now)
        ]
        return reply(EntriesList(rows))


def _entry(entry: OwnEntry) -> Entry:
    return Entry(
        number=entry.number,
        state=entry.state,
        unit=UnitName(str(entry.unit_id), entry.unit_name or "") if entry.unit_id else None,
        division=entry.division,
        personal=Personal(**entry.personal) if entry.personal else None,
        consents=entry.consents,
        entered_at=instant(entry.entered_at),
        locked=entry.locked,
    )
