"""Who is old enough («từ đủ 14 tuổi tính đến ngày …»).

A year of age is complete on the birthday. Who was born on 29 February completes it, in a year without that
day, on 28 February: a term whose last month lacks the day ends on the last day of that month (Civil Code
91/2015/QH13, Article 148, clause 3, applied to years). Where only the year or month of birth is known, 1
stands for what is missing, as registration forms say.
"""

from datetime import date

from contest.rules.terms import AgeOn, Eligibility


def age_on(birth_on: date, on: date) -> int:
    """Complete years of age on a day; negative before birth."""
    return on.year - birth_on.year - (on < birthday_in(birth_on, on.year))


def birthday_in(birth_on: date, year: int) -> date:
    """The day in `year` on which a year of age is completed."""
    try:
        return birth_on.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def deciding_day(eligibility: Eligibility, *, entered_on: date, contest_starts_on: date) -> date:
    """The day on which the terms ask the age, in the contest's time zone."""
    return entered_on if eligibility.age_on is AgeOn.ENTRY else contest_starts_on


def is_old_enough(birth_on: date | None, *, age_from: int | None, on: date) -> bool:
    """True when no age is asked or it is reached on the day; an unknown birth date never reaches it."""
    if age_from is None:
        return True
    return birth_on is not None and age_on(birth_on, on) >= age_from


NAMED_FROM_AGE = 16
"""Younger people are named in public only with a form their representative signed, which no tick replaces."""


def may_be_named(birth_on: date | None, *, on: date) -> bool:
    """True when the person's own consent is enough to publish the name."""
    return birth_on is None or age_on(birth_on, on) >= NAMED_FROM_AGE


def needs_guardian(birth_on: date | None, *, guardian_below_age: int | None, on: date) -> bool:
    """True when the person is younger than the age from which one enters without a guardian."""
    if guardian_below_age is None:
        return False
    return not is_old_enough(birth_on, age_from=guardian_below_age, on=on)
