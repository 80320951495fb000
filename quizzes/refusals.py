"""The one way a rule or a service says no."""

from typing import ClassVar


class Refusal(Exception):
    """A past fact that stops a request: subclasses name it, `code` is the stable word on the wire.

    `details` must be JSON-able values and never personal data: they leave the server as they are.
    """

    code: ClassVar[str] = "refused"

    def __init__(self, **details: object) -> None:
        super().__init__(self.code)
        self.details: dict[str, object] = details

    def __str__(self) -> str:
        return f"{self.code} {self.details}" if self.details else self.code


class FieldsNotValid(Refusal):
    """Input that cannot be taken; `fields` maps each wrong field to its list of {"code"}."""

    code = "invalid"
