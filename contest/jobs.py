"""What the site asks of the worker: by name, after commit, never turning something saved into an error.

The row is the queue and a message only a nudge: each job finds its work in the database, and the schedule
asks again for what a lost message left behind.
"""

import logging
from functools import cache

import redis
from celery import Celery
from django.conf import settings
from django.db import transaction
from kombu.exceptions import OperationalError as BrokerError
from redis.backoff import NoBackoff
from redis.retry import Retry

SCORE = "score"
CLOCK = "clock"
BULK = "bulk"

# SCORE is what people wait for, CLOCK what the time of day asks for, BULK what may take long: an import does
# not stand in the way of a result.

# The hard limit of a task, by queue, in seconds; a message is given to another worker only after the longest.
LIMIT_SECONDS = {SCORE: 60, CLOCK: 30 * 60, BULK: 30 * 60}
VISIBILITY_SECONDS = 2 * max(LIMIT_SECONDS.values())

QUEUE_OF = {
    "worker.tasks.scoring.drain_submitted": SCORE,
    "worker.tasks.scoring.sweep_expired": SCORE,
    "worker.tasks.rounds.open_due_rounds": SCORE,
    "worker.tasks.boards.publish_boards": SCORE,
    "worker.tasks.rounds.close_due_rounds": CLOCK,
    "worker.tasks.boards.publish_editions": CLOCK,
    "worker.tasks.boards.check_boards": CLOCK,
    "worker.tasks.imports.read_import": BULK,
    "worker.tasks.imports.store_import": BULK,
    "worker.tasks.imports.resume_imports": CLOCK,
    "worker.tasks.papers.prepare_papers": BULK,
    "worker.tasks.papers.resume_papers": CLOCK,
    "worker.tasks.notices.deliver_notices": CLOCK,
    "worker.tasks.audit.seal_audit": CLOCK,
    "worker.tasks.sessions.clear_sessions": BULK,
    "worker.tasks.demo.keep_demo_open": BULK,
}

# How the broker is reached, for the site and the worker alike: give up soon, since nothing depends on it.
BROKER_OPTIONS = {
    "visibility_timeout": VISIBILITY_SECONDS,
    "socket_connect_timeout": 1.0,
    "socket_timeout": 2.0,
}

_DRAIN = "worker.tasks.scoring.drain_submitted"
_KICK = "contest:scoring:kick"
_KICK_LASTS_MS = 5_000

_log = logging.getLogger(__name__)


def send(name: str, **ids: object) -> None:
    """Ask for a job once the surrounding transaction has committed. Ids go as text.

    Raises KeyError for a name that is not in the table. With the broker away the message is lost and logged.
    """
    queue = QUEUE_OF[name]
    told = {key: str(value) for key, value in ids.items()}

    def send_now() -> None:
        _publish(name, queue, told)

    transaction.on_commit(send_now, robust=True)


def kick_scoring() -> None:
    """Ask for the scoring of what has been submitted, once the surrounding transaction has committed.

    Many submissions make one message: the key says that one is under way, and the drain clears it before it
    looks for work, so that a submission during a drain asks again.
    """

    def kick_now() -> None:
        try:
            first = _redis(settings.REDIS_URL).set(_KICK, 1, nx=True, px=_KICK_LASTS_MS)
        except redis.RedisError as error:
            _log.warning("scoring_not_kicked", extra={"reason": type(error).__name__})
            return
        if first:
            _publish(_DRAIN, QUEUE_OF[_DRAIN], {})

    transaction.on_commit(kick_now, robust=True)


def clear_kick() -> None:
    """Let the next submission ask again. With Redis away the key runs out by itself."""
    try:
        _redis(settings.REDIS_URL).delete(_KICK)
    except redis.RedisError as error:
        _log.warning("kick_not_cleared", extra={"reason": type(error).__name__})


def _publish(name: str, queue: str, ids: dict[str, str]) -> None:
    app = _producer(settings.REDIS_URL)
    try:
        app.send_task(name, kwargs=ids, queue=queue, retry=True, retry_policy=_ONE_MORE_TRY)
    except (BrokerError, redis.RedisError, OSError) as error:
        _log.warning("job_not_sent", extra={"job": name, "reason": type(error).__name__})


# A connection that died since its last use is opened once more; then the schedule has to find the work.
_ONE_MORE_TRY = {"max_retries": 1, "interval_start": 0, "interval_step": 0, "interval_max": 0}


@cache
def _producer(url: str) -> Celery:
    """An app that sends and never runs a task; one for each broker address."""
    app = Celery("contest", broker=url, set_as_current=False)
    app.conf.update(
        task_ignore_result=True,
        broker_transport_options=BROKER_OPTIONS,
        broker_connection_timeout=1.0,
        task_serializer="json",
    )
    return app


@cache
def _redis(url: str) -> "redis.Redis":
    return redis.Redis.from_url(
        url, socket_connect_timeout=1.0, socket_timeout=1.0, retry=Retry(NoBackoff(), retries=1)
    )
