"""Bodies (data controllers), their people, notices and consents."""

from django.conf import settings
from django.db import models
from uuid_utils.compat import uuid7


class Body(models.Model):
    """A public body («cơ quan chủ trì»): the data controller that owns banks, contests and templates."""

    class Kind(models.TextChoices):
        STATE = "STATE"
        PARTY = "PARTY"
        MASS_ORGANISATION = "MASS_ORGANISATION"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.STATE)
    name = models.JSONField(help_text='{"vi": …, "en"?: …}')
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    hotline = models.CharField(max_length=30, blank=True)
    hotline_hours = models.JSONField(default=dict, blank=True, help_text='{"vi": …, "en"?: …}')
    signatory = models.CharField(max_length=120, blank=True)
    signatory_title = models.CharField(max_length=120, blank=True)
    responsible_person = models.CharField(max_length=120, blank=True)
    accent = models.CharField(max_length=7, blank=True, help_text="#RRGGBB; empty: the product's own")
    host_name = models.CharField(max_length=253, null=True, blank=True, unique=True)
    storage_prefix = models.SlugField(max_length=80, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "bodies"
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug


class BodyMembership(models.Model):
    """A person's role on a body."""

    class Role(models.TextChoices):
        AUTHOR = "AUTHOR"
        REVIEWER = "REVIEWER"
        MANAGER = "MANAGER"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="body_memberships"
    )
    role = models.CharField(max_length=8, choices=Role.choices)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    granted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "user", "role"],
                condition=models.Q(ended_at__isnull=True),
                name="body_membership_once",
            ),
        ]
        ordering = ["body_id", "user_id", "role"]

    def __str__(self) -> str:
        return f"{self.role} of {self.body_id}"


class PrivacyNotice(models.Model):
    """What a body tells people about their data; a change is a new version.

    `purposes` is a list of {"code": TAKE_PART | PUBLISH_NAME | REUSE, "required": bool, "legal_basis": text}.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="privacy_notices")
    version = models.PositiveSmallIntegerField()
    text = models.JSONField(help_text='{"vi": …, "en"?: …}')
    purposes = models.JSONField()
    published_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "version"], name="privacy_notice_version")]
        ordering = ["body_id", "version"]

    def __str__(self) -> str:
        return f"{self.body_id} v{self.version}"


class Consent(models.Model):
    """A person's agreement to one purpose of one notice, given in one contest and good for that one alone.

    Silence is not consent: no row, no consent.
    """

    class Purpose(models.TextChoices):
        TAKE_PART = "TAKE_PART"
        PUBLISH_NAME = "PUBLISH_NAME"
        REUSE = "REUSE"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="consents")
    notice = models.ForeignKey(PrivacyNotice, on_delete=models.PROTECT, related_name="consents")
    contest_id = models.UUIDField(help_text="The contest; contests lie above accounts, so no foreign key.")
    purpose = models.CharField(max_length=16, choices=Purpose.choices)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "contest_id", "purpose", "notice"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="consent_once",
            ),
        ]
        ordering = ["user_id", "notice_id", "purpose"]

    def __str__(self) -> str:
        return f"{self.purpose} by {self.user_id}"
