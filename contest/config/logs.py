"""Log lines for machines, without what people typed."""

import re
import time
from types import TracebackType
from typing import ClassVar

from pythonjsonlogger.core import RESERVED_ATTRS
from pythonjsonlogger.json import JsonFormatter

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
DETAIL = re.compile(r"^(DETAIL|CONTEXT): .*$", re.MULTILINE)


class JsonLines(JsonFormatter):
    """Time (UTC), level, logger, message, trace and what was given as `extra`; never the request.

    PostgreSQL repeats the offending row in the DETAIL of an error, so that line is left out of a trace.
    """

    converter = time.gmtime
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format: ClassVar[str | None] = "%s.%03dZ"

    def __init__(self) -> None:
        super().__init__(
            ["asctime", "levelname", "name", "message"],
            rename_fields={"asctime": "at", "levelname": "level", "name": "logger"},
            reserved_attrs=[*RESERVED_ATTRS, "request", "server_time"],
            json_ensure_ascii=False,
        )

    def formatException(self, ei: ExcInfo) -> str:
        text = super().formatException(ei)
        return DETAIL.sub(r"\1: (left out)", text if isinstance(text, str) else "\n".join(text))
