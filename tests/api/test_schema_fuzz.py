"""What the schema says is what the API does: whatever is sent, no fault of ours and no undescribed answer."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoDbBlocker
from schemathesis import checks
from schemathesis.core.result import Ok

from contest.accounts.models import BodyMembership
from contest.models import ContestRole
from tests.api.people import Browser, kept_connection
from tests.api.world import ENTRANT, World, a_world
from tests.services import live_rows as rows

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

checks.load_all_checks()
CHECKS: list[Any] = [
    checks.not_a_server_error,
    checks.CHECKS.get_one("status_code_conformance"),
    checks.CHECKS.get_one("content_type_conformance"),
    checks.CHECKS.get_one("response_schema_conformance"),
]
# What a path names, by the parameter's name; a bank and a contest share «slug».
PARAMETERS = {
    "round_id": "round",
    "attempt_id": "attempt",
    "case_id": "case",
    "import_id": "file",
    "question_id": "question",
    "role_id": "role",
    "manager_id": "manager",
    "unit_id": "unit",
    "number": "number",
}
# Bodies that are right, sent half of the time: what is made up hardly ever is.
RIGHT_BODIES = {
    "/api/v1/rounds/{round_id}/attempts/": "start",
    "/api/v1/attempts/{attempt_id}/answers/": "save",
    "/api/v1/attempts/{attempt_id}/submission/": "submit",
    "/api/v1/contests/{slug}/entry/": "form",
    "/api/v1/organizer/banks/": "bank",
    "/api/v1/organizer/contests/": "contest",
    "/api/v1/organizer/contests/{slug}/recoveries/": "recovery",
}

Stage = tuple[World, Browser, Browser]


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    """An open round, a browser of its entrant and one of somebody who may do all staff do."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = a_world("OPEN")
        official = rows.a_user()
        for role in BodyMembership.Role.values:
            BodyMembership.objects.create(
                body=world.running.contest.body, user=official, role=role, granted_at=rows.now()
            )
        for role in ContestRole.Role.values:
            ContestRole.objects.create(
                contest=world.running.contest, user=official, role=role, granted_at=rows.now()
            )
        yield world, world.browsers[ENTRANT], Browser().sign_in(official)
        transaction.set_rollback(True)


# Its own pytest plug-in does not follow pytest 9; its operations are strategies all the same.
OPERATIONS = [
    found.ok()
    for found in schemathesis.openapi.from_wsgi(
        "/api/v1/schema/?format=json", get_wsgi_application()
    ).get_all_operations()
    if isinstance(found, Ok)
]


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.label)
@given(data=st.data())
@settings(
    max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None
)
def test_any_request_gets_a_described_answer(
    data: st.DataObject, operation: schemathesis.APIOperation[Any, Any, Any, Any], stage: Stage
) -> None:
    case = data.draw(operation.as_strategy())
    world, entrant, official = stage
    names = world.named()
    for parameter, name in PARAMETERS.items():
        if parameter in case.path_parameters:
            case.path_parameters[parameter] = str(names[name])
    if "slug" in case.path_parameters:
        case.path_parameters["slug"] = names["bank" if "/banks/" in case.path else "slug"]
    if "contest" in case.query and "/judge/" in case.path:
        case.query["contest"] = names["slug"]
    if operation.method != "get" and case.path in RIGHT_BODIES and data.draw(st.booleans()):
        case.body = world.bodies()[RIGHT_BODIES[case.path]]
    staff = "/organizer/" in case.path or "/judge/" in case.path
    cookies = {name: one.value for name, one in (official if staff else entrant).client.cookies.items()}
    headers = {"X-CSRFToken": cookies["csrftoken"]}
    if "/attempts/{attempt_id}/" in case.path:
        headers["Authorization"] = f"Attempt {world.token}"
    # Signed in, with the attempt's token where one is asked for; and as nobody.
    for said, kept in ((headers, cookies), ({}, {})):
        with kept_connection(), transaction.atomic():
            response = case.call(headers=said, cookies=kept)
            transaction.set_rollback(True)
        case.validate_response(response, checks=CHECKS)
