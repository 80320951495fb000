"""A person who takes part over HTTP, as an app does: nothing but the public interface."""

import json
import secrets
import time
import urllib.error
import urllib.request
from typing import Any

PASSWORD = "vườn cây buổi sáng"


class NotAnswered(Exception):
    """No answer, or one that says the server is in trouble: nobody knows whether it was done."""


class Refused(Exception):
    """The server said no: `status` and `body`."""

    def __init__(self, status: int, body: Any) -> None:
        super().__init__(f"{status} {body}")
        self.status = status
        self.body = body


class Visitor:
    """One account with its session."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.session = ""
        self.username = f"v{secrets.token_hex(6)}"

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> Any:
        """The answer's JSON; raises Refused for 4xx and NotAnswered for the rest."""
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.session:
            said["X-Session-Token"] = self.session
        data = None
        if body is not None:
            said["Content-Type"] = "application/json"
            data = json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}{path}", data, said, method=method)  # noqa: S310  # our own http
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310  # our own http
                return json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as error:
            text = error.read()
            if error.code >= 500:
                raise NotAnswered(f"{method} {path}: {error.code} {text[:200]!r}") from None
            raise Refused(error.code, json.loads(text or b"null")) from None
        except (OSError, ValueError) as error:
            raise NotAnswered(f"{method} {path}: {error!r}") from None

    def insist(
        self, method: str, path: str, body: object = None, patience: float = 60.0, **headers: str
    ) -> Any:
        """Ask again and again until there is an answer: everything may happen twice."""
        deadline = time.monotonic() + patience
        while True:
            try:
                return self.ask(method, path, body, **headers)
            except NotAnswered:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

    def sign_up(self) -> None:
        account = {"username": self.username, "password": PASSWORD}
        said = self.ask("POST", "/_allauth/app/v1/auth/signup", account)
        self.session = said["meta"]["session_token"]

    def enter(self, slug: str) -> None:
        """Enter the contest for the first unit below its root that the search finds."""
        contest = self.ask("GET", f"/api/v1/contests/{slug}/")
        units = self.ask("GET", f"/api/v1/units/?contest={slug}&q=")["units"]
        form = {
            "full_name": "Nguyễn Thị Thử",
            "birth_on": "1990-05-17",
            "sex": "FEMALE",
            "phone": f"09{secrets.randbelow(10**8):08}",
            "phone_owner": "SELF",
            "unit": units[0]["id"],
            "consents": ["TAKE_PART", "PUBLISH_NAME"],
            "notice": contest["privacy_notice"]["id"],
            "truthful": True,
        }
        self.ask("PUT", f"/api/v1/contests/{slug}/entry/", form)

    def open(self, round_id: str, ordinal: int = 1) -> "OpenAttempt":
        """Start the attempt, or resume it with a new epoch."""
        return OpenAttempt(
            self, round_id, self.insist("POST", f"/api/v1/rounds/{round_id}/attempts/", {"ordinal": ordinal})
        )


class OpenAttempt:
    """An attempt under way, with its token and epoch."""

    def __init__(self, visitor: Visitor, round_id: str, said: dict[str, Any]) -> None:
        self.visitor = visitor
        self.round_id = round_id
        self.said = said
        self.id = said["attempt"]["id"]
        self.options = [len(question["options"]) for question in said["paper"]["questions"]]
        self.stored = {answer["position"]: answer for answer in said["answers"]}

    def save(self, *answers: dict[str, Any]) -> dict[int, int]:
        """Save answers; returns the sequence stored at each position. NotAnswered: not acknowledged."""
        body = {"epoch": self.said["attempt"]["epoch"], "answers": list(answers)}
        said = self.visitor.ask(
            "PUT", f"/api/v1/attempts/{self.id}/answers/", body, Authorization=f"Attempt {self.said['token']}"
        )
        return {stored["position"]: stored["sequence"] for stored in said["stored"]}

    def submit(self) -> Any:
        """Hand in and return the receipt, asking again until there is one."""
        return self.visitor.insist(
            "POST",
            f"/api/v1/attempts/{self.id}/submission/",
            {"epoch": self.said["attempt"]["epoch"]},
            Authorization=f"Attempt {self.said['token']}",
        )
