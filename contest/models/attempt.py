"""Papers, attempts and marks: the hot rows."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from uuid_utils.compat import uuid7

from contest.models.contest import Round
from contest.models.entry import Entry


class Paper(models.Model):
    """A frozen paper of a round's pool. Never updated, and deleted only with a draft (triggers).

    `layout` is a list of {"version": question version id, "order": [option indexes as shown], "points": n};
    `content` is the JSON text of what a taker sees (no key in it); `commitment` is the SHA-256 (hex) of seed
    and layout. A start picks one by hash(entry, ordinal, round seed) modulo `Round.paper_count`, counted from
    `Round.paper_from`: papers that were drawn again stay as they are, in front of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="papers")
    index = models.PositiveIntegerField()
    seed = models.BinaryField(max_length=32)
    layout = models.JSONField()
    content = models.TextField()
    question_count = models.PositiveSmallIntegerField()
    commitment = models.CharField(max_length=64)
    prepared_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "index"], name="paper_index")]
        ordering = ["round_id", "index"]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.index}"


class AttemptState(models.IntegerChoices):
    OPEN = 0
    SUBMITTED = 1
    SCORED = 2


class SubmittedBy(models.IntegerChoices):
    """Who handed the paper in: the person, the deadline of the attempt, or nobody yet."""

    NOBODY = 0
    PERSON = 1
    DEADLINE = 2


class Attempt(models.Model):
    """One try of one entry at one round («lượt thi»).

    Arrays have one place a question: `chosen` bit masks of the options as shown in the paper (0: none),
    `sequences` the client's sequence of the last stored change (0: never touched), `changed_ms` when that
    was, in milliseconds since `opened_at`. Written, number and ordering answers lie in `WrittenAnswer`, with
    their sequence here all the same. Saves touch no indexed column, so that they stay heap-only updates
    (fillfactor 70 by migration). Each save also pays for every check the table has, 2 to 3 us of PostgreSQL's
    time; so there are few, and no column brings one of its own.

    `prediction` is an integer; percentages are stored in units of 0.00001 percent.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="attempts", db_index=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="attempts", db_index=False)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="attempts", db_index=False)
    ordinal = models.SmallIntegerField()
    state = models.SmallIntegerField(choices=AttemptState.choices, default=AttemptState.OPEN)
    submitted_by = models.SmallIntegerField(choices=SubmittedBy.choices, default=SubmittedBy.NOBODY)
    epoch = models.SmallIntegerField(default=1)
    prediction_sequence = models.IntegerField(default=0)
    prediction = models.BigIntegerField(null=True, blank=True)
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True, help_text="By a confirmed ruling")
    chosen = ArrayField(models.IntegerField())
    sequences = ArrayField(models.IntegerField())
    changed_ms = ArrayField(models.IntegerField())
    receipt_code = models.CharField(max_length=14, blank=True, help_text="Random, given on submission")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "round", "ordinal"], name="attempt_ordinal"),
            models.CheckConstraint(condition=models.Q(ordinal__gte=1), name="attempt_ordinal_from_one"),
            models.CheckConstraint(condition=models.Q(epoch__gte=1), name="attempt_epoch_from_one"),
            models.CheckConstraint(
                condition=models.Q(
                    state=0, submitted_by=0, submitted_at__isnull=True, opened_at__lte=models.F("closes_at")
                )
                | models.Q(
                    state__gt=0,
                    submitted_by__gt=0,
                    submitted_at__isnull=False,
                    submitted_at__gte=models.F("opened_at"),
                    submitted_at__lte=models.F("closes_at"),
                ),
                name="attempt_moments_in_order",
            ),
        ]
        indexes = [
            models.Index(fields=["closes_at"], condition=models.Q(state=0), name="attempt_open"),
            models.Index(fields=["id"], condition=models.Q(state=1), name="attempt_to_score"),
            # Asked for whole rounds only: a summary of the table's blocks, 1 byte a row where a tree took 50.
            BrinIndex(
                fields=["round"], name="attempt_by_round", opclasses=["uuid_bloom_ops"], autosummarize=True
            ),
        ]
        ordering = ["entry_id", "round_id", "ordinal"]

    def __str__(self) -> str:
        return f"{self.entry_id}/{self.ordinal}"


class WrittenAnswer(models.Model):
    """The current written, number or ordering answer of one position."""

    pk = models.CompositePrimaryKey("attempt_id", "position")
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="written_answers")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()

    def __str__(self) -> str:
        return f"{self.attempt_id}/{self.position}"


class LateAnswer(models.Model):
    """What arrived after `closes_at`: never counted, kept as evidence that a give-back may admit."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="late_answers")
    position = models.SmallIntegerField(help_text="-1: the prediction")
    chosen = models.IntegerField(null=True)
    written = models.TextField(null=True)  # noqa: DJ001  null: the answer was of another kind
    sequence = models.IntegerField()
    arrived_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attempt", "position", "sequence"], name="late_answer_once"),
        ]
        ordering = ["attempt_id", "arrived_at", "position"]

    def __str__(self) -> str:
        return f"{self.attempt_id}/{self.position}"


class KeyVersion(models.Model):
    """A numbered set of keys of a round. Number 1 is what the question versions say; a wrong key found later
    makes a further version that overrides some of them, and every attempt gets further mark rows."""

    class State(models.TextChoices):
        PROPOSED = "PROPOSED"
        CONFIRMED = "CONFIRMED"
        REJECTED = "REJECTED"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="key_versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=9, choices=State.choices)
    reason = models.TextField(blank=True)
    proposed_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="key_version_number"),
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True)
                | ~models.Q(confirmed_by=models.F("proposed_by")),
                name="key_version_four_eyes",
            ),
        ]
        ordering = ["round_id", "number"]

    def __str__(self) -> str:
        return f"{self.round_id} key {self.number}"


class KeyOverride(models.Model):
    """What a key version says differently about one question version."""

    class Policy(models.TextChoices):
        NEW_KEY = "NEW_KEY"
        BOTH_KEYS = "BOTH_KEYS"
        FULL_CREDIT = "FULL_CREDIT"
        NO_CREDIT = "NO_CREDIT"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key_version = models.ForeignKey(KeyVersion, on_delete=models.PROTECT, related_name="overrides")
    question_version = models.ForeignKey(
        "quizzes.QuestionVersion", on_delete=models.PROTECT, related_name="+"
    )
    policy = models.CharField(max_length=11, choices=Policy.choices)
    key = models.JSONField(default=dict, blank=True, help_text="As in QuestionVersion.key")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key_version", "question_version"], name="key_override_once"),
        ]
        ordering = ["key_version_id", "question_version_id"]

    def __str__(self) -> str:
        return f"{self.policy} {self.question_version_id}"


class Mark(models.Model):
    """What an attempt earned under one key version: one row per (attempt, key number), by primary key.

    `marks` has the points of each position, in paper order.
    """

    pk = models.CompositePrimaryKey("attempt_id", "key_number")
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="mark_rows", db_index=False)
    key_number = models.PositiveSmallIntegerField()
    points = models.IntegerField()
    correct_count = models.PositiveSmallIntegerField()
    marks = ArrayField(models.SmallIntegerField())
    scored_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.attempt_id}: {self.points}"
