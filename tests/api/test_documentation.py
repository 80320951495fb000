"""The API describes itself, from this site alone."""

import re

import pytest

from tests.api.people import Browser

pytestmark = pytest.mark.django_db


def test_the_page_loads_nothing_from_elsewhere() -> None:
    page = Browser().get("/api/v1/docs/")
    assert page.status_code == 200
    found = re.findall(r'(?:src|href)="([^"]+)"', page.content.decode())
    assert found
    assert all(address.startswith("/") and not address.startswith("//") for address in found)
    assert "default-src 'self'" in page.headers["Content-Security-Policy"]
    assert not re.search(r"<script(?![^>]* src=)", page.content.decode())
    script = Browser().get("/api/v1/docs/?script=")
    assert script.headers["Content-Type"].startswith("application/javascript")
    assert b"://" not in script.content


def test_the_schema_names_the_addresses_that_stay() -> None:
    schema = Browser().get("/api/v1/schema/?format=json").json()
    stays = {
        "get": [
            "contests/",
            "contests/{slug}/",
            "rounds/{round_id}/board/",
            "rounds/{round_id}/units/",
            "units/",
        ],
        "put": ["contests/{slug}/entry/", "attempts/{attempt_id}/answers/"],
        "post": ["rounds/{round_id}/attempts/", "attempts/{attempt_id}/submission/"],
    }
    for method, paths in stays.items():
        for path in paths:
            assert method in schema["paths"][f"/api/v1/{path}"], path
    stored = schema["components"]["schemas"]["Stored"]
    assert set(stored["required"]) == {"stored", "prediction_sequence", "server_time", "closes_at"}


def test_every_operation_parameter_and_shape_says_what_it_is() -> None:
    schema = Browser().get("/api/v1/schema/?format=json").json()
    operations = [operation for path in schema["paths"].values() for operation in path.values()]
    assert len(operations) > 40
    assert all(operation["description"] for operation in operations)
    asked = [
        one for operation in operations for one in operation.get("parameters", []) if one["in"] == "query"
    ]
    assert {one["name"] for one in asked if not one.get("description")} == set()
    shapes = schema["components"]["schemas"].items()
    assert [
        name for name, shape in shapes if shape.get("type") == "object" and "description" not in shape
    ] == []


def test_what_an_attempt_is_answered_with_is_named() -> None:
    schema = Browser().get("/api/v1/schema/?format=json").json()
    address = "/api/v1/attempts/{attempt_id}/"
    token: dict[str, list[str]] = {"attemptToken": []}
    assert schema["paths"][f"{address}answers/"]["put"]["security"] == [token]
    assert schema["paths"][f"{address}submission/"]["post"]["security"] == [token]
    assert token in schema["paths"][address]["get"]["security"]
    used = {
        name
        for path in schema["paths"].values()
        for one in path.values()
        for ways in one["security"]
        for name in ways
    }
    assert used == set(schema["components"]["securitySchemes"])
