"""Enter a contest, or correct the entry before the first attempt."""

import os
import secrets
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import Q
from uuid_utils.compat import uuid7

from contest.accounts.models import Consent, Unit, User
from contest.accounts.sealing import lookup, seal
from contest.models import (
    Contest,
    Division,
    Entry,
    EntryPersonal,
    Round,
)
from contest.queries.contests import ContestNotFound, published_contest
from contest.queries.entries import OwnEntry, described, is_locked
from contest.queries.exclusion import helped_to_run
from contest.queries.statements import rows_prepared
from contest.queries.terms import terms_at
from contest.rules.eligibility import deciding_day, is_old_enough, needs_guardian
from contest.rules.terms import Terms
from contest.services.check_entry_form import CheckedEntry, EntryForm, check_entry_form
from quizzes.refusals import Refusal
from quizzes.rules.texts import folded


class EntryIsClosed(Refusal):
    """Registration has ended, or no round can be taken any more."""

    code = "entry_is_closed"


class EntryIsLocked(Refusal):
    """After the first attempt, a withdrawal or a ruling an entry is not changed by its person."""

    code = "entry_is_locked"


class HasARole(Refusal):
    """The person helps to run the contest, or ever did, and cannot take part in it."""

    code = "has_a_role"


class TooYoung(Refusal):
    """The person has not reached `age_from` on the day the terms name."""

    code = "too_young"


class GuardianMissing(Refusal):
    """The terms ask for a guardian below an age, and none was named."""

    code = "guardian_missing"


class UnitNotInContest(Refusal):
    """The unit is not one of the contest's, or no longer exists."""

    code = "unit_not_in_contest"


class DivisionUnknown(Refusal):
    """The contest has no such division."""

    code = "division_unknown"


class ConsentMissing(Refusal):
    """A required agreement was not given, or to another notice than the one in use; `notice` is that one."""

    code = "consent_missing"


class PhoneUsedTooOften(Refusal):
    """As many entries as the terms allow use this phone; `limit` is how many."""

    code = "phone_used_too_often"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The entry as it shall be."""

    checked: CheckedEntry
    unit: Unit | None
    division: Division | None
    consents: frozenset[str]


def enter_contest(*, slug: str, user_id: UUID, form: EntryForm, now: datetime) -> tuple[OwnEntry, bool]:
    """The person's entry after the form has been taken, and whether it is new.

    One entry a person and contest. A repeat changes nothing, also when the entry is locked. What the person
    registered goes, encrypted, into the one erasable row; the agreements become rows of their own. Refuses
    ContestNotFound, EntryIsClosed, EntryIsLocked, HasARole, FieldsNotValid, TooYoung, GuardianMissing,
    UnitNotInContest, DivisionUnknown, ConsentMissing, PhoneUsedTooOften.
    """
    contest = published_contest(slug=slug)
    terms = terms_at(contest_id=contest.pk, at=now)
    if terms is None:
        raise ContestNotFound(slug=slug)
    today = now.astimezone(ZoneInfo(contest.time_zone)).date()
    day = _day_age_counts(contest, terms, today)
    checked = check_entry_form(form=form, terms=terms, today=today, age_counts_on=day)
    _check_age(terms, checked, day)
    wanted = _Wanted(
        checked=checked,
        unit=_unit(contest, checked.unit_id, today),
        division=_division(contest, terms, checked.division),
        consents=_consents(contest, form),
    )
    with transaction.atomic():
        # The account is what granting a role locks, too: nobody gets both.
        User.objects.select_for_update(no_key=True).get(pk=user_id)
        if helped_to_run(contest_id=contest.pk, user_id=user_id):
            raise HasARole
        # A first attempt locks its entry as it commits (foreign key): it waits for us, or we wait and see it.
        entry = Entry.objects.select_for_update().filter(contest=contest, user=user_id).first()
        is_new = entry is None
        if entry is None:
            _check_open(contest, now)
            _hold_units(contest, wanted.unit)
            entry = _made(contest, user_id, now)
        if is_new or not _is_same(entry, wanted):
            if not is_new:
                _check_changeable(contest, entry, now)
            _check_phone(entry, terms, wanted)
            _write(entry, wanted, now)
        _agree(contest, user_id, wanted.consents, now)
    return described(_loaded(entry.pk)), is_new


def _check_open(contest: Contest, now: datetime) -> None:
    deadline = contest.registration_closes_at
    if deadline is not None and now >= deadline:
        raise EntryIsClosed(closed_at=deadline)
    if not Round.objects.filter(contest=contest, closes_at__gt=now).exists():
        raise EntryIsClosed


def _check_changeable(contest: Contest, entry: Entry, now: datetime) -> None:
    if is_locked(entry):
        raise EntryIsLocked
    _check_open(contest, now)


def _day_age_counts(contest: Contest, terms: Terms, today: date) -> date:
    first = Round.objects.filter(contest=contest).order_by("opens_at").first()
    starts_on = first.opens_at.astimezone(ZoneInfo(contest.time_zone)).date() if first else today
    return deciding_day(terms.eligibility, entered_on=today, contest_starts_on=starts_on)


def _check_age(terms: Terms, checked: CheckedEntry, day: date) -> None:
    age_from = terms.eligibility.age_from
    if not is_old_enough(checked.birth_on, age_from=age_from, on=day):
        raise TooYoung(age_from=age_from)
    is_child = needs_guardian(checked.birth_on, guardian_below_age=terms.guardian_below_age, on=day)
    if is_child and "guardian_name" not in checked.personal:
        raise GuardianMissing(below_age=terms.guardian_below_age)


def _unit(contest: Contest, unit_id: UUID | None, today: date) -> Unit | None:
    if unit_id is None:
        return None
    root = contest.unit_root_id
    unit = (
        Unit.objects.filter(Q(body=None) | Q(body=contest.body_id), pk=unit_id)
        .filter(Q(valid_from=None) | Q(valid_from__lte=today), Q(valid_to=None) | Q(valid_to__gt=today))
        .filter(Q() if root is None else Q(pk=root) | Q(ancestors__contains=[root]))
        .first()
    )
    if unit is None:
        raise UnitNotInContest
    return unit


def _hold_units(contest: Contest, unit: Unit | None) -> None:
    """Keep the contest's unit tree as it was when the unit was looked up: with a first entry it stays so."""
    if unit is None:
        return
    ((root,),) = rows_prepared(_HOLD_UNITS, [contest.pk])
    if root != contest.unit_root_id:
        raise UnitNotInContest


