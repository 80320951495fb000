"""What operators may ask, from where, and what the logs must not say."""

import json
import logging

import pytest
from django.test import Client, override_settings

from contest.config import settings as own
from contest.config.access import Nobody
from contest.config.hashers import ModestArgon2
from contest.config.logs import JsonLines


def test_health_needs_neither_host_nor_database(client: Client) -> None:
    assert client.get("/healthz", headers={"host": "10.0.0.7:8000"}).json() == {"alive": True}


@pytest.mark.django_db
def test_ready_means_that_postgresql_answers(client: Client) -> None:
    assert client.get("/readyz").status_code == 200


@pytest.mark.parametrize(
    ("address", "headers", "token", "status"),
    [
        ("127.0.0.1", {}, "", 200),
        ("::1", {}, "", 200),
        ("10.0.0.9", {}, "", 404),
        ("127.0.0.1", {"x-forwarded-for": "203.0.113.9"}, "", 404),
        ("127.0.0.1", {}, "t" * 40, 404),
        ("10.0.0.9", {"authorization": "Bearer " + "t" * 40}, "t" * 40, 200),
        ("10.0.0.9", {"authorization": "Bearer " + "u" * 40}, "t" * 40, 404),
    ],
)
def test_metrics_are_for_the_token_or_this_machine(
    client: Client, address: str, headers: dict[str, str], token: str, status: int
) -> None:
    with override_settings(METRICS_TOKEN=token):
        answer = client.get("/metrics", REMOTE_ADDR=address, headers=headers)
    assert answer.status_code == status


def test_requests_are_counted_by_route_and_not_by_address(client: Client) -> None:
    client.get("/api/v1/docs/")
    text = client.get("/metrics").content.decode()
    assert 'http_requests_total{method="GET",route="api/v1/docs/",status="200"}' in text


def test_a_log_line_is_json_without_the_row_postgresql_repeats() -> None:
    try:
        raise ValueError(
            "duplicate key value\nDETAIL:  Key (phone)=(0905123456) already exists.\nsecond line"
        )
    except ValueError as error:
        record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, "failed %s", ("x",), None)
        record.exc_info = (type(error), error, error.__traceback__)
        record.__dict__["request"] = "GET /?phone=0905123456"
        record.__dict__["code"] = "round_is_closed"
    line = JsonLines().format(record)
    said = json.loads(line)
    assert "0905123456" not in line
    assert "second line" in said["exc_info"]
    assert (said["level"], said["logger"], said["message"]) == ("ERROR", "django.request", "failed x")
    assert said["code"] == "round_is_closed"
    assert said["at"].endswith("Z")


@pytest.mark.parametrize("path", ["/", "/api/v1/time/", "/_allauth/browser/v1/config"])
def test_a_host_that_is_not_ours_is_refused_with_one_line_in_the_log(
    client: Client, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    answer = client.get(path, headers={"host": "evil.example"})
    assert answer.status_code == 400
    if path != "/":
        assert answer.json() == {"code": "malformed", "details": {}}
    lines = [JsonLines().format(record) for record in caplog.records]
    (said,) = [json.loads(line) for line in lines if "evil.example" in line]
    assert "exc_info" not in said
    assert said["logger"] == "django.security.DisallowedHost"


def test_passwords_cost_what_a_school_class_can_afford() -> None:
    assert own.PASSWORD_HASHERS[0] == "contest.config.hashers.ModestArgon2"
    encoded = ModestArgon2().encode("mật khẩu", "saltsaltsalt")
    assert "$m=19456,t=2,p=1$" in encoded
    assert ModestArgon2().verify("mật khẩu", encoded)


def test_an_endpoint_without_a_permission_is_closed() -> None:
    assert own.REST_FRAMEWORK["DEFAULT_PERMISSION_CLASSES"] == [f"{Nobody.__module__}.{Nobody.__name__}"]
