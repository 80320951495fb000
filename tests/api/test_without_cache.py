"""The cache server dies or hangs: people notice nothing, and the limits hold again when it is back."""

import logging
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache, caches

from contest.config.cache import PAUSE_SECONDS
from contest.config.embedded.ports import free_loopback_ports
from contest.config.embedded.programs import valkey_program
from contest.services.drain_submitted import drain_submitted
from tests.api.people import PASSWORD, Browser, a_form
from tests.harness import resp
from tests.services import live_rows as rows

pytestmark = [pytest.mark.kill, pytest.mark.django_db(transaction=True)]

SIGN_IN = "/_allauth/browser/v1/auth/login"


class CacheServer:
    """A Valkey of the test's own at one address."""

    def __init__(self, home: Path) -> None:
        self.home = home
        (self.port,) = free_loopback_ports([None])
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        command = [
            valkey_program(self.home, None),
            "--port",
            str(self.port),
            "--save",
            "",
            "--dir",
            self.home,
        ]
        self.process = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 10
        while True:
            try:
                resp.command(self.url, "PING")
            except OSError:
                assert time.monotonic() < deadline
                time.sleep(0.02)
            else:
                return

    def hang(self) -> None:
        os.kill(self.process.pid, signal.SIGSTOP)

    def go_on(self) -> None:
        os.kill(self.process.pid, signal.SIGCONT)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(10)


@pytest.fixture
def server(own_servers: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CacheServer]:
    """The cache of this test, at an address that nothing else uses."""
    one = CacheServer(tmp_path)
    one.start()
    with monkeypatch.context() as patch:
        patch.setitem(settings.CACHES["default"], "LOCATION", one.url)
        del caches["default"]
        yield one
        one.kill()
    del caches["default"]


def until_it_is_asked_again() -> None:
    time.sleep(PAUSE_SECONDS + 0.1)


def takes_part(running: rows.Running) -> Browser:
    """From sign-up to the boards, with a second sign-in on the way; returns the browser."""
    person = Browser()
    assert person.sign_up().status_code == 200
    account = {"username": person.get("/api/v1/me/").json()["username"], "password": PASSWORD}
    person = Browser()
    person.get("/_allauth/browser/v1/config")
    assert person.send("POST", SIGN_IN, account).status_code == 200
    form = a_form(running.commune.pk, running.notice.pk)
    assert person.send("PUT", f"/api/v1/contests/{running.contest.slug}/entry/", form).status_code == 201
    path = f"/api/v1/rounds/{running.round.pk}/"
    attempt = person.send("POST", f"{path}attempts/", {"ordinal": 1}).json()
    assert person.save(attempt, [{"position": 0, "chosen": [0], "sequence": 1}]).status_code == 200
    assert person.submit(attempt).status_code == 200
    drain_submitted()
    assert Browser().get(f"{path}board/").json()["rows"][0]["rank"] == 1
    assert Browser().get(f"{path}units/").json()["rows"][0]["people"] >= 1
    return person


@pytest.mark.parametrize("how", ["kill", "hang"])
def test_everything_goes_on_without_the_cache(server: CacheServer, how: str) -> None:
    before = takes_part(rows.a_running_contest())
    getattr(server, how)()
    began = time.monotonic()
    during = takes_part(rows.a_running_contest())
    assert before.get("/api/v1/me/").status_code == 200
    assert time.monotonic() - began < 10  # each of dozens of questions would wait otherwise
    server.go_on() if how == "hang" else server.start()
    until_it_is_asked_again()
    for person in (before, during, takes_part(rows.a_running_contest())):
        assert person.get("/api/v1/me/").status_code == 200
    assert cache.get("x") is None
    cache.set("x", 1)
    assert cache.get("x") == 1


def test_guessing_is_slowed_again_once_the_cache_is_back(server: CacheServer) -> None:
    guesser = Browser()
    guesser.get("/_allauth/browser/v1/config")

    def guesses(count: int) -> list[str]:
        account = {"username": "nguoi-dan", "password": "sai"}
        answers = [guesser.send("POST", SIGN_IN, account).json() for _ in range(count)]
        return [answer["errors"][0]["code"] for answer in answers]

    server.kill()
    assert set(guesses(12)) == {"username_password_mismatch"}
    server.start()
    until_it_is_asked_again()
    assert guesses(12)[-1] == "too_many_login_attempts"


def test_a_session_ended_without_the_cache_does_not_come_back_with_it(server: CacheServer) -> None:
    person = Browser()
    person.sign_up()
    key = person.client.cookies["sessionid"].value
    assert person.get("/api/v1/me/").status_code == 200
    server.hang()
    person.send("DELETE", "/_allauth/browser/v1/auth/session")
    server.go_on()
    until_it_is_asked_again()
    thief = Browser()
    thief.client.cookies["sessionid"] = key
    assert thief.get("/api/v1/me/").status_code == 401


def test_an_absence_is_logged_once_and_so_is_its_end(
    server: CacheServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.kill()
    with caplog.at_level(logging.INFO, logger="contest.config.cache"):
        for _ in range(20):
            cache.get("x")
        until_it_is_asked_again()
        cache.get("x")
        server.start()
        until_it_is_asked_again()
        cache.get("x")
        cache.get("x")
    assert [record.message for record in caplog.records] == ["cache_is_away", "cache_is_back"]
