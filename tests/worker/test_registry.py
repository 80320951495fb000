"""Every job that can be asked for has a task, a queue and a limit; every clock entry has a job."""

import inspect

import pytest
from django.db import InterfaceError, OperationalError

from contest.jobs import LIMIT_SECONDS, QUEUE_OF, VISIBILITY_SECONDS
from quizzes.refusals import Refusal
from worker.app import app
from worker.schedule import SCHEDULE
from worker.tasks import scoring

app.loader.import_default_modules()
TASKS = {name: task for name, task in app.tasks.items() if name.startswith("worker.")}


def test_every_job_is_a_task_and_every_task_a_job() -> None:
    assert set(TASKS) == set(QUEUE_OF)


def test_every_entry_of_the_schedule_is_a_job() -> None:
    assert {every.job for every in SCHEDULE} <= set(QUEUE_OF)
    assert len({every.job for every in SCHEDULE}) == len(SCHEDULE)


def test_a_waiting_message_is_dropped_when_the_next_one_comes() -> None:
    for entry in app.conf.beat_schedule.values():
        assert entry["options"]["expires"] == entry["schedule"]
        assert entry["options"]["queue"] == QUEUE_OF[entry["task"]]


def test_old_workers_bear_new_keywords() -> None:
    for task in TASKS.values():
        kinds = {one.kind for one in inspect.signature(task.run).parameters.values()}
        assert inspect.Parameter.VAR_KEYWORD in kinds
        assert kinds <= {inspect.Parameter.VAR_KEYWORD, inspect.Parameter.KEYWORD_ONLY}


def test_each_task_has_the_limit_of_its_queue_and_no_message_outlives_it() -> None:
    for name, task in TASKS.items():
        assert task.time_limit == LIMIT_SECONDS[QUEUE_OF[name]]
        assert task.time_limit < VISIBILITY_SECONDS


def calls_when(failure: Exception, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often a job runs whose service fails so every time."""
    calls: list[object] = []

    def failing(**told: object) -> None:
        calls.append(told)
        raise failure

    monkeypatch.setattr(scoring, "drain", failing)
    scoring.drain_submitted.apply()
    return len(calls)


@pytest.mark.parametrize("failure", [OperationalError("away"), InterfaceError("closed")])
def test_a_database_that_is_away_is_tried_again_a_few_times(
    failure: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert calls_when(failure, monkeypatch) == 1 + 5


@pytest.mark.parametrize("failure", [Refusal(), ValueError("a mistake of ours")])
def test_what_will_not_change_is_not_tried_again(failure: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    assert calls_when(failure, monkeypatch) == 1


def test_a_lost_worker_gives_its_message_back() -> None:
    for task in TASKS.values():
        assert task.acks_late
        assert task.reject_on_worker_lost
        assert task.ignore_result


def test_a_long_import_stands_in_the_way_of_nothing_that_is_due() -> None:
    slow = {QUEUE_OF[f"worker.tasks.{job}"] for job in ("imports.read_import", "imports.store_import")}
    due = [every.job for every in SCHEDULE if every.seconds <= 15]
    assert "worker.tasks.rounds.close_due_rounds" in due
    assert slow.isdisjoint(QUEUE_OF[job] for job in due)
