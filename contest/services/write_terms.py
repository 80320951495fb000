"""A version of a contest's terms («thể lệ»)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from contest.models import Contest, Division, LifecycleState, Round, Terms
from contest.rules import terms as rules
from contest.services.hold_contest import hold_contest
from contest.services.plan_round import hidden_by_default
from contest.services.prepare_papers import POOL
from contest.services.record_audit import record_audit
from quizzes.models import Question
from quizzes.refusals import Refusal


class TermsTooEarly(Refusal):
    """Published terms change ahead, and after the version before them; `earliest` is the moment to exceed."""

    code = "terms_too_early"


class PaperPartIsFixed(Refusal):
    """Papers are frozen for a round that the version would reach; `round` is its number."""

    code = "paper_part_is_fixed"


class ChangeNoteMissing(Refusal):
    """A change of published terms tells people what changes."""

    code = "change_note_missing"


def write_terms(
    *,
    contest_id: UUID,
    definition: object,
    effective_at: datetime | None,
    change_note: dict[str, str],
    actor_id: UUID,
    now: datetime,
) -> Terms:
    """Add a version, in effect from `effective_at` (None: now); no earlier version is touched.

    The stored definition is complete, defaults written out, so that a later default changes no contest.
    Counters of rounds the version will hold for hide by its hours, where nobody had said otherwise. Another
    paper part asks for new papers of a draft's rounds. Refuses TermsNotValid (with every problem's path and
    code), TermsTooEarly, ChangeNoteMissing, PaperPartIsFixed.
    """
    terms = rules.parse(definition)
    starts_at = effective_at or now
    with transaction.atomic():
        contest = hold_contest(contest_id=contest_id)
        _check_questions(contest, terms)
        before = contest.terms.order_by("-number").first()
        if contest.state != LifecycleState.DRAFT:
            _check_change(starts_at=starts_at, change_note=change_note, now=now)
        if before and starts_at <= before.effective_at:
            raise TermsTooEarly(earliest=before.effective_at.isoformat())
        if before and rules.parse(before.definition).paper != terms.paper:
            _change_papers(contest, starts_at)
        by_default = [
            one
            for one in contest.rounds.filter(closes_at__gt=now)
            if one.counters_hidden_from == hidden_by_default(one)
        ]
        written = Terms.objects.create(
            contest=contest,
            number=before.number + 1 if before else 1,
            definition=rules.definition(terms),
            effective_at=starts_at,
            change_note=change_note,
            written_by_id=actor_id,
            written_at=now,
        )
        for place, division in enumerate(terms.divisions):
            title = {"vi": division.title.vi, "en": division.title.en}
            Division.objects.update_or_create(
                contest=contest, code=division.code, defaults={"title": title, "place": place}
            )
        for one in by_default:
            Round.objects.filter(pk=one.pk).update(counters_hidden_from=hidden_by_default(one))
        record_audit(
            action="terms_written",
            actor_id=actor_id,
            about=written,
            body_id=contest.body_id,
            contest_id=contest.pk,
            before={"number": before.number if before else None},
            after={"number": written.number, "effective_at": starts_at.isoformat()},
            now=now,
        )
    return written


def _check_questions(contest: Contest, terms: rules.Terms) -> None:
    """Sets put together by hand are of questions of the contest's body."""
    source = terms.paper.source
    if not isinstance(source, rules.FixedSets):
        return
    asked = {question for one in source.sets for question in one.questions}
    own = Question.objects.filter(pk__in=asked, bank__owner=contest.body_id)
    unknown = asked - {str(question) for question in own.values_list("pk", flat=True)}
    problems = [
        {"path": f"paper.source.sets[{index}].questions", "code": "question_unknown"}
        for index, one in enumerate(source.sets)
        if unknown.intersection(one.questions)
    ]
    if problems:
        raise rules.TermsNotValid(problems=problems)


def _check_change(*, starts_at: datetime, change_note: dict[str, str], now: datetime) -> None:
    if starts_at < now:
        raise TermsTooEarly(earliest=now.isoformat())
    if not change_note.get("vi"):
        raise ChangeNoteMissing


def _change_papers(contest: Contest, starts_at: datetime) -> None:
    """A draft's papers go out of use, frozen, where the version reaches them; nobody was told of them."""
    if contest.state == LifecycleState.DRAFT:
        reached = contest.rounds.filter(paper_count__gt=0, opens_at__gte=starts_at)
        reached.update(paper_from=F("paper_from") + POOL, paper_count=0)
        return
    frozen = contest.rounds.filter(paper_count__gt=0, closes_at__gt=starts_at).first()
    if frozen:
        raise PaperPartIsFixed(round=frozen.number)