_HOLD_UNITS = "SELECT unit_root_id FROM contest_contest WHERE id = $1 FOR KEY SHARE"


def _division(contest: Contest, terms: Terms, code: str | None) -> Division | None:
    if code is None:
        return None
    division = Division.objects.filter(contest=contest, code=code).first()
    # Other terms than those in effect may have brought the row.
    if division is None or code not in {one.code for one in terms.divisions}:
        raise DivisionUnknown(division=code)
    return division


def _consents(contest: Contest, form: EntryForm) -> frozenset[str]:
    """The agreements given, all of purposes the notice in use names."""
    notice = contest.privacy_notice
    if notice is None:
        return frozenset()
    required = {purpose["code"] for purpose in notice.purposes if purpose["required"]}
    named = {purpose["code"] for purpose in notice.purposes}
    if form.notice != notice.pk or not required <= set(form.consents):
        raise ConsentMissing(notice=str(notice.pk), purposes=sorted(required - set(form.consents)))
    return frozenset(named & set(form.consents))


def _made(contest: Contest, user_id: UUID, now: datetime) -> Entry:
    """A new entry under a random number, which nobody has in any contest."""
    entry = Entry(pk=uuid7(), contest=contest, user_id=user_id, entered_at=now)
    while True:
        entry.number = str(secrets.randbelow(9 * 10**8) + 10**8)
        if not Entry.objects.filter(number=entry.number).exists():
            entry.save(force_insert=True)
            return entry


def _is_same(entry: Entry, wanted: _Wanted) -> bool:
    kept = described(_loaded(entry.pk))
    return (
        kept.personal == dict(wanted.checked.personal)
        and entry.unit == wanted.unit
        and entry.division == wanted.division
        and frozenset(kept.consents) == wanted.consents
    )


def _loaded(entry_id: UUID) -> Entry:
    return Entry.objects.select_related("contest", "unit", "division", "personal").get(pk=entry_id)


def _check_phone(entry: Entry, terms: Terms, wanted: _Wanted) -> None:
    """Refuse the entry beyond the limit; who registers the same phone at this moment waits for us."""
    phone, limit = wanted.checked.personal.get("phone"), terms.shared_contact_limit
    if phone is None or limit is None:
        return
    key = lookup(phone, scope=entry.contest_id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(key[:8], "big", signed=True)])
    others = EntryPersonal.objects.filter(phone_lookup=key, entry__contest=entry.contest_id)
    if others.exclude(entry=entry).count() >= limit:
        raise PhoneUsedTooOften(limit=limit)


def _write(entry: Entry, wanted: _Wanted, now: datetime) -> None:
    entry.unit, entry.division = wanted.unit, wanted.division
    entry.save(update_fields=["unit", "division"])
    personal = dict(wanted.checked.personal)
    phone = personal.get("phone")
    kept = {
        "sealed": seal(personal, about=entry.pk),
        "phone_lookup": lookup(phone, scope=entry.contest_id) if phone else None,
        "person_lookup": _person(entry, personal),
        "updated_at": now,
    }
    EntryPersonal.objects.update_or_create(
        entry=entry, defaults=kept, create_defaults=kept | {"salt": os.urandom(16)}
    )


def _person(entry: Entry, personal: dict[str, str]) -> bytes | None:
    """The hash by which the same name, birth date and unit are noticed."""
    if "birth_on" not in personal:
        return None
    who = "|".join((folded(personal["full_name"]), personal["birth_on"], str(entry.unit_id)))
    return lookup(who, scope=entry.contest_id)


def _agree(contest: Contest, user_id: UUID, consents: frozenset[str], now: datetime) -> None:
    """Keep what the person agrees to in this contest; what an older notice was given stays with it."""
    notice_id = contest.privacy_notice_id
    if notice_id is None:
        return
    held = Consent.objects.filter(user=user_id, contest_id=contest.pk, withdrawn_at=None)
    held.exclude(purpose__in=consents).update(withdrawn_at=now)
    for purpose in sorted(consents - set(held.filter(notice=notice_id).values_list("purpose", flat=True))):
        Consent.objects.create(
            user_id=user_id, notice_id=notice_id, contest_id=contest.pk, purpose=purpose, given_at=now
        )
