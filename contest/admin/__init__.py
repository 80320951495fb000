"""The support pages, found by Django's admin."""

from contest.admin import pages

__all__ = ["pages"]
