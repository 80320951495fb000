"""The end of old sessions."""

from datetime import datetime

from django.contrib.sessions.models import Session


def clear_sessions(*, now: datetime) -> int:
    """Delete the sessions that ran out; returns how many. Nobody can use them, but they name accounts."""
    deleted, _ = Session.objects.filter(expire_date__lte=now).delete()
    return deleted
