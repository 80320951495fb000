"""Log lines for machines, without what people typed."""

import re
from copy import copy
from datetime import UTC, datetime
from logging import LogRecord
from types import TracebackType

from pythonjsonlogger.core import RESERVED_ATTRS
from pythonjsonlogger.json import JsonFormatter

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
FAULT_OF_CLIENTS = "django.security."
DETAIL = re.compile(r"^(DETAIL|CONTEXT): .*$", re.MULTILINE)


class JsonLines(JsonFormatter):
    """Time (UTC), level, logger, message, trace and what was given as `extra`; never the request.

    PostgreSQL repeats the offending row in the DETAIL of an error, so that line is left out of a trace.
    """

    def __init__(self) -> None:
        super().__init__(
            ["asctime", "levelname", "name", "message"],
            rename_fields={"asctime": "at", "levelname": "level", "name": "logger"},
            reserved_attrs=[*RESERVED_ATTRS, "request", "server_time"],
            json_ensure_ascii=False,
        )

    def format(self, record: LogRecord) -> str:
        """The line. Anybody can ask under a host that is not ours; a trace of that says nothing of us."""
        if record.name.startswith(FAULT_OF_CLIENTS):
            record = copy(record)
            record.exc_info = record.exc_text = None
        return super().format(record)

    def formatTime(self, record: LogRecord, datefmt: str | None = None) -> str:
        at = datetime.fromtimestamp(record.created, UTC)
        return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03}Z"

    def formatException(self, ei: ExcInfo) -> str:
        text = super().formatException(ei)
        return DETAIL.sub(r"\1: (left out)", text if isinstance(text, str) else "\n".join(text))
