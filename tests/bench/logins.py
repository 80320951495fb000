"""People who sign in while others answer: a password check is made to be dear."""

import json
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from uuid import UUID

from django.contrib.auth.hashers import make_password

from contest.accounts.models import User
from tests.bench import people
from tests.bench.load import Load, put_under_load, request
from tests.bench.report import Report
from tests.bench.saves import saves

A_SECOND = 30.0
SECONDS = 60.0
ADDRESSES = 16
SAVES_A_SECOND = 190.0  # the planned peak (design 7)
ATTEMPTS = 2_000
_PASSWORD = "vườn cây buổi sáng"


def measure(port: int, report: Report) -> None:
    """The times of log-ins at a steady pace, and of the saves of the planned peak meanwhile."""
    running = people.a_contest()
    everybody = people.entrants(running, ATTEMPTS)
    attempts = people.answered_attempts(running, everybody)
    people.opened(running, attempts)
    keys = list(zip([str(one.id) for one in attempts], people.attempt_tokens(running, attempts), strict=True))
    names = _with_a_password([one.user_id for one in everybody])
    log_ins = [
        request("POST", "/_allauth/app/v1/auth/login", json.dumps(body).encode())
        for body in ({"username": name, "password": _PASSWORD} for name in names)
    ]
    with ThreadPoolExecutor(1) as meanwhile:
        signed_in = meanwhile.submit(_log_in, port, log_ins)
        saved = put_under_load(
            port, saves(keys), connections=32, seconds=SECONDS, each_second=SAVES_A_SECOND
        ).expect(200)
        load = signed_in.result()
    report.at_least("log-ins", load.rate, "a second", 0.99 * A_SECOND)
    report.tell("log-ins, p95", 1000 * load.percentile(0.95), "ms")
    name = f"saves at {SAVES_A_SECOND:g}/s beside {A_SECOND:g} log-ins/s, p95"
    report.below(name, 1000 * saved.percentile(0.95), "ms", 40)


def _log_in(port: int, log_ins: list[bytes]) -> Load:
    some = islice(log_ins, int(A_SECOND * SECONDS))
    return put_under_load(port, some, connections=ADDRESSES, each_second=A_SECOND, from_afar=True).expect(200)


def _with_a_password(user_ids: list[UUID]) -> list[str]:
    """Give them one password, by one hash; returns their names."""
    found = User.objects.filter(pk__in=user_ids)
    found.update(password=make_password(_PASSWORD))
    return list(found.values_list("username", flat=True))
