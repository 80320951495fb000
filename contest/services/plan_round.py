"""What a round may be planned to be: the checks that creating and changing one share."""

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from contest.models import Contest, Round
from contest.queries.terms import terms_of_opening
from contest.rules.lifecycle import counters_hidden_from
from quizzes.models import Blueprint, QuestionBank
from quizzes.refusals import Refusal


class RoundMomentsOutOfOrder(Refusal):
    """`moment` lies before one that it must follow."""

    code = "round_moments_out_of_order"


class RoundsOverlap(Refusal):
    """The window runs into another round's; `number` is that round's."""

    code = "rounds_overlap"


class BankUnknown(Refusal):
    """No such question bank or blueprint of the contest's body."""

    code = "bank_unknown"


class RoundPlan(TypedDict):
    """What people decide about a round; `bank` is a slug.

    Without `counters_hidden_from` the hours of the terms say from when counters are hidden.
    """

    title: dict[str, str]
    opens_at: datetime
    closes_at: datetime
    results_at: datetime | None
    counters_hidden_from: datetime | None
    bank: str | None
    blueprint: UUID | None


class PlannedRound(TypedDict):
    """The columns of a round that a plan fills."""

    title: dict[str, str]
    opens_at: datetime
    closes_at: datetime
    results_at: datetime | None
    counters_hidden_from: datetime | None
    bank: QuestionBank | None
    blueprint: Blueprint | None


def plan_round(*, contest: Contest, number: int, plan: RoundPlan) -> PlannedRound:
    """The columns of a plan that holds for the round with this number.

    A round opens before it closes, its counters hide before it closes, its results come after; rounds follow
    each other in time as in number. Refuses RoundMomentsOutOfOrder, RoundsOverlap, BankUnknown.
    """
    by_terms = hidden_by_terms(contest.pk, opens_at=plan["opens_at"], closes_at=plan["closes_at"])
    _check_moments(plan)
    _check_neighbours(contest, number, plan)
    return {
        "title": plan["title"],
        "opens_at": plan["opens_at"],
        "closes_at": plan["closes_at"],
        "results_at": plan["results_at"],
        "counters_hidden_from": plan["counters_hidden_from"] or by_terms,
        "bank": _own_bank(contest, plan["bank"]),
        "blueprint": _own_blueprint(contest, plan["blueprint"]),
    }


def hidden_by_terms(contest_id: UUID, *, opens_at: datetime, closes_at: datetime) -> datetime | None:
    """From when the terms that hold for such a round hide its counters, with more hours than it has from its
    opening; None when they never do.
    """
    terms = terms_of_opening(contest_id=contest_id, opens_at=opens_at)
    hidden_from = counters_hidden_from(closes_at, terms.counters_hidden_hours) if terms else None
    return None if hidden_from is None else max(opens_at, hidden_from)


def hidden_by_default(one: Round) -> datetime | None:
    """What `hidden_by_terms` gives for the round as it is planned."""
    return hidden_by_terms(one.contest_id, opens_at=one.opens_at, closes_at=one.closes_at)


def _check_moments(plan: RoundPlan) -> None:
    opens_at, closes_at = plan["opens_at"], plan["closes_at"]
    if closes_at <= opens_at:
        raise RoundMomentsOutOfOrder(moment="closes_at")
    if plan["results_at"] and plan["results_at"] < closes_at:
        raise RoundMomentsOutOfOrder(moment="results_at")
    if plan["counters_hidden_from"] and not opens_at <= plan["counters_hidden_from"] <= closes_at:
        raise RoundMomentsOutOfOrder(moment="counters_hidden_from")


def _check_neighbours(contest: Contest, number: int, plan: RoundPlan) -> None:
    for other in contest.rounds.exclude(number=number):
        if other.number < number and other.closes_at > plan["opens_at"]:
            raise RoundsOverlap(number=other.number)
        if other.number > number and other.opens_at < plan["closes_at"]:
            raise RoundsOverlap(number=other.number)


def _own_bank(contest: Contest, slug: str | None) -> QuestionBank | None:
    if not slug:
        return None
    bank = QuestionBank.objects.filter(slug=slug, owner=contest.body_id, retired_at=None).first()
    if bank is None:
        raise BankUnknown(bank=slug)
    return bank


def _own_blueprint(contest: Contest, blueprint_id: UUID | None) -> Blueprint | None:
    if blueprint_id is None:
        return None
    blueprint = Blueprint.objects.filter(pk=blueprint_id, owner=contest.body_id, retired_at=None).first()
    if blueprint is None:
        raise BankUnknown(blueprint=str(blueprint_id))
    return blueprint
