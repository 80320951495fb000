"""Entrants who play over HTTP on a bad line: everything is sent twice, late, out of order, again."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from random import Random
from threading import Event
from typing import Any
from urllib.parse import urlsplit

from tests.harness.visitor import PASSWORD, NotAnswered, Refused, Visitor

Keys = Mapping[str, list[frozenset[int]]]


@dataclass
class Played:
    """What an entrant holds in the hand at the end of one attempt: acknowledgements and the receipt."""

    attempt_id: str
    ordinal: int
    chosen: dict[int, frozenset[int]] = field(default_factory=dict)
    sequences: dict[int, int] = field(default_factory=dict)
    guess: int | None = None
    receipt: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Stage:
    """Where they play."""

    slug: str
    round_id: str
    units: list[str]
    notice: str
    keys: Keys


class Entrant(Visitor):
    """A person with a connection that stays open, as a phone's does, and luck of her own."""

    def __init__(self, url: str, number: int) -> None:
        super().__init__(url)
        self.number = number
        self.luck = Random(number)
        self.username = f"{self.username}{number}"
        self.played: list[Played] = []
        self.unanswered = 0
        self._connection: HTTPConnection | None = None

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> Any:
        """As `Visitor.ask`, on one connection."""
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        said |= {"Content-Type": "application/json"} | (
            {"X-Session-Token": self.session} if self.session else {}
        )
        try:
            line = self._line()
            line.request(method, path, None if body is None else json.dumps(body), said)
            answer = line.getresponse()
            text, status = answer.read(), answer.status
        except (OSError, HTTPException) as error:
            self.hang_up()
            self.unanswered += 1
            raise NotAnswered(f"{method} {path}: {error!r}") from None
        if status >= 500 or status == 429:
            self.unanswered += 1
            # As a phone does: hundreds that knock without a pause are turned away at the door.
            time.sleep(1)
            raise NotAnswered(f"{method} {path}: {status} {text[:200]!r}")
        if status >= 400:
            raise Refused(status, json.loads(text))
        return json.loads(text or b"null")

    def _line(self) -> HTTPConnection:
        if self._connection is None:
            self._connection = HTTPConnection(urlsplit(self.url).netloc, timeout=30)
        return self._connection

    def hang_up(self) -> None:
        """Drop the connection, whatever is on it."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def play(self, stage: Stage, stop: Event) -> None:
        """From the account to the last receipt."""
        self.join()
        self.insist("PUT", f"/api/v1/contests/{stage.slug}/entry/", self._form(stage))
        for ordinal in range(1, 2 + (self.number % 4 == 0)):
            if stop.is_set():
                break
            self.played.append(Sitting(self, stage, ordinal).sit())
        self.hang_up()

    def join(self) -> None:
        """Sign up; where nobody answered, perhaps the account is there already."""
        account = {"username": self.username, "password": PASSWORD}
        while not self.session:
            try:
                said = self.insist("POST", "/_allauth/app/v1/auth/signup", account)
            except Refused as refusal:
                if "username_taken" not in {error["code"] for error in refusal.body.get("errors", [])}:
                    raise
                said = self.insist("POST", "/_allauth/app/v1/auth/login", account)
            self.session = said["meta"]["session_token"]

    def _form(self, stage: Stage) -> dict[str, Any]:
        return {
            "full_name": "Trần Văn Đi Thi",
            "birth_on": "1988-02-29",
            "unit": self.luck.choice(stage.units),
            "consents": ["TAKE_PART"],
            "notice": stage.notice,
            "truthful": True,
        }


class Sitting:
    """One attempt of an entrant."""

    def __init__(self, entrant: Entrant, stage: Stage, ordinal: int) -> None:
        self.entrant, self.luck = entrant, entrant.luck
        self.start = {"ordinal": ordinal}
        self.address = f"/api/v1/rounds/{stage.round_id}/attempts/"
        self._open()
        self.played = Played(self.said["attempt"]["id"], ordinal)
        self.path = f"/api/v1/attempts/{self.played.attempt_id}"
        self.right = stage.keys[self.said["paper"]["id"]]

    def _open(self) -> None:
        self.said = self.entrant.insist("POST", self.address, self.start)

    def sit(self) -> Played:
        """Answer, send all of it in a mess, hand in."""
        messages = self._messages()
        if self.luck.random() < 0.2:
            self._change_devices()
        for place, message in enumerate(messages):
            if place == len(messages) // 2 and self.luck.random() < 0.1:
                self._change_devices()
            if self.luck.random() < 0.05:
                self._send_and_hang_up(message)
            self._save(message)
        self._hand_in()
        return self.played

    def _messages(self) -> list[list[dict[str, Any]]]:
        """All changes of all positions, shuffled, a few in each message, some messages twice."""
        skill = self.luck.random()
        changes = []
        for position, question in enumerate(self.said["paper"]["questions"]):
            options = range(len(question["options"]))
            for sequence in range(1, 1 + self.luck.randint(1, 3)):
                knows = self.luck.random() < skill
                chosen = self.right[position] if knows else {self.luck.choice(options)}
                changes.append({"position": position, "chosen": sorted(chosen), "sequence": sequence})
        self.luck.shuffle(changes)
        messages = []
        while changes:
            size = self.luck.randint(1, 4)
            messages.append(changes[:size])
            del changes[:size]
        messages += self.luck.sample(messages, len(messages) // 4)
        return messages

    def _token(self) -> str:
        return f"Attempt {self.said['token']}"

    def _body(self, answers: list[dict[str, Any]]) -> dict[str, Any]:
        guess = {"value": 1 + self.entrant.number, "sequence": 1}
        return {"epoch": self.said["attempt"]["epoch"], "answers": answers, "prediction": guess}

    def _save(self, answers: list[dict[str, Any]]) -> None:
        """Save until it is acknowledged; the reply never shows less than was acknowledged before."""
        said = self.entrant.insist(
            "PUT", f"{self.path}/answers/", self._body(answers), Authorization=self._token()
        )
        stored = {one["position"]: one["sequence"] for one in said["stored"]}
        for answer in answers:
            position, sequence = answer["position"], answer["sequence"]
            if sequence >= self.played.sequences.get(position, 0):
                self.played.sequences[position] = sequence
                self.played.chosen[position] = frozenset(answer["chosen"])
        assert stored == self.played.sequences
        self.played.guess = 1 + self.entrant.number

    def _send_and_hang_up(self, answers: list[dict[str, Any]]) -> None:
        """Nobody will ever know whether this one arrived."""
        line = self.entrant._line()
        said = {"Authorization": self._token(), "Content-Type": "application/json"}
        try:
            line.request("PUT", f"{self.path}/answers/", json.dumps(self._body(answers)), said)
        except (OSError, HTTPException):
            self.entrant.unanswered += 1
        self.entrant.hang_up()

    def _change_devices(self) -> None:
        """Go on elsewhere; what the first device still sends is refused."""
        before = self._token()
        body = self._body([{"position": 0, "chosen": [], "sequence": 999}])
        self._open()
        try:
            self.entrant.insist("PUT", f"{self.path}/answers/", body, Authorization=before)
        except Refused as refusal:
            said = (refusal.status, refusal.body["code"])
        else:
            said = (200, "")
        assert said == (409, "taken_over")

    def _hand_in(self) -> None:
        body = {"epoch": self.said["attempt"]["epoch"]}
        receipts = [
            self.entrant.insist("POST", f"{self.path}/submission/", body, Authorization=self._token())
            for _ in range(2)
        ]
        assert receipts[0] == receipts[1]
        self.played.receipt = receipts[0]
