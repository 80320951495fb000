"""Cases and rulings, notices, the audit trail."""

from django.conf import settings
from django.db import models
from uuid_utils.compat import uuid7

from contest.accounts.models import Body
from contest.models.attempt import Attempt
from contest.models.contest import Contest
from contest.models.entry import Entry


class Case(models.Model):
    """Something about an entry that people must look at («trường hợp cần xem xét»)."""

    class State(models.TextChoices):
        OPEN = "OPEN"
        PROPOSED = "PROPOSED"
        SETTLED = "SETTLED"

    class Signal(models.TextChoices):
        """Why the case was opened («dấu hiệu cần kiểm tra»); never an accusation."""

        REPORT = "REPORT"
        DUPLICATE_PERSON = "DUPLICATE_PERSON"
        SHARED_CONTACT = "SHARED_CONTACT"
        IMPLAUSIBLE_TIME = "IMPLAUSIBLE_TIME"
        FALSE_DATA = "FALSE_DATA"
        EXCLUDED_PERSON = "EXCLUDED_PERSON"
        INCIDENT = "INCIDENT"
        OTHER = "OTHER"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="cases")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="cases")
    attempt = models.ForeignKey(
        Attempt, on_delete=models.PROTECT, null=True, blank=True, related_name="cases"
    )
    signal = models.CharField(max_length=16, choices=Signal.choices)
    note = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    opened_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="SETTLED", settled_at__isnull=False)
                | (~models.Q(state="SETTLED") & models.Q(settled_at__isnull=True)),
                name="case_settled_at_a_moment",
            ),
        ]
        indexes = [models.Index(fields=["contest", "state", "opened_at"], name="case_queue")]
        ordering = ["contest_id", "-opened_at", "id"]

    def __str__(self) -> str:
        return f"{self.signal} {self.state}"


class Ruling(models.Model):
    """A proposal about a case («kết luận») and what a second person made of it."""

    class Action(models.TextChoices):
        NO_ACTION = "NO_ACTION"
        VOID_ATTEMPT = "VOID_ATTEMPT"
        NOT_RECOGNISE_ENTRY = "NOT_RECOGNISE_ENTRY"
        RESTORE = "RESTORE"

    class State(models.TextChoices):
        PROPOSED = "PROPOSED"
        CONFIRMED = "CONFIRMED"
        REJECTED = "REJECTED"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="rulings")
    action = models.CharField(max_length=20, choices=Action.choices)
    reason_code = models.CharField(max_length=40)
    text = models.TextField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.PROPOSED)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_text = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(state="PROPOSED"), name="ruling_one_open_proposal"
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("proposed_by")),
                name="ruling_four_eyes",
            ),
            models.CheckConstraint(
                condition=models.Q(state="PROPOSED", decided_by__isnull=True, decided_at__isnull=True)
                | models.Q(~models.Q(state="PROPOSED"), decided_by__isnull=False, decided_at__isnull=False),
                name="ruling_decided_by_somebody",
            ),
        ]
        ordering = ["case_id", "proposed_at"]

    def __str__(self) -> str:
        return f"{self.action} {self.state}"


class Notice(models.Model):
    """One message to one person by one channel, waiting in the outbox until a worker delivers it.

    `template` names the text (the client or the mailer owns the words); `details` fills it with ids and
    codes, never with personal data. `subject_key` makes a repeated cause one row.
    """

    class Channel(models.TextChoices):
        IN_APP = "IN_APP"
        MAIL = "MAIL"
        SMS = "SMS"

    class State(models.TextChoices):
        WAITING = "WAITING"
        DELIVERED = "DELIVERED"
        FAILED = "FAILED"
        NO_ADDRESS = "NO_ADDRESS"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notices")
    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, null=True, related_name="notices")
    channel = models.CharField(max_length=6, choices=Channel.choices)
    template = models.CharField(max_length=40)
    details = models.JSONField(default=dict, blank=True)
    subject_key = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "channel", "subject_key"], name="notice_once"),
        ]
        indexes = [
            models.Index(fields=["made_at"], condition=models.Q(state="WAITING"), name="notice_waiting"),
        ]
        ordering = ["person_id", "-made_at", "id"]

    def __str__(self) -> str:
        return f"{self.template} {self.channel}"


class AuditRecord(models.Model):
    """One act of staff. Append-only (trigger).

    `before` and `after` are ids, codes and digests, never personal data. What was done on a draft stays on
    record when the draft is deleted, so the database lets `contest` name one that is gone.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, related_name="+")
    contest = models.ForeignKey(
        Contest, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="audit"
    )
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    action = models.CharField(max_length=40)
    object_kind = models.CharField(max_length=40)
    object_id = models.UUIDField()
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["contest", "at", "id"], name="audit_by_contest")]
        ordering = ["contest_id", "at", "id"]

    def __str__(self) -> str:
        return self.action


class AuditNote(models.Model):
    """What somebody said about an act in words of their own; may name people, so it can be erased.

    The record itself keeps `note_digest`, the SHA-256 over salt and text: with the row both are gone.
    """

    record = models.OneToOneField(
        AuditRecord, on_delete=models.PROTECT, primary_key=True, related_name="note"
    )
    salt = models.BinaryField(max_length=16)
    text = models.TextField()

    def __str__(self) -> str:
        return f"note on {self.record_id}"


class AuditSeal(models.Model):
    """A link of an audit chain: the digest over all records up to `last`, and over the seal before.

    A contest has a chain; so has what was done on a body outside any contest, and, with neither, on the
    installation. Append-only (trigger); written by the sealer, so that staff acts never wait for each other.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    contest = models.ForeignKey(
        Contest, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="audit_seals"
    )
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, related_name="+")
    number = models.PositiveIntegerField()
    last = models.ForeignKey(AuditRecord, on_delete=models.PROTECT, related_name="+")
    record_count = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    before_digest = models.CharField(max_length=64, blank=True)
    sealed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "body", "number"], nulls_distinct=False, name="audit_seal_number"
            ),
            models.CheckConstraint(
                condition=models.Q(contest=None) | models.Q(body=None), name="audit_seal_of_one_chain"
            ),
        ]
        ordering = ["contest_id", "body_id", "number"]

    def __str__(self) -> str:
        return f"{self.contest_id or self.body_id} seal {self.number}"
