"""Promise 1: an acknowledged answer is never lost, whichever process is killed.

People save answers as fast as the site takes them when a process of the product gets SIGKILL. Once it is back
their attempts are opened again: at every position stands the last acknowledged answer, or a later one that
was sent. (Tried with `synchronous_commit=off`: the death of PostgreSQL fails the test.)
"""

import threading
import time
from typing import Any

import pytest

from tests.harness.product import Product
from tests.harness.visitor import NotAnswered, OpenAttempt, Visitor

pytestmark = [pytest.mark.kill, pytest.mark.timeout(600)]

DEMO = "tim-hieu-phap-luat-2022"
KILLED = ["web", "postgres", "broker", "cache", "keeper", "worker-score", "worker-bulk", "beat"]
SAVING_SECONDS = 0.8
PEOPLE = 4


def round_of(product: Product) -> str:
    current: str = Visitor(product.url).ask("GET", f"/api/v1/contests/{DEMO}/")["current_round"]["id"]
    return current


@pytest.fixture(scope="module")
def people(product: Product) -> list[Visitor]:
    visitors = [Visitor(product.url) for _ in range(PEOPLE)]
    for visitor in visitors:
        visitor.sign_up()
        visitor.enter(DEMO)
    return visitors


class Saver:
    """Saves answer after answer in a thread until one is not acknowledged, and remembers those that were."""

    def __init__(self, attempt: OpenAttempt) -> None:
        self.attempt = attempt
        self.acknowledged: dict[int, int] = {}
        self.sent: dict[int, int] = {}
        self._first = 1 + max((stored["sequence"] for stored in attempt.stored.values()), default=0)
        self._stop = threading.Event()
        self._under_way = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def answer(self, position: int, sequence: int) -> dict[str, Any]:
        """What is chosen follows from position and sequence, so that it can be recognised."""
        option = (position + sequence) % self.attempt.options[position]
        return {"position": position, "chosen": [option], "sequence": sequence}

    def _run(self) -> None:
        number = 0
        while not self._stop.is_set():
            position = number % len(self.attempt.options)
            sequence = self._first + number // len(self.attempt.options)
            self.sent[position] = sequence
            try:
                stored = self.attempt.save(self.answer(position, sequence))
            except NotAnswered:
                return  # a save after this one would cover what was lost
            for place, acknowledged in stored.items():
                self.acknowledged[place] = max(acknowledged, self.acknowledged.get(place, 0))
            self._under_way.set()
            number += 1

    def start(self) -> None:
        self._thread.start()

    def wait_until_under_way(self) -> None:
        """Until the first answer is acknowledged, however slow the machine is today."""
        assert self._under_way.wait(60)

    def stop(self) -> None:
        self._stop.set()
        self._thread.join()

    def check(self, again: OpenAttempt) -> None:
        """Every acknowledged answer is there, or a later one that was sent, and none that was not sent."""
        assert self.acknowledged
        for position, sequence in self.acknowledged.items():
            stored = again.stored[position]
            assert sequence <= stored["sequence"] <= max(self.sent.get(position, 0), sequence)
            assert stored["chosen"] == self.answer(position, stored["sequence"])["chosen"]


def kill_while_saving(product: Product, people: list[Visitor], name: str) -> None:
    round_id = round_of(product)
    savers = [Saver(person.open(round_id)) for person in people]
    for saver in savers:
        saver.start()
    for saver in savers:
        saver.wait_until_under_way()
    time.sleep(SAVING_SECONDS)
    old = product.kill(name)
    for saver in savers:
        saver.stop()
    if name == "supervisor":
        product.start()
    else:
        product.wait_until_back(name, old)
    for saver in savers:
        again = saver.attempt.visitor.open(round_id)
        saver.check(again)
        assert again.save(saver.answer(0, saver.sent[0] + 1))[0] == saver.sent[0] + 1


@pytest.mark.parametrize("name", KILLED)
def test_acknowledged_answers_survive_the_death_of(
    product: Product, people: list[Visitor], name: str
) -> None:
    kill_while_saving(product, people, name)


def test_acknowledged_answers_survive_the_death_of_everything(
    product: Product, people: list[Visitor]
) -> None:
    kill_while_saving(product, people, "supervisor")


def test_a_receipt_survives_and_the_attempt_is_scored_although_everything_died(
    product: Product, people: list[Visitor]
) -> None:
    round_id, person = round_of(product), people[0]
    attempt = person.open(round_id)
    receipt = attempt.submit()
    for name in ("postgres", "broker", "worker-score", "supervisor"):
        product.kill(name)
    product.start()
    assert attempt.submit() == receipt
    deadline = time.monotonic() + 60
    while (mine := person.insist("GET", f"/api/v1/me/rounds/{round_id}/"))["standing"] is None:
        assert time.monotonic() < deadline, mine
        time.sleep(0.2)
    assert mine["attempts"][0]["state"] == "SCORED"
