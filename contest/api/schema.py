"""OpenAPI from the Structs that endpoints read and write."""

from typing import Any

import msgspec
from drf_spectacular.extensions import OpenApiAuthenticationExtension, OpenApiSerializerExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.utils import Direction

REF = "#/components/schemas/{name}"


class StructSchema(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]  # the library is untyped here
    """A msgspec Struct as a component, with the Structs inside it as components of their own."""

    target_class = "msgspec.Struct"
    match_subclasses = True

    def get_name(self, auto_schema: AutoSchema, direction: Direction) -> str:
        """The name of the class."""
        return str(self.target.__name__)

    def get_identity(self, auto_schema: AutoSchema, direction: Direction) -> str:
        """One name, one Struct, wherever it appears."""
        return f"struct {self.target.__name__}"

    def map_serializer(self, auto_schema: AutoSchema, direction: Direction) -> dict[str, Any]:
        """The JSON Schema of the Struct; registers what it refers to."""
        _, components = msgspec.json.schema_components([self.target], ref_template=REF)
        own: dict[str, Any] = components.pop(self.target.__name__)
        for name, schema in components.items():
            component = ResolvedComponent(  # type: ignore[no-untyped-call]  # the library is untyped here
                name=name, type=ResolvedComponent.SCHEMA, schema=schema, object=f"struct {name}"
            )
            auto_schema.registry.register_on_missing(component)
        return own


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # as above
    """The browser client's session."""

    target_class = "contest.api.base.OwnSession"
    name = "session"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        """A cookie."""
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}


class Problem(msgspec.Struct):
    """A refusal or failure: a stable code and what it is about."""

    code: str
    details: dict[str, Any] | None = None
    fields: dict[str, Any] | None = None


class Schema(AutoSchema):
    """What every operation has in common: it may answer with a problem, and says what opens it."""

    def get_auth(self) -> list[dict[str, Any]]:
        """The ways to be let in; for a view that `takes_attempt_token` that is one of them."""
        ways: list[dict[str, Any]] = super().get_auth()
        return [{"attemptToken": []}, *ways] if getattr(self.view, "takes_attempt_token", False) else ways

    def _get_response_bodies(self, direction: Direction = "response") -> dict[str, Any]:
        responses: dict[str, Any] = super()._get_response_bodies(direction)
        for status in ("4XX", "5XX"):
            body = self._get_response_for_code(Problem, status)  # type: ignore[no-untyped-call]  # as above
            responses.setdefault(status, body)
        return responses
