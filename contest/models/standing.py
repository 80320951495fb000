"""Boards and the standings on them."""

from django.db import models
from uuid_utils.compat import uuid7

from contest.accounts.models import Unit
from contest.models.attempt import Attempt
from contest.models.contest import Contest, Division, Round
from contest.models.entry import Entry


class Board(models.Model):
    """A ranking of entries: of one round or of the whole contest, of one division or of all.

    `edition` points at the newest immutable edition (0: none yet); `frozen_edition` at the one shown to the
    public while counters are hidden.
    """

    class Scope(models.TextChoices):
        ROUND = "ROUND"
        STAGE = "STAGE"
        CONTEST = "CONTEST"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="boards")
    scope = models.CharField(max_length=7, choices=Scope.choices)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, blank=True, related_name="boards")
    division = models.ForeignKey(
        Division, on_delete=models.PROTECT, null=True, blank=True, related_name="boards"
    )
    edition = models.PositiveIntegerField(default=0)
    frozen_edition = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "scope", "round", "division"], nulls_distinct=False, name="board_once"
            ),
            models.CheckConstraint(
                condition=models.Q(scope="ROUND", round__isnull=False)
                | (~models.Q(scope="ROUND") & models.Q(round__isnull=True)),
                name="board_of_its_scope",
            ),
        ]
        ordering = ["contest_id", "scope", "round_id", "division_id"]

    def __str__(self) -> str:
        return f"{self.scope} {self.round_id or self.contest_id}"


class Standing(models.Model):
    """An entry's place on a board, as one fixed-width byte key per view (`contest.rules.ranking`).

    Smaller keys are better; equal keys share a rank. `staff_key` and `attempt` (the one that counts) are what
    judges see, always up to date. `public_key` and the values from `points` to `attempt_count` are what
    outsiders may see: while counters are hidden they stay as they were, and an empty `public_key` is on no
    public board. An empty `staff_key` is not ranked. `version` grows with each change and guards the copy in
    Redis.

    One service computes all standings, from rows it holds. Only the key of the attempt, which has the entry,
    is checked by the database: looking up all four for each standing was a fifth of its time in scoring.
    """

    pk = models.CompositePrimaryKey("board_id", "entry_id")
    board = models.ForeignKey(
        Board, on_delete=models.PROTECT, related_name="standings", db_index=False, db_constraint=False
    )
    entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, related_name="standings", db_index=False, db_constraint=False
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False
    )
    attempt = models.ForeignKey(
        Attempt, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    public_key = models.BinaryField(null=True)
    staff_key = models.BinaryField(null=True)
    points = models.IntegerField()
    correct_count = models.PositiveSmallIntegerField()
    duration_ms = models.PositiveBigIntegerField()
    submitted_at = models.DateTimeField()
    attempt_count = models.PositiveIntegerField(default=0, help_text="Scored attempts that are not void")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["board", "public_key"], name="standing_public"),
            models.Index(fields=["board", "staff_key"], name="standing_staff"),
            models.Index(fields=["board", "unit", "public_key"], name="standing_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} on {self.board_id}"


class BoardEdition(models.Model):
    """An immutable snapshot of a board, published as files. Append-only (trigger)."""

    class Kind(models.TextChoices):
        FROZEN = "FROZEN"
        FINAL = "FINAL"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=6, choices=Kind.choices)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the rows in order, hex")
    row_count = models.PositiveIntegerField()
    built_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "number"], name="board_edition_number")]
        ordering = ["board_id", "number"]

    def __str__(self) -> str:
        return f"{self.board_id} e{self.number}"
