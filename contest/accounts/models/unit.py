"""Units: the tree of places and organisations people enter for."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from uuid_utils.compat import uuid7

from contest.accounts.models.body import Body


class Unit(models.Model):
    """A province, commune, agency, school, branch or group, valid between two dates.

    Rows without `body` are the national administrative list and shared by all; the others belong to a body.
    `ancestors` holds the ids from the root down to the parent, so that a subtree is one indexed question.
    A closed unit is never deleted: old contests keep old names.
    """

    class Kind(models.TextChoices):
        PROVINCE = "PROVINCE"
        DISTRICT = "DISTRICT"
        COMMUNE = "COMMUNE"
        WARD = "WARD"
        SPECIAL_ZONE = "SPECIAL_ZONE"
        AGENCY = "AGENCY"
        SCHOOL = "SCHOOL"
        BRANCH = "BRANCH"
        GROUP = "GROUP"
        OTHER = "OTHER"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="units")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    ancestors = ArrayField(models.UUIDField(), default=list, blank=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    code = models.CharField(max_length=20, blank=True, help_text="Official code, where there is one")
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=400, help_text="Name without marks and case, for search")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True, help_text="First day it no longer exists")
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "kind", "code", "valid_from"],
                condition=~models.Q(code=""),
                nulls_distinct=False,
                name="unit_code",
            ),
        ]
        indexes = [
            GinIndex(fields=["ancestors"], name="unit_ancestors"),
            GinIndex(fields=["folded"], name="unit_folded", opclasses=["gin_trgm_ops"]),
        ]
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class UnitAlias(models.Model):
    """Another name people search a unit by: an old district or commune, a short form, a misspelling."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="aliases")
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=400)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "folded"], name="unit_alias_once")]
        indexes = [GinIndex(fields=["folded"], name="unit_alias_folded", opclasses=["gin_trgm_ops"])]
        ordering = ["unit_id", "name"]

    def __str__(self) -> str:
        return self.name


class UnitSuccession(models.Model):
    """One edge from a closed unit to what came after it; merges and splits make several."""

    class Kind(models.TextChoices):
        MERGE = "MERGE"
        SPLIT = "SPLIT"
        RENAME = "RENAME"
        PART = "PART"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    before = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successors")
    after = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="predecessors")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    on = models.DateField()
    resolution = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["before", "after"], name="unit_succession_once")]
        ordering = ["on", "before_id", "after_id"]

    def __str__(self) -> str:
        return f"{self.before_id} -> {self.after_id}"


class UnitMembership(models.Model):
    """A unit manager: sees the counts of the own subtree, never answers or scores."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="managers")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="unit_managers")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="unit_memberships"
    )
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "body", "user"],
                condition=models.Q(ended_at__isnull=True),
                name="unit_membership_once",
            ),
        ]
        ordering = ["unit_id", "user_id"]

    def __str__(self) -> str:
        return f"manager of {self.unit_id}"
