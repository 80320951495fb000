"""What attempts take on disk once they have lived: opened, saved, handed in and scored, one after another."""

from django.db import connection

from tests.bench.crowd import crowd
from tests.bench.report import Report
from tests.bench.size import SIZE, USUAL

TABLES = {"attempts": "contest_attempt", "marks": "contest_mark", "standings": "contest_standing"}


def measure(port: int, report: Report) -> None:
    """GB of a million rows with their indexes, extrapolated from all there are after a VACUUM."""
    if SIZE != USUAL:
        return  # a crowd of another size has not lived as people do
    crowd()
    for name, table in TABLES.items():
        size, rows = _size(table)
        value = size / rows / 1000  # bytes a row are KB a thousand, GB a million: 10**9 bytes
        if name == "attempts":
            report.below(f"storage of 1,000,000 {name} (from {SIZE:,})", value, "GB", 0.8)
        else:
            report.tell(f"storage of 1,000,000 {name} (from {SIZE:,})", value, "GB")


def _size(table: str) -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM {table}")
        cursor.execute(f"SELECT pg_total_relation_size('{table}'), count(*) FROM {table}")  # noqa: S608  # our own
        size, rows = cursor.fetchone()
    return size, rows
