"""How many people the crowd has that boards are measured with."""

import os

USUAL = 100_000
SIZE = int(os.environ.get("BENCH_PEOPLE", USUAL))
EXTRA_NAME = "" if SIZE == USUAL else f", {SIZE:,} people"
"""Tells the measures of an unusual crowd from those of the usual one."""
