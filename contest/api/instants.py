"""Instants as the wire has them: ISO 8601 in UTC with milliseconds."""

from datetime import UTC, datetime
from typing import Annotated

from msgspec import Meta

Instant = Annotated[str, Meta(extra_json_schema={"format": "date-time"})]


def instant(at: datetime) -> str:
    """An instant on the wire."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def maybe_instant(at: datetime | None) -> str | None:
    """An instant on the wire, if there is one."""
    return None if at is None else instant(at)
