"""Question banks, questions and their immutable versions, citations, blueprints, history."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from uuid_utils.compat import uuid7

from quizzes.models.regulation import ProvisionVersion, Regulation


class QuestionBank(models.Model):
    """A collection of questions owned by one body; another body never sees it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey("accounts.Body", on_delete=models.PROTECT, related_name="question_banks")
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    is_open = models.BooleanField(
        default=False, help_text="Published on purpose with its keys («ngân hàng công khai»)"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    """A question's identity and state; its wording and key live in `QuestionVersion`."""

    class Status(models.TextChoices):
        DRAFT = "DRAFT"
        IN_REVIEW = "IN_REVIEW"
        APPROVED = "APPROVED"
        NEEDS_REVIEW = "NEEDS_REVIEW"
        RETIRED = "RETIRED"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    bank = models.ForeignKey(QuestionBank, on_delete=models.PROTECT, related_name="questions")
    external_id = models.CharField(max_length=80, blank=True, help_text="Key for a repeated import")
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.DRAFT)
    current = models.ForeignKey(
        "quizzes.QuestionVersion", on_delete=models.PROTECT, null=True, related_name="+"
    )
    released_for_practice = models.BooleanField(default=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="questions_written"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bank", "external_id"],
                condition=~models.Q(external_id=""),
                name="question_external_id",
            ),
        ]
        indexes = [models.Index(fields=["bank", "status", "id"], name="question_by_status")]
        ordering = ["bank_id", "id"]

    def __str__(self) -> str:
        return str(self.id)


class QuestionVersion(models.Model):
    """One wording of a question with its key. Never updated (trigger); papers pin versions.

    `options` is a list of {"text": str, "pinned": bool}. `key` depends on the kind: {"correct": [indexes]}
    for SINGLE_CHOICE, MULTIPLE_RESPONSE and TRUE_FALSE (indexes into `options` as written here),
    {"value": int, "tolerance": int} for NUMBER, {"accepted": [texts]} for FILL_IN, {"order": [indexes]} for
    ORDERING, {} for OPEN_TEXT.
    """

    class Kind(models.TextChoices):
        SINGLE_CHOICE = "SINGLE_CHOICE"
        MULTIPLE_RESPONSE = "MULTIPLE_RESPONSE"
        TRUE_FALSE = "TRUE_FALSE"
        NUMBER = "NUMBER"
        FILL_IN = "FILL_IN"
        ORDERING = "ORDERING"
        OPEN_TEXT = "OPEN_TEXT"

    class Level(models.TextChoices):
        RECALL = "RECALL"
        UNDERSTAND = "UNDERSTAND"
        APPLY = "APPLY"
        APPLY_HIGH = "APPLY_HIGH"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=Kind.choices)
    language = models.CharField(max_length=8, default="vi")
    stem = models.TextField()
    options = models.JSONField(default=list)
    key = models.JSONField(default=dict)
    topic = models.CharField(max_length=120, blank=True)
    level = models.CharField(max_length=12, choices=Level.choices, default=Level.RECALL)
    explanation = models.TextField(blank=True)
    folded_stem = models.TextField(help_text="Without marks and case, for search and likeness")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="question_versions_written"
    )
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="question_version_number"),
        ]
        indexes = [
            GinIndex(fields=["folded_stem"], name="question_folded_stem", opclasses=["gin_trgm_ops"]),
        ]
        ordering = ["question_id", "number"]

    def __str__(self) -> str:
        return f"{self.question_id} v{self.number}"


class Citation(models.Model):
    """The legal ground of a question version, as checked on a date.

    `provision_version` may be empty where the library holds only the regulation; `raw` keeps what was typed.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    question_version = models.ForeignKey(QuestionVersion, on_delete=models.CASCADE, related_name="citations")
    regulation = models.ForeignKey(Regulation, on_delete=models.PROTECT, related_name="citations")
    provision_version = models.ForeignKey(
        ProvisionVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="citations"
    )
    raw = models.CharField(max_length=500)
    checked_on = models.DateField()
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question_version", "place"], name="citation_place"),
        ]
        ordering = ["question_version_id", "place"]

    def __str__(self) -> str:
        return self.raw


class QuestionEvent(models.Model):
    """Append-only history of a question: who did what to which version, when and why.

    It goes only with a draft that was never approved (trigger): of such a question nobody was ever asked.
    """

    class Action(models.TextChoices):
        WRITTEN = "WRITTEN"
        IMPORTED = "IMPORTED"
        REVISED = "REVISED"
        SUBMITTED = "SUBMITTED"
        APPROVED = "APPROVED"
        RETURNED = "RETURNED"
        FLAGGED = "FLAGGED"
        RELEASED = "RELEASED"
        RETIRED = "RETIRED"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="events")
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, null=True, related_name="events")
    action = models.CharField(max_length=12, choices=Action.choices)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    comment = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["question_id", "at", "id"]

    def __str__(self) -> str:
        return f"{self.action} {self.question_id}"


class Blueprint(models.Model):
    """How a paper is composed («ma trận đề»): cells of topic x level, each with a count and points."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey("accounts.Body", on_delete=models.PROTECT, related_name="blueprints")
    title = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["owner_id", "title", "id"]

    def __str__(self) -> str:
        return self.title


class BlueprintCell(models.Model):
    """One row of a blueprint. An empty topic or level means "any"."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    blueprint = models.ForeignKey(Blueprint, on_delete=models.CASCADE, related_name="cells")
    bank = models.ForeignKey(QuestionBank, on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(max_length=120, blank=True)
    level = models.CharField(max_length=12, choices=QuestionVersion.Level.choices, blank=True)
    count = models.PositiveSmallIntegerField()
    points = models.PositiveSmallIntegerField(help_text="For each question of the cell")
    place = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["blueprint", "place"], name="blueprint_cell_place"),
            models.CheckConstraint(condition=models.Q(count__gt=0), name="blueprint_cell_count"),
        ]
        ordering = ["blueprint_id", "place"]

    def __str__(self) -> str:
        return f"{self.topic or '*'} x {self.level or '*'}: {self.count}"


class QuestionImport(models.Model):
    """One uploaded file on its way into a bank; nothing is stored in the bank until it is accepted."""

    class State(models.TextChoices):
        WAITING = "WAITING"
        READING = "READING"
        READ = "READ"
        STORING = "STORING"
        STORED = "STORED"
        REFUSED = "REFUSED"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    bank = models.ForeignKey(QuestionBank, on_delete=models.PROTECT, related_name="imports")
    file_name = models.CharField(max_length=255)
    stored_as = models.CharField(
        max_length=255, blank=True, help_text="Name in the private storage; empty once the file is deleted"
    )
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file, hex")
    default_regulation = models.ForeignKey(
        Regulation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(
        default=0, help_text="How often a worker began to read or, once accepted, to store it"
    )
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    report = models.JSONField(null=True, blank=True)
    refusal = models.JSONField(null=True, blank=True, help_text="{code, details} when REFUSED")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "id"]

    def __str__(self) -> str:
        return f"{self.file_name}: {self.state}"
