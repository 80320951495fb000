"""The Celery app of the workers: its tasks, queues, limits and clock.

A worker may die at any moment and a message may come twice: tasks are acknowledged when done and given to
another worker when theirs is lost.
"""

import gc
import logging
import os
from typing import Any

import django
from celery import Celery, Task
from django.conf import settings
from django.db import InterfaceError, OperationalError

from contest.jobs import BROKER_OPTIONS, LIMIT_SECONDS, QUEUE_OF
from quizzes.refusals import Refusal
from worker.schedule import SCHEDULE

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "contest.config.settings")
django.setup()

_log = logging.getLogger(__name__)
for _chatty in ("celery.worker.strategy", "celery.app.trace"):  # two lines for each tick of the clock
    logging.getLogger(_chatty).setLevel(logging.WARNING)


class Door(Task[..., None]):
    """How every task behaves: ids in, one service call, no result.

    A database that is away is tried again, at most five times; a refusal is logged and not tried again.
    """

    autoretry_for = (OperationalError, InterfaceError)
    dont_autoretry_for = (Refusal,)
    retry_backoff = True
    retry_backoff_max = 60
    retry_jitter = True
    max_retries = 5
    throws = (Refusal,)

    def on_failure(self, exc: Exception, task_id: str, args: Any, kwargs: Any, einfo: Any) -> None:
        """Log a refusal by its code; Celery itself logs the rest."""
        if isinstance(exc, Refusal):
            _log.warning("job_refused", extra={"job": self.name, "code": exc.code})


app = Celery("worker", broker=settings.REDIS_URL, task_cls=Door)
app.conf.update(
    include=sorted({name.rpartition(".")[0] for name in QUEUE_OF}),
    task_routes={name: {"queue": queue} for name, queue in QUEUE_OF.items()},
    task_annotations={name: {"time_limit": LIMIT_SECONDS[queue]} for name, queue in QUEUE_OF.items()},
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_ignore_result=True,
    task_create_missing_queues=True,
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    worker_cancel_long_running_tasks_on_connection_loss=True,
    broker_transport_options=BROKER_OPTIONS | {"socket_timeout": 30.0, "socket_keepalive": True},
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    timezone="UTC",
    beat_schedule={
        every.job: {
            "task": every.job,
            "schedule": every.seconds,
            "options": {"expires": every.seconds, "queue": QUEUE_OF[every.job]},
        }
        for every in SCHEDULE
    },
)

# What is loaded by now stays: without this, collecting garbage costs more than scoring does.
gc.collect()
gc.freeze()
