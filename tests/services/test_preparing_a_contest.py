"""Organisers prepare a contest: nothing half-stored, nothing overwritten, every act on record."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.db import DatabaseError, transaction

from contest.models import AuditRecord, Contest, Division, Round, Terms
from contest.rules.terms import TermsNotValid
from contest.services.add_bank import add_bank
from contest.services.add_head_count import UnitNotInContest, add_head_count
from contest.services.change_contest import ContestHasEntries, ContestIsPublished, ContestPlan, change_contest
from contest.services.change_round import PapersArePrepared, RoundHasOpened, change_round
from contest.services.create_contest import SlugTaken, UnitUnknown, create_contest
from contest.services.create_round import create_round
from contest.services.plan_round import BankUnknown, RoundMomentsOutOfOrder, RoundsOverlap
from contest.services.prepare_papers import POOL
from contest.services.publish_contest import ContestNotReady, publish_contest
from contest.services.write_privacy_notice import write_privacy_notice
from contest.services.write_terms import ChangeNoteMissing, PaperPartIsFixed, TermsTooEarly, write_terms
from quizzes.models import Question, QuestionBank
from quizzes.refusals import FieldsNotValid
from quizzes.services.create_bank import BankSlugTaken
from tests.rules.definitions import a_definition
from tests.services import staff_rows as rows

pytestmark = pytest.mark.django_db
NOW = rows.NOW
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def actions(contest: Contest) -> list[str]:
    return list(AuditRecord.objects.filter(contest=contest).values_list("action", flat=True))


def a_published_contest() -> Contest:
    contest = rows.a_draft()
    Contest.objects.filter(pk=contest.pk).update(state="OPEN", published_at=NOW)
    return contest


def test_a_draft_stands_under_the_newest_notice_and_its_creator_is_organiser() -> None:
    contest = rows.a_draft()
    assert contest.state == "DRAFT"
    assert contest.privacy_notice is not None
    assert [role.role for role in contest.roles.all()] == ["ORGANISER"]
    assert actions(contest) == ["contest_created"]


def test_a_bank_and_who_made_it_are_on_record_and_one_refused_is_not() -> None:
    body, author = rows.a_body(), rows.a_person()
    made = add_bank(body_id=body.pk, slug="bo-de", title="Bộ đề", is_open=True, actor_id=author.pk, now=NOW)
    with pytest.raises(BankSlugTaken):
        add_bank(body_id=body.pk, slug="bo-de", title="Khác", actor_id=author.pk, now=NOW)
    record = AuditRecord.objects.get(action="bank_created")
    assert (record.object_id, record.body_id, record.actor_id) == (made.pk, body.pk, author.pk)
    assert record.after == {"slug": "bo-de", "is_open": True}


def test_an_address_belongs_to_one_contest_whoever_asks() -> None:
    first = rows.a_draft()
    other = rows.a_body()
    with pytest.raises(SlugTaken):
        create_contest(
            body=other,
            kind="LIVE",
            slug=first.slug,
            title={"vi": "Khác"},
            summary={},
            unit_root_id=None,
            actor_id=rows.a_person().pk,
            now=NOW,
        )
    assert not other.contests.exists()


def test_units_of_another_body_are_unknown() -> None:
    foreign = rows.a_unit(body=rows.a_body())
    with pytest.raises(UnitUnknown):
        rows.a_draft(unit_root=foreign)


def test_terms_are_stored_complete_and_never_overwritten() -> None:
    contest = rows.a_draft()
    actor = rows.a_person().pk
    divisions = [{"code": "HS", "title": {"vi": "Học sinh"}}]
    registration = [*a_definition()["registration"], {"field": "division", "need": "REQUIRED"}]
    given = a_definition(divisions=divisions, registration=registration)
    first = write_terms(
        contest_id=contest.pk, definition=given, effective_at=None, change_note={}, actor_id=actor, now=NOW
    )
    second = write_terms(
        contest_id=contest.pk,
        definition=given,
        effective_at=NOW + DAY,
        change_note={},
        actor_id=actor,
        now=NOW,
    )
    assert (first.number, second.number) == (1, 2)
    assert first.definition["marking"] == "ALL_OR_NOTHING"
    assert list(Division.objects.filter(contest=contest).values_list("code", flat=True)) == ["HS"]
    with pytest.raises(DatabaseError), transaction.atomic():
        Terms.objects.filter(pk=first.pk).update(number=9)


def test_terms_that_say_nothing_sensible_are_refused_with_every_place() -> None:
    contest = rows.a_draft()
    wrong = a_definition(ranking_keys=["POINTS"], time_limit_seconds=3)
    with pytest.raises(TermsNotValid) as refused:
        write_terms(
            contest_id=contest.pk,
            definition=wrong,
            effective_at=None,
            change_note={},
            actor_id=rows.a_person().pk,
            now=NOW,
        )
    assert refused.value.details["problems"] == [{"path": "time_limit_seconds", "code": "invalid"}]
    assert not contest.terms.exists()


def test_published_terms_change_ahead_and_with_a_word_to_people() -> None:
    contest = rows.a_draft()
    rows.written_terms(contest)
    Contest.objects.filter(pk=contest.pk).update(state="OPEN", published_at=NOW)
    actor = rows.a_person().pk

    def write(effective_at: object, note: dict[str, str]) -> Terms:
        return write_terms(
            contest_id=contest.pk,
            definition=a_definition(),
            effective_at=effective_at,  # type: ignore[arg-type]  # a moment
            change_note=note,
            actor_id=actor,
            now=NOW,
        )

    with pytest.raises(TermsTooEarly):
        write(NOW - DAY, {"vi": "Kéo dài"})
    with pytest.raises(ChangeNoteMissing):
        write(NOW + DAY, {})
    assert write(NOW + DAY, {"vi": "Kéo dài"}).number == 2
    with pytest.raises(TermsTooEarly):
        write(NOW + DAY, {"vi": "Lại kéo dài"})


def test_a_set_put_together_by_hand_is_of_questions_of_the_body() -> None:
    contest = rows.a_draft()
    owners = (contest.body, rows.a_body())
    banks = [QuestionBank.objects.create(owner=owner, slug=owner.slug, title="Bộ") for owner in owners]
    asked = [str(Question.objects.create(bank=bank, author=rows.a_person()).pk) for bank in banks]

    def write(*questions: str) -> Terms:
        source = {"kind": "FIXED_SETS", "sets": [{"questions": [one]} for one in questions]}
        paper = {"question_count": 1, "points_per_question": 5, "source": source}
        return write_terms(
            contest_id=contest.pk,
            definition=a_definition(paper=paper),
            effective_at=None,
            change_note={},
            actor_id=rows.a_person().pk,
            now=NOW,
        )

    with pytest.raises(TermsNotValid) as refused:
        write(*asked)
    assert refused.value.details == {
        "problems": [{"path": "paper.source.sets[1].questions", "code": "question_unknown"}]
    }
    assert not contest.terms.exists()
    assert write(asked[0]).number == 1


@pytest.mark.parametrize("is_published", [True, False])
def test_terms_do_not_change_under_papers_of_a_published_contest_and_ask_for_new_ones_of_a_draft(
    is_published: bool,
) -> None:
    contest = a_published_contest() if is_published else rows.a_draft()
    rows.written_terms(contest)
    one = rows.a_round(contest, starts_in=DAY)
    Round.objects.filter(pk=one.pk).update(paper_count=10)
    paper = {"question_count": 30, "source": {"kind": "RANDOM"}}

    def write(definition: dict[str, object]) -> Terms:
        return write_terms(
            contest_id=contest.pk,
            definition=definition,
            effective_at=None,
            change_note={"vi": "Đề mới"},
            actor_id=rows.a_person().pk,
            now=NOW if contest.terms.count() == 1 else NOW + HOUR,
        )

    assert write(a_definition(attempts={"limit": 1})).number == 2
    one.refresh_from_db()
    assert (one.paper_from, one.paper_count) == (0, 10)
    if is_published:
        with pytest.raises(PaperPartIsFixed) as refused:
            write(a_definition(paper=paper))
        assert refused.value.details == {"round": 1}
    else:
        assert write(a_definition(paper=paper)).number == 3
        one.refresh_from_db()
        assert (one.paper_from, one.paper_count) == (POOL, 0)


def test_a_round_commits_to_its_secret_seed() -> None:
    contest = rows.a_draft()
    created = create_round(contest_id=contest.pk, plan=rows.a_plan(), actor_id=rows.a_person().pk, now=NOW)
    seed = bytes(created.seed)
    assert len(seed) == 32
    assert created.seed_commitment == sha256(seed).hexdigest()
    record = AuditRecord.objects.get(action="round_created")
    assert seed.hex() not in str(record.after)


def test_hidden_counters_follow_the_terms_when_nobody_says_otherwise() -> None:
    contest = rows.a_draft()
    rows.written_terms(contest, counters_hidden_hours=24)
    plan = rows.a_plan()
    created = create_round(contest_id=contest.pk, plan=plan, actor_id=rows.a_person().pk, now=NOW)
    assert created.counters_hidden_from == plan["closes_at"] - DAY


@pytest.mark.parametrize(
    ("changes", "moment"),
    [
        ({"closes_at": NOW + DAY}, "closes_at"),
        ({"results_at": NOW + 2 * DAY}, "results_at"),
        ({"counters_hidden_from": NOW + 9 * DAY}, "counters_hidden_from"),
        ({"opens_at": NOW - DAY}, "opens_at"),
    ],
)
def test_the_moments_of_a_round_are_in_order(changes: dict[str, object], moment: str) -> None:
    contest = rows.a_draft()
    with pytest.raises(RoundMomentsOutOfOrder) as refused:
        create_round(contest_id=contest.pk, plan=rows.a_plan(**changes), actor_id=rows.a_person().pk, now=NOW)
    assert refused.value.details == {"moment": moment}
    assert not contest.rounds.exists()


def test_rounds_follow_each_other() -> None:
    contest = rows.a_draft()
    actor = rows.a_person().pk
    create_round(contest_id=contest.pk, plan=rows.a_plan(), actor_id=actor, now=NOW)
    with pytest.raises(RoundsOverlap):
        create_round(
            contest_id=contest.pk,
            plan=rows.a_plan(opens_at=NOW + 7 * DAY, closes_at=NOW + 14 * DAY, results_at=None),
            actor_id=actor,
            now=NOW,
        )
    after = rows.a_plan(opens_at=NOW + 8 * DAY, closes_at=NOW + 14 * DAY, results_at=None)
    assert create_round(contest_id=contest.pk, plan=after, actor_id=actor, now=NOW).number == 2


def test_a_bank_of_another_body_cannot_be_used() -> None:
    contest = rows.a_draft()
    QuestionBank.objects.create(owner=rows.a_body(), slug="cua-nguoi-khac", title="Của người khác")
    with pytest.raises(BankUnknown):
        create_round(
            contest_id=contest.pk,
            plan=rows.a_plan(bank="cua-nguoi-khac"),
            actor_id=rows.a_person().pk,
            now=NOW,
        )


def plan_of(one: Round, **changes: object) -> dict[str, object]:
    kept: dict[str, object] = {
        "title": one.title,
        "opens_at": one.opens_at,
        "closes_at": one.closes_at,
        "results_at": one.results_at,
        "counters_hidden_from": one.counters_hidden_from,
        "bank": None,
        "blueprint": None,
    }
    return kept | changes


def test_a_draft_whose_round_has_passed_is_planned_anew() -> None:
    contest = rows.a_draft()
    actor = rows.a_person().pk
    one = create_round(contest_id=contest.pk, plan=rows.a_plan(), actor_id=actor, now=NOW)
    later = NOW + 20 * DAY
    days = {"opens_at": later + DAY, "closes_at": later + 8 * DAY, "results_at": None}
    changed = change_round(round_id=one.pk, plan=rows.a_plan(**days), actor_id=actor, now=later)
    assert (changed.opens_at, changed.closes_at) == (days["opens_at"], days["closes_at"])


def test_what_people_were_told_of_an_open_round_stays() -> None:
    contest = a_published_contest()
    one = rows.a_round(contest)
    actor = rows.a_person().pk

    def change(**changes: object) -> Round:
        plan = rows.a_plan(**plan_of(one, **changes))
        return change_round(round_id=one.pk, plan=plan, actor_id=actor, now=NOW)

    for fixed in ({"opens_at": NOW - 2 * DAY}, {"closes_at": NOW + DAY}):
        with pytest.raises(RoundHasOpened) as refused:
            change(**fixed)
        assert refused.value.details == {"fields": list(fixed)}
    assert change(title={"vi": "Tuần thứ nhất"}).title == {"vi": "Tuần thứ nhất"}
    assert AuditRecord.objects.get(action="round_changed").after == {"changed": ["title"]}


@pytest.mark.parametrize(
    ("before", "after", "refused"),
    [
        ({"counters_hidden_from": NOW - HOUR}, {"counters_hidden_from": NOW + DAY}, "counters_hidden_from"),
        ({"counters_hidden_from": NOW + DAY}, {"counters_hidden_from": NOW - HOUR}, "counters_hidden_from"),
        ({"counters_hidden_from": NOW + DAY}, {"counters_hidden_from": None}, "counters_hidden_from"),
        ({"counters_hidden_from": None}, {"counters_hidden_from": NOW + DAY}, ""),
        ({"counters_hidden_from": NOW + DAY}, {"counters_hidden_from": NOW + 2 * DAY}, ""),
        ({"results_at": None}, {"results_at": NOW + 9 * DAY}, ""),
        ({"results_at": NOW + 9 * DAY}, {"results_at": None}, ""),
        ({"closes_at": NOW - HOUR, "results_at": None}, {"results_at": NOW + 9 * DAY}, "results_at"),
        ({"closes_at": NOW - HOUR, "results_at": NOW + DAY}, {"results_at": NOW + 9 * DAY}, ""),
        ({"closes_at": NOW - HOUR, "results_at": NOW + DAY}, {"results_at": None}, "results_at"),
        ({"closes_at": NOW - 2 * HOUR, "results_at": NOW - HOUR}, {"results_at": NOW + DAY}, "results_at"),
    ],
)
def test_once_open_moments_ahead_move_ahead_and_past_ones_stay(
    before: dict[str, object], after: dict[str, object], refused: str
) -> None:
    contest = a_published_contest()
    one = rows.a_round(contest)
    Round.objects.filter(pk=one.pk).update(**before)
    one.refresh_from_db()
    plan = rows.a_plan(**plan_of(one, **after))
    actor = rows.a_person().pk
    if not refused:
        changed = change_round(round_id=one.pk, plan=plan, actor_id=actor, now=NOW)
        assert {name: getattr(changed, name) for name in after} == after
        return
    with pytest.raises(RoundHasOpened) as refusal:
        change_round(round_id=one.pk, plan=plan, actor_id=actor, now=NOW)
    assert refusal.value.details == {"fields": [refused]}


def test_prepared_papers_hold_the_round_to_its_bank() -> None:
    body = rows.a_body()
    contest = rows.a_draft(body)
    bank = QuestionBank.objects.create(owner=body, slug="ngan-hang", title="Ngân hàng")
    one = rows.a_round(contest, starts_in=DAY)
    Round.objects.filter(pk=one.pk).update(paper_count=10)
    with pytest.raises(PapersArePrepared):
        change_round(
            round_id=one.pk,
            plan=rows.a_plan(**plan_of(one, bank=bank.slug)),
            actor_id=rows.a_person().pk,
            now=NOW,
        )


def test_publishing_names_everything_that_is_missing() -> None:
    contest = rows.a_draft(rows.a_body(with_notice=False))
    actor = rows.a_person().pk
    with pytest.raises(ContestNotReady) as refused:
        publish_contest(contest_id=contest.pk, actor_id=actor, now=NOW)
    assert [one["code"] for one in refused.value.details["obstacles"]] == [  # type: ignore[attr-defined]  # a list
        "terms_missing",
        "privacy_notice_missing",
        "rounds_missing",
    ]
    contest.refresh_from_db()
    assert contest.state == "DRAFT"


def test_a_round_without_papers_keeps_a_contest_from_people() -> None:
    contest = rows.a_draft()
    rows.written_terms(contest)
    one = rows.a_round(contest, starts_in=DAY)
    actor = rows.a_person().pk
    with pytest.raises(ContestNotReady) as refused:
        publish_contest(contest_id=contest.pk, actor_id=actor, now=NOW)
    assert refused.value.details == {"obstacles": [{"code": "papers_missing", "round": 1}]}
    Round.objects.filter(pk=one.pk).update(paper_count=3)
    assert publish_contest(contest_id=contest.pk, actor_id=actor, now=NOW).published_at == NOW
    assert publish_contest(contest_id=contest.pk, actor_id=actor, now=NOW + DAY).published_at == NOW
    assert actions(contest) == ["contest_created", "contest_published"]


def test_the_unit_tree_stays_under_people_who_chose_in_it() -> None:
    contest = rows.a_draft(unit_root=rows.a_unit())
    rows.an_entry(contest)
    plan = {
        "title": {"vi": "Tên mới"},
        "summary": {},
        "unit_root": rows.a_unit().pk,
        "privacy_notice": contest.privacy_notice_id,
        "registration_closes_at": None,
    }
    actor = rows.a_person().pk
    with pytest.raises(ContestHasEntries):
        change_contest(contest_id=contest.pk, plan=plan, actor_id=actor, now=NOW)  # type: ignore[arg-type]  # a plan
    kept = plan | {"unit_root": contest.unit_root_id}
    assert (
        change_contest(contest_id=contest.pk, plan=kept, actor_id=actor, now=NOW).title == plan["title"]  # type: ignore[arg-type]  # a plan
    )


def test_a_published_contest_keeps_a_privacy_notice() -> None:
    contest = rows.a_draft()
    plan: ContestPlan = {
        "title": {"vi": "Tên mới"},
        "summary": {},
        "unit_root": None,
        "privacy_notice": None,
        "registration_closes_at": None,
    }
    actor = rows.a_person().pk
    change_contest(contest_id=contest.pk, plan=plan, actor_id=actor, now=NOW)
    Contest.objects.filter(pk=contest.pk).update(state="OPEN", published_at=NOW)
    with pytest.raises(ContestIsPublished):
        change_contest(contest_id=contest.pk, plan=plan, actor_id=actor, now=NOW)


def test_a_head_count_is_of_a_unit_in_the_tree_and_the_one_before_stays_on_record() -> None:
    root = rows.a_unit()
    contest = rows.a_draft(unit_root=root)
    commune = rows.a_unit(parent=root)

    def count_people(unit_id: object, people: int, days: int = 0) -> None:
        add_head_count(
            contest_id=contest.pk,
            unit_id=unit_id,  # type: ignore[arg-type]  # an id
            people=people,
            source="Công văn 12/UBND",
            counted_on=NOW.date() + timedelta(days=days),
            actor_id=rows.a_person().pk,
            now=NOW,
        )

    count_people(commune.pk, 4_000)
    count_people(commune.pk, 4_200)
    assert contest.head_counts.get().people == 4_200
    last = AuditRecord.objects.filter(action="head_count_set").order_by("-pk").first()
    assert last is not None
    assert last.before["people"] == 4_000
    with pytest.raises(UnitNotInContest):
        count_people(rows.a_unit().pk, 10)
    with pytest.raises(FieldsNotValid):
        count_people(commune.pk, 10, days=2)
    assert contest.head_counts.get().people == 4_200


def test_a_privacy_notice_is_a_new_version_and_names_are_asked_apart() -> None:
    body = rows.a_body()
    first = body.privacy_notices.get()
    written = write_privacy_notice(
        body_id=body.pk,
        text={"vi": "Bản mới"},
        legal_basis="Sự đồng ý",
        asks_to_publish_names=True,
        actor_id=rows.a_person().pk,
        now=NOW,
    )
    assert (first.version, written.version) == (1, 2)
    assert {one["code"]: one["required"] for one in written.purposes} == {
        "TAKE_PART": True,
        "PUBLISH_NAME": False,
    }
    assert rows.a_draft(body).privacy_notice == written
    first.refresh_from_db()
    assert first.text == {"vi": "Thông báo"}
