"""Made-up entrants and their attempts, written as rows: two thousand of them would take minutes by the door.

What follows from the rows (marks, standings, boards) is made by the services that make it for everybody.
"""

import os
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from django.contrib.auth.hashers import make_password
from msgspec import Struct
from uuid_utils.compat import uuid7

from contest.accounts.models import Consent, Unit, User
from contest.accounts.sealing import seal
from contest.management.demo.people import MadeUpPerson, made_up_people
from contest.models import Attempt, AttemptState, Contest, Entry, EntryPersonal, Paper, Round, SubmittedBy
from contest.queries.paper_keys import paper_key_of
from contest.services.open_attempt import paper_index
from contest.services.receipt_code import receipt_code

BATCH = 1_000
PREFIX = "mau-"
MOST_PEOPLE = 2_000


class Entrant(Struct, frozen=True):
    """A made-up person with the entry."""

    person: MadeUpPerson
    entry: Entry


def demo_users() -> list[User]:
    """The accounts behind made-up entrants: nobody can sign in to them."""
    known = {user.username: user for user in User.objects.filter(username__startswith=PREFIX)}
    names = [f"{PREFIX}{number:06d}" for number in range(1, MOST_PEOPLE + 1)]
    no_password = make_password(None)
    fresh = [
        User(username=name, password=no_password, is_active=False) for name in names if name not in known
    ]
    known |= {user.username: user for user in User.objects.bulk_create(fresh, batch_size=BATCH)}
    return [known[name] for name in names]


def made_up_entrants(contest: Contest, *, count: int, entered_at: datetime, lot: Random) -> list[Entrant]:
    """So many entries in the communes of the contest's province; some communes bring far more than others."""
    units = list(Unit.objects.filter(ancestors__contains=[contest.unit_root_id]).order_by("code"))
    weights = [lot.expovariate(1) for _ in units]
    people = made_up_people(count, lot=lot, today=date(2026, 11, 24))
    entrants = [
        Entrant(
            person,
            Entry(
                id=uuid7(),
                contest=contest,
                user=user,
                number=number,
                unit=unit,
                entered_at=entered_at + timedelta(seconds=lot.randint(0, 3 * 24 * 3600)),
            ),
        )
        for person, user, number, unit in zip(
            people,
            demo_users()[:count],
            _free_numbers(count, lot),
            lot.choices(units, weights, k=count),
            strict=True,
        )
    ]
    Entry.objects.bulk_create([one.entry for one in entrants], batch_size=BATCH)
    EntryPersonal.objects.bulk_create([_personal(one) for one in entrants], batch_size=BATCH)
    agreed = [consent for one in entrants for consent in _consents(contest, one)]
    Consent.objects.bulk_create(agreed, batch_size=BATCH, ignore_conflicts=True)
    return entrants


def _free_numbers(count: int, lot: Random) -> list[str]:
    """So many entry numbers that nobody has: a demo that moved on draws from the same lot as before."""
    taken = set(Entry.objects.values_list("number", flat=True))
    free: list[str] = []
    while len(free) < count:
        number = str(lot.randrange(10**8, 10**9))
        if number not in taken:
            taken.add(number)
            free.append(number)
    return free


def _personal(one: Entrant) -> EntryPersonal:
    fields = {
        "full_name": one.person.full_name,
        "birth_on": one.person.birth_on.isoformat(),
        "sex": one.person.sex,
    }
    return EntryPersonal(
        entry=one.entry,
        sealed=seal(fields, about=one.entry.pk),
        salt=os.urandom(16),
        updated_at=one.entry.entered_at,
    )


def _consents(contest: Contest, one: Entrant) -> list[Consent]:
    return [
        Consent(
            user=one.entry.user,
            notice=contest.privacy_notice,
            contest_id=contest.pk,
            purpose=purpose,
            given_at=one.entry.entered_at,
        )
        for purpose in (Consent.Purpose.TAKE_PART, Consent.Purpose.PUBLISH_NAME)
    ]


class _Window(Struct, frozen=True):
    """When the attempts of a round may have begun."""

    since: datetime
    until: datetime


def made_up_attempts(
    one: Round, entrants: Sequence[Entrant], *, tries: int, limit_seconds: int, until: datetime, lot: Random
) -> int:
    """How many attempts were handed in between the opening of the round and `until`: one to `tries` each."""
    papers = list(Paper.objects.filter(round=one).order_by("index").values_list("pk", flat=True))
    window = _Window(one.opens_at, until - timedelta(seconds=limit_seconds * tries * 2))
    rows = [
        _attempt(one, entrant, ordinal, opened_at, papers, limit_seconds, lot)
        for entrant in entrants
        for ordinal, opened_at in enumerate(_starts(window, lot.randint(1, tries), limit_seconds, lot), 1)
    ]
    Attempt.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def _starts(window: _Window, count: int, limit_seconds: int, lot: Random) -> list[datetime]:
    """Moments in order, each after the end of the attempt before."""
    span = (window.until - window.since).total_seconds()
    moments = sorted(lot.uniform(0, span) for _ in range(count))
    return [
        window.since + timedelta(seconds=moment + place * 2 * limit_seconds)
        for place, moment in enumerate(moments)
    ]


def _attempt(
    one: Round,
    entrant: Entrant,
    ordinal: int,
    opened_at: datetime,
    papers: Sequence[UUID],
    limit_seconds: int,
    lot: Random,
) -> Attempt:
    index = paper_index(
        entry_id=entrant.entry.pk, ordinal=ordinal, seed=bytes(one.seed), paper_count=one.paper_count
    )
    right = paper_key_of(papers[index], one.key_number).masks
    skill = min(0.99, entrant.person.skill + 0.05 * (ordinal - 1))
    chosen = [mask if lot.random() < skill else _wrong(mask, lot) for mask in right]
    changed = sorted(lot.randint(4_000, int(limit_seconds * 950 * lot.uniform(0.2, 1))) for _ in right)
    submitted_at = opened_at + timedelta(milliseconds=changed[-1] + lot.randint(900, 20_000))
    return Attempt(
        entry=entrant.entry,
        round=one,
        paper_id=papers[index],
        ordinal=ordinal,
        state=AttemptState.SUBMITTED,
        submitted_by=SubmittedBy.PERSON,
        prediction=max(0, round(lot.gauss(60, 40))),
        prediction_sequence=1,
        opened_at=opened_at,
        closes_at=opened_at + timedelta(seconds=limit_seconds),
        submitted_at=min(submitted_at, opened_at + timedelta(seconds=limit_seconds)),
        chosen=chosen,
        sequences=list(range(1, len(right) + 1)),
        changed_ms=changed,
        receipt_code=receipt_code(),
    )


def _wrong(right: int, lot: Random) -> int:
    """One single option that is not the key; the key of several options is missed by leaving one out."""
    if right.bit_count() > 1:
        return right & (right - 1)
    return lot.choice([mask for mask in (1, 2) if mask != right])
