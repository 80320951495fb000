"""Rows about people and the bodies and units they belong to."""

from contest.accounts.models.body import Body, BodyMembership, Consent, PrivacyNotice
from contest.accounts.models.unit import Unit, UnitAlias, UnitMembership, UnitSuccession
from contest.accounts.models.user import RecoveryPin, User

__all__ = [
    "Body",
    "BodyMembership",
    "Consent",
    "PrivacyNotice",
    "RecoveryPin",
    "Unit",
    "UnitAlias",
    "UnitMembership",
    "UnitSuccession",
    "User",
]
