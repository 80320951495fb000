"""What support staff look at. Answers, keys, seeds, links in letters, personal data and what people wrote of
others are on none of these pages.
"""

from django.contrib import admin

from contest.accounts.models import Body, BodyMembership, User
from contest.admin.readonly import ReadOnly
from contest.models import Attempt, AuditRecord, Case, Contest, ContestRole, Entry, Notice, Round, Ruling
from quizzes.models import QuestionBank, QuestionImport


@admin.register(User)
class Users(ReadOnly):
    """Accounts by login name."""

    list_display = ["username", "display_name", "is_active", "is_staff", "date_joined"]
    search_fields = ["username__istartswith", "display_name"]
    also = ["language", "last_login"]


@admin.register(Body)
class Bodies(ReadOnly):
    """Bodies with how to reach them."""

    list_display = ["slug", "name", "phone", "hotline", "retired_at"]
    also = ["kind", "address", "email", "hotline_hours", "responsible_person", "host_name", "created_at"]
    search_fields = ["slug"]


@admin.register(BodyMembership)
class BodyMemberships(ReadOnly):
    """Who has, or had, which role on a body."""

    list_display = ["body", "user", "role", "granted_at", "ended_at"]
    list_filter = ["role"]
    list_select_related = ["body", "user"]


@admin.register(Contest)
class Contests(ReadOnly):
    """Contests and how far they are."""

    list_display = ["slug", "body", "kind", "state", "published_at", "retired_at"]
    also = ["title", "time_zone", "unit_root", "registration_closes_at", "created_at"]
    list_filter = ["kind", "state"]
    list_select_related = ["body"]
    search_fields = ["slug"]


@admin.register(Round)
class Rounds(ReadOnly):
    """Rounds with their windows."""

    list_display = ["contest", "number", "state", "opens_at", "closes_at", "paper_count", "closed_at"]
    also = ["title", "results_at", "counters_hidden_from", "bank", "blueprint", "seed_commitment"]
    list_filter = ["state"]
    list_select_related = ["contest"]


@admin.register(ContestRole)
class ContestRoles(ReadOnly):
    """Who has, or had, which role in a contest."""

    list_display = ["contest", "user", "role", "granted_at", "ended_at"]
    list_filter = ["role"]
    list_select_related = ["contest", "user"]


@admin.register(Entry)
class Entries(ReadOnly):
    """Entries by number; the person's data is not here."""

    list_display = ["number", "contest", "state", "channel", "entered_at"]
    also = ["unit", "division", "extra_seconds"]
    list_filter = ["state", "channel"]
    list_select_related = ["contest"]
    search_fields = ["number__exact"]


@admin.register(Attempt)
class Attempts(ReadOnly):
    """Where attempts stand, without a single answer."""

    list_display = [
        "entry",
        "round",
        "ordinal",
        "state",
        "opened_at",
        "closes_at",
        "submitted_at",
        "voided_at",
    ]
    list_filter = ["state"]
    list_select_related = ["entry", "round"]
    search_fields = ["entry__number__exact", "receipt_code__exact"]
    also = ["submitted_by", "epoch", "receipt_code"]


@admin.register(Case)
class Cases(ReadOnly):
    """Cases and whether they are settled; what was reported is for judges."""

    list_display = ["contest", "entry", "signal", "state", "opened_at", "settled_at"]
    also = ["attempt"]
    list_filter = ["state", "signal"]
    list_select_related = ["contest", "entry"]


@admin.register(Ruling)
class Rulings(ReadOnly):
    """Proposals and what became of them, without the reasoning."""

    list_display = ["case", "action", "reason_code", "state", "proposed_at", "decided_at"]
    list_filter = ["state", "action"]
    list_select_related = ["case"]


@admin.register(Notice)
class Notices(ReadOnly):
    """What waits in the outbox, and what failed; the link of a letter is for who gets the letter."""

    list_display = ["template", "channel", "state", "tries", "made_at", "delivered_at"]
    list_filter = ["state", "channel"]
    also = ["person", "contest"]


@admin.register(AuditRecord)
class AuditRecords(ReadOnly):
    """What staff did."""

    list_display = ["at", "action", "actor", "contest", "object_kind"]
    also = ["body", "object_id", "before", "after"]
    list_filter = ["action"]
    list_select_related = ["actor", "contest"]


@admin.register(QuestionBank)
class QuestionBanks(ReadOnly):
    """Banks, without their questions."""

    list_display = ["slug", "title", "owner", "is_open", "retired_at"]
    list_select_related = ["owner"]
    search_fields = ["slug"]


@admin.register(QuestionImport)
class QuestionImports(ReadOnly):
    """Uploaded files and how far they are; the report holds keys, so it stays with the bank's people."""

    list_display = ["file_name", "bank", "state", "done", "total", "asked_at", "accepted_at"]
    list_filter = ["state"]
    list_select_related = ["bank"]
    also = ["refusal", "tries", "digest"]
