"""Set a new password with a PIN."""

from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from contest.accounts.login_names import login_name
from contest.accounts.models import RecoveryPin, User
from contest.queries.staff import is_staff
from contest.services.write_notice import write_notice
from quizzes.refusals import FieldsNotValid, Refusal

MOST_TRIES = 5


class RecoveryRefused(Refusal):
    """The PIN is wrong, used or past its time, or there is none, or it is for staff; nothing tells which."""

    code = "recovery_refused"


def recover_account(*, username: str, pin: str, password: str, now: datetime) -> None:
    """Give the account a new password; all its sessions end with the old one, and the person is told.

    Each call counts as a try of the PIN before it is looked at. Refuses RecoveryRefused, FieldsNotValid.
    """
    found = (
        RecoveryPin.objects.select_related("user")
        .filter(user__username=login_name(username), user__is_active=True, used_at=None, expires_at__gt=now)
        .order_by("-made_at")
        .first()
    )
    if found is None or not _counted(found):
        make_password(pin)  # as long as a real check takes
        raise RecoveryRefused
    if not check_password(pin, found.digest):
        raise RecoveryRefused
    user = found.user
    try:
        validate_password(password, user)
    except ValidationError as failure:
        RecoveryPin.objects.filter(pk=found.pk).update(tries=F("tries") - 1)
        codes = [{"code": error.code or "invalid"} for error in failure.error_list]
        raise FieldsNotValid(fields={"password": codes}) from None
    with transaction.atomic():
        # Granting a role locks the account, too: who got one since the PIN was made is not recovered by it.
        user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
        if is_staff(user=user):
            raise RecoveryRefused
        if RecoveryPin.objects.filter(pk=found.pk, used_at=None).update(used_at=now) != 1:
            raise RecoveryRefused
        user.set_password(password)
        user.save(update_fields=["password"])
        write_notice(
            person_id=user.pk,
            contest_id=None,
            template="password_recovered",
            details={},
            subject_key=f"recovery:{found.pk}",
            now=now,
        )


def _counted(pin: RecoveryPin) -> bool:
    """Count a try; False when all have been used up."""
    left = RecoveryPin.objects.filter(pk=pin.pk, used_at=None, tries__lt=MOST_TRIES)
    return left.update(tries=F("tries") + 1) == 1
