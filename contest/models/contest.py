"""Contests, their terms, rounds, divisions, staff and head-counts."""

from django.conf import settings
from django.db import models
from uuid_utils.compat import uuid7

from contest.accounts.models import Body, PrivacyNotice, Unit


class LifecycleState(models.TextChoices):
    """How far a round, or the whole contest, has come. Each advances on its own (needs N3)."""

    DRAFT = "DRAFT"
    OPEN = "OPEN"
    CLOSED = "CLOSED"
    PROVISIONAL = "PROVISIONAL"
    APPEALS = "APPEALS"
    DECIDED = "DECIDED"
    CERTIFIED = "CERTIFIED"
    AWARDED = "AWARDED"


class Contest(models.Model):
    """A contest («cuộc thi»). What it promises lies in its `Terms`; when it runs, in its rounds.

    DRAFT is unpublished; OPEN is published, whatever the clock says of its rounds.
    """

    class Kind(models.TextChoices):
        LIVE = "LIVE"
        REHEARSAL = "REHEARSAL"
        DEMO = "DEMO"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="contests")
    kind = models.CharField(max_length=9, choices=Kind.choices)
    slug = models.SlugField(max_length=80, unique=True)
    title = models.JSONField(help_text='{"vi": …, "en"?: …}')
    summary = models.JSONField(default=dict, blank=True, help_text='{"vi": …, "en"?: …}')
    state = models.CharField(max_length=11, choices=LifecycleState.choices, default=LifecycleState.DRAFT)
    time_zone = models.CharField(max_length=40, default="Asia/Ho_Chi_Minh")
    unit_root = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="contests"
    )
    privacy_notice = models.ForeignKey(
        PrivacyNotice, on_delete=models.PROTECT, null=True, blank=True, related_name="contests"
    )
    registration_closes_at = models.DateTimeField(
        null=True, blank=True, help_text="Empty: as long as a round can be taken"
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="DRAFT", published_at__isnull=True)
                | (~models.Q(state="DRAFT") & models.Q(published_at__isnull=False)),
                name="contest_published_once_no_draft",
            ),
        ]
        ordering = ["-created_at", "slug"]

    def __str__(self) -> str:
        return self.slug


class Terms(models.Model):
    """One version of a contest's terms («thể lệ»): the definition the engine obeys.

    Never updated, and deleted only with a draft (triggers).

    `definition` is what `contest.rules.terms.parse` accepts. The version in effect at an instant is the one
    with the greatest `effective_at` not after it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="terms")
    number = models.PositiveSmallIntegerField()
    definition = models.JSONField()
    effective_at = models.DateTimeField()
    change_note = models.JSONField(default=dict, blank=True, help_text='Public notice {"vi": …, "en"?: …}')
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "terms"
        constraints = [models.UniqueConstraint(fields=["contest", "number"], name="terms_number")]
        ordering = ["contest_id", "number"]

    def __str__(self) -> str:
        return f"{self.contest_id} v{self.number}"


class Division(models.Model):
    """A group of entries with boards and prizes of its own («bảng»)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="divisions")
    code = models.SlugField(max_length=40)
    title = models.JSONField(help_text='{"vi": …, "en"?: …}')
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contest", "code"], name="division_code")]
        ordering = ["contest_id", "place", "code"]

    def __str__(self) -> str:
        return self.code


class Round(models.Model):
    """A window in which papers may be taken («đợt», «tuần thi»).

    `closes_at` is the law; `state` only records what has been done about it. The seed that draws papers is
    kept secret until the round has ended; its SHA-256 is public from the start.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    title = models.JSONField(help_text='{"vi": …, "en"?: …}')
    state = models.CharField(max_length=11, choices=LifecycleState.choices, default=LifecycleState.DRAFT)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    results_at = models.DateTimeField(null=True, blank=True, help_text="When results are due")
    counters_hidden_from = models.DateTimeField(
        null=True, blank=True, help_text="From then until the result nothing tells how many took part"
    )
    bank = models.ForeignKey(
        "quizzes.QuestionBank", on_delete=models.PROTECT, null=True, blank=True, related_name="rounds"
    )
    blueprint = models.ForeignKey(
        "quizzes.Blueprint", on_delete=models.PROTECT, null=True, blank=True, related_name="rounds"
    )
    seed = models.BinaryField(max_length=32)
    seed_commitment = models.CharField(max_length=64, help_text="SHA-256 of the seed, hex")
    paper_from = models.PositiveIntegerField(default=0, help_text="Index of the first paper in use")
    paper_count = models.PositiveIntegerField(default=0, help_text="Papers ready for the draw")
    key_number = models.PositiveSmallIntegerField(default=1, help_text="Key version that counts")
    closed_at = models.DateTimeField(null=True, blank=True)
    counted_at = models.DateTimeField(
        null=True, blank=True, help_text="When all was scored and the truth of the prediction counted"
    )
    prediction_truth = models.BigIntegerField(
        null=True, blank=True, help_text="What was to be guessed; counted once, never again"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contest", "number"], name="round_number"),
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")), name="round_window_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(results_at__isnull=True) | models.Q(results_at__gte=models.F("closes_at")),
                name="round_results_after_it",
            ),
            models.CheckConstraint(
                condition=models.Q(counters_hidden_from__isnull=True)
                | models.Q(
                    counters_hidden_from__gte=models.F("opens_at"),
                    counters_hidden_from__lte=models.F("closes_at"),
                ),
                name="round_counters_hidden_within_it",
            ),
        ]
        indexes = [models.Index(fields=["state", "closes_at"], name="round_due")]
        ordering = ["contest_id", "number"]

    def __str__(self) -> str:
        return f"{self.contest_id} #{self.number}"


class ContestRole(models.Model):
    """A person's role in a contest. Whoever has one cannot enter it (needs N4)."""

    class Role(models.TextChoices):
        ORGANISER = "ORGANISER"
        APPROVER = "APPROVER"
        SECRETARY = "SECRETARY"
        JUDGE = "JUDGE"
        CHIEF_JUDGE = "CHIEF_JUDGE"
        OBSERVER = "OBSERVER"
        HELPER = "HELPER"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="roles")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="contest_roles")
    role = models.CharField(max_length=12, choices=Role.choices)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    granted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "user", "role"],
                condition=models.Q(ended_at__isnull=True),
                name="contest_role_once",
            ),
        ]
        ordering = ["contest_id", "role", "user_id"]

    def __str__(self) -> str:
        return f"{self.role} in {self.contest_id}"


class HeadCount(models.Model):
    """How many people of a unit are meant to take part: the denominator of its rate, with its source."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="head_counts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    people = models.PositiveIntegerField()
    source = models.CharField(max_length=200)
    counted_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contest", "unit"], name="head_count_once"),
            models.CheckConstraint(condition=models.Q(people__gt=0), name="head_count_positive"),
        ]
        ordering = ["contest_id", "unit_id"]

    def __str__(self) -> str:
        return f"{self.people}"
