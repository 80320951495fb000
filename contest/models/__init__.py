"""Rows of the competition side: contests, entries, attempts, standings, judging."""

from contest.models.attempt import (
    Attempt,
    AttemptState,
    KeyOverride,
    KeyVersion,
    LateAnswer,
    Mark,
    Paper,
    SubmittedBy,
    WrittenAnswer,
)
from contest.models.contest import Contest, ContestRole, Division, HeadCount, LifecycleState, Round, Terms
from contest.models.entry import Entry, EntryPersonal
from contest.models.judging import AuditNote, AuditRecord, AuditSeal, Case, Notice, Ruling
from contest.models.standing import Board, BoardEdition, Standing

__all__ = [
    "Attempt",
    "AttemptState",
    "AuditNote",
    "AuditRecord",
    "AuditSeal",
    "Board",
    "BoardEdition",
    "Case",
    "Contest",
    "ContestRole",
    "Division",
    "Entry",
    "EntryPersonal",
    "HeadCount",
    "KeyOverride",
    "KeyVersion",
    "LateAnswer",
    "LifecycleState",
    "Mark",
    "Notice",
    "Paper",
    "Round",
    "Ruling",
    "Standing",
    "SubmittedBy",
    "Terms",
    "WrittenAnswer",
]
