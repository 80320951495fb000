"""Vietnamese telephone numbers as people write them."""

import re

_SEPARATORS = re.compile(r"[\s.()\-]")
_NATIONAL = re.compile(r"0\d{9,10}")


def national_form(text: str) -> str | None:
    """The number as 0xxxxxxxxx (or 0xxxxxxxxxx of a landline), or None for what is no number.

    >>> national_form("+84 912.345.678")
    '0912345678'
    """
    digits = _SEPARATORS.sub("", text)
    for prefix in ("+84", "0084"):
        if digits.startswith(prefix):
            digits = "0" + digits.removeprefix(prefix).removeprefix("0")
    if re.fullmatch(r"84\d{9}", digits):
        digits = "0" + digits[2:]
    return digits if digits.isascii() and _NATIONAL.fullmatch(digits) else None
