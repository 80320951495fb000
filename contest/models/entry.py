"""Entries: a person's taking part in one contest."""

from django.conf import settings
from django.db import models
from uuid_utils.compat import uuid7

from contest.accounts.models import Unit
from contest.models.contest import Contest, Division


class Entry(models.Model):
    """One person in one contest («đăng ký dự thi»). Holds ids only; the person lies in `EntryPersonal`.

    `number` («mã dự thi») is random, so that it tells nothing about how many entered, and names one entry of
    all contests, so that a person may sign in with it.
    """

    class State(models.TextChoices):
        ACTIVE = "ACTIVE"
        WITHDRAWN = "WITHDRAWN"
        NOT_RECOGNISED = "NOT_RECOGNISED"

    class Channel(models.TextChoices):
        ONLINE = "ONLINE"
        ASSISTED = "ASSISTED"
        PAPER = "PAPER"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="entries")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="entries")
    number = models.CharField(max_length=10, help_text="Random; how people and helpers name the entry")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="entries")
    division = models.ForeignKey(
        Division, on_delete=models.PROTECT, null=True, blank=True, related_name="entries"
    )
    state = models.CharField(max_length=14, choices=State.choices, default=State.ACTIVE)
    channel = models.CharField(max_length=8, choices=Channel.choices, default=Channel.ONLINE)
    extra_seconds = models.PositiveIntegerField(default=0, help_text="Extra time the terms grant")
    entered_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(fields=["contest", "user"], name="entry_once"),
            models.UniqueConstraint(fields=["number"], name="entry_number"),
        ]
        indexes = [models.Index(fields=["contest", "unit"], name="entry_by_unit")]
        ordering = ["contest_id", "entered_at", "id"]

    def __str__(self) -> str:
        return self.number


class EntryPersonal(models.Model):
    """The one erasable row of personal data of an entry (Law 91/2025/QH15, Decree 356/2025/NĐ-CP).

    `sealed` is the encrypted JSON of what was registered (`contest.accounts.sealing`). The lookups are keyed
    hashes for "how many entries use this phone" and "same name, birth date and unit"; both die with the row,
    and so does the salt of every commitment made about the person.
    """

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, primary_key=True, related_name="personal")
    sealed = models.BinaryField()
    salt = models.BinaryField(max_length=16)
    phone_lookup = models.BinaryField(max_length=32, null=True)
    person_lookup = models.BinaryField(max_length=32, null=True)
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["phone_lookup"], name="entry_phone_lookup"),
            models.Index(fields=["person_lookup"], name="entry_person_lookup"),
        ]

    def __str__(self) -> str:
        return f"personal data of {self.entry_id}"
