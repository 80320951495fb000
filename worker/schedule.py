"""Everything that runs on a clock, as data.

Each job finds its own work and may run twice. A message that waited longer than its interval is dropped:
the next one does the same.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Every:
    """A job and how often it is asked for."""

    seconds: float
    job: str


SCHEDULE = (
    Every(10, "worker.tasks.scoring.drain_submitted"),
    Every(5, "worker.tasks.scoring.sweep_expired"),
    Every(15, "worker.tasks.rounds.open_due_rounds"),
    Every(15, "worker.tasks.rounds.close_due_rounds"),
    Every(5, "worker.tasks.boards.publish_boards"),
    Every(5, "worker.tasks.boards.publish_editions"),
    Every(15, "worker.tasks.boards.check_boards"),
    Every(60, "worker.tasks.imports.resume_imports"),
    Every(60, "worker.tasks.papers.resume_papers"),
    Every(15, "worker.tasks.notices.deliver_notices"),
    Every(60, "worker.tasks.audit.seal_audit"),
    Every(3_600, "worker.tasks.sessions.clear_sessions"),
    # Often, though it acts every third week: a clock that starts anew has forgotten when it last asked.
    Every(300, "worker.tasks.demo.keep_demo_open"),
)
