"""Regulations and their provisions: what a question stands on."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from uuid_utils.compat import uuid7


class Regulation(models.Model):
    """A normative text, or a Party or administrative paper that may be cited.

    Identity is (issuer, kind, number, issued_on): numbers alone repeat between provinces, between Party
    terms and between years.
    """

    class Kind(models.TextChoices):
        CONSTITUTION = "CONSTITUTION"
        CODE = "CODE"
        LAW = "LAW"
        ORDINANCE = "ORDINANCE"
        RESOLUTION = "RESOLUTION"
        DECREE = "DECREE"
        DECISION = "DECISION"
        CIRCULAR = "CIRCULAR"
        JOINT_CIRCULAR = "JOINT_CIRCULAR"
        DIRECTIVE = "DIRECTIVE"
        CONSOLIDATED = "CONSOLIDATED"
        PARTY_DOCUMENT = "PARTY_DOCUMENT"
        ADMINISTRATIVE_PAPER = "ADMINISTRATIVE_PAPER"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=24, choices=Kind.choices)
    issuer = models.CharField(max_length=200)
    number = models.CharField(max_length=60, blank=True, help_text="Empty for the Constitution")
    title = models.CharField(max_length=500)
    aliases = ArrayField(models.CharField(max_length=300), default=list, blank=True)
    issued_on = models.DateField()
    effective_from = models.DateField(null=True, blank=True, help_text="Unknown when empty")
    effective_to = models.DateField(null=True, blank=True, help_text="First day out of force")
    summary = models.TextField(blank=True, help_text="In our own words")
    created_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "kind", "number", "issued_on"], name="regulation_identity"
            ),
            models.CheckConstraint(
                condition=models.Q(effective_to__isnull=True)
                | models.Q(effective_from__isnull=True)
                | models.Q(effective_to__gte=models.F("effective_from")),
                name="regulation_dates_in_order",
            ),
        ]
        indexes = [models.Index(fields=["number"], name="regulation_number")]
        ordering = ["-issued_on", "number"]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})" if self.number else self.title


class Provision(models.Model):
    """A place in a regulation's tree: Phần, Chương, Mục, Tiểu mục, Điều, Khoản or Điểm.

    `address` is the stable path of the place inside its regulation ("dieu-8.khoan-1.diem-a"); what the
    place says at a time lies in its versions.
    """

    class Kind(models.TextChoices):
        PART = "PART"
        CHAPTER = "CHAPTER"
        SECTION = "SECTION"
        SUBSECTION = "SUBSECTION"
        ARTICLE = "ARTICLE"
        CLAUSE = "CLAUSE"
        POINT = "POINT"
        ANNEX = "ANNEX"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    regulation = models.ForeignKey(Regulation, on_delete=models.PROTECT, related_name="provisions")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    kind = models.CharField(max_length=12, choices=Kind.choices)
    number = models.CharField(max_length=20, help_text="As printed: 8, 12a, đ, IV")
    address = models.CharField(max_length=200)
    place = models.PositiveIntegerField(help_text="Reading order inside the regulation")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["regulation", "address"], name="provision_address"),
        ]
        ordering = ["regulation_id", "place"]

    def __str__(self) -> str:
        return f"{self.regulation_id}#{self.address}"


class ProvisionVersion(models.Model):
    """What a provision says between two dates; an amendment adds a version and ends the one before."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    provision = models.ForeignKey(Provision, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    valid_from = models.DateField(null=True, blank=True, help_text="Unknown when empty")
    valid_to = models.DateField(null=True, blank=True, help_text="First day out of force")
    heading = models.CharField(max_length=500, blank=True)
    summary = models.TextField(blank=True, help_text="In our own words")
    text = models.TextField(blank=True, help_text="Full wording, where the library holds it")
    amended_by = models.ForeignKey(
        Regulation, on_delete=models.PROTECT, null=True, blank=True, related_name="amendments"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provision", "number"], name="provision_version_number"),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="provision_version_dates_in_order",
            ),
        ]
        ordering = ["provision_id", "number"]

    def __str__(self) -> str:
        return f"{self.provision_id} v{self.number}"
