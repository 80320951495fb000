"""The one form in which a login name is kept and looked up."""

import re
import unicodedata
from collections.abc import Callable

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError

from contest.accounts.phones import national_form

ENTRY_NUMBER = re.compile(r"[1-9]\d{8}", re.ASCII)
"""What the number of an entry («mã dự thi») looks like; no name and no telephone number does."""


def login_name(text: str) -> str:
    """A telephone number in its national form, or the name in lower case; however it was typed.

    >>> login_name(" +84 912 345 678 "), login_name("Nguyễn_An")
    ('0912345678', 'nguyễn_an')
    """
    name = unicodedata.normalize("NFKC", text).strip()
    return national_form(name) or name.lower()


def check_no_entry_number(name: str) -> None:
    """Raise ValidationError for a name that could be an entry's number: one signs in with either."""
    if ENTRY_NUMBER.fullmatch(name) is not None:
        raise ValidationError("an entry number is no name", code="username_blacklisted")


VALIDATORS: list[Callable[[str], None]] = [
    UnicodeUsernameValidator(code="invalid_username"),
    check_no_entry_number,
]
"""Of a new name: letters of any script, digits and @ . + - _, and no entry number."""
