"""The code on a receipt."""

import secrets

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: none is mistaken for another when read out on the telephone."""


def receipt_code() -> str:
    """A new code, XXXX-XXXX-XXXX: random, so that it tells nothing about how many there are."""
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(3))
