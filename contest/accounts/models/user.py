"""The person who signs in."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin, UserManager
from django.db import models
from django.db.models.functions import Lower
from uuid_utils.compat import uuid7

from contest.accounts.login_names import login_name


class User(AbstractBaseUser, PermissionsMixin):
    """An account: a login name and a password, nothing more that a citizen must give.

    `username` is a chosen name or a phone number in its national form (0xxxxxxxxx). A phone used as a login
    name is no claim that only its owner uses it: a family may share one phone and have several accounts.
    `display_name` is filled for staff only; what a citizen enters a contest with lies, encrypted and
    erasable, in `contest.EntryPersonal`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    username = models.CharField(max_length=64, unique=True)
    email = models.EmailField(blank=True)
    display_name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=8, default="vi")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False, help_text="May read the support pages")
    date_joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("username"), name="user_username_any_case")]
        ordering = ["username"]

    def __str__(self) -> str:
        return self.username

    @classmethod
    def normalize_username(cls, username: str) -> str:
        """The name as it is kept, for Django's own commands: `createsuperuser` asks nobody else."""
        return login_name(username)


class RecoveryPin(models.Model):
    """A one-time PIN a secretary or helper hands to a person who forgot the password."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="recovery_pins")
    digest = models.CharField(max_length=256, help_text="Password hash of the PIN")
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["user_id", "-made_at"]

    def __str__(self) -> str:
        return f"PIN of {self.user_id}"
