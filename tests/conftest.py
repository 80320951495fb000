"""The servers of a test run: PostgreSQL without fsync, two Valkeys; started for the first test that asks."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import caches
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from contest.config import env
from contest.config.embedded import servers
from contest.config.embedded.servers import Servers
from tests.harness import resp
from tests.harness.places import end_servers
from tests.harness.product import Product, running_product

# A run may not fail by chance: everybody tries the same examples, and no law is about how long one takes.
# To look for new ones: `pytest --hypothesis-profile=explore tests/rules`.
_patient = hypothesis_settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
hypothesis_settings.register_profile("steady", _patient, derandomize=True)
hypothesis_settings.register_profile("explore", _patient, max_examples=1_000)
hypothesis_settings.load_profile("steady")

PURE = ("rules", "formats", "structure")
USE_SERVERS = {"own_servers", "db", "transactional_db", "django_db_setup", "live_server"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of rules and formats are refused when they ask for a server: those layers know none."""
    here = Path(__file__).parent
    for item in items:
        area = item.path.relative_to(here).parts[0]
        asked = (USE_SERVERS | {"product"}) & set(getattr(item, "fixturenames", ()))
        if area in PURE and (asked or item.get_closest_marker("django_db")):
            raise pytest.UsageError(f"{item.nodeid}: tests/{area} may use no server ({', '.join(asked)})")


@pytest.fixture(scope="session")
def own_servers() -> Iterator[Servers]:
    """PostgreSQL and the Valkeys of this run; Django's settings point to them from now on."""
    where = settings.PLACES
    shutil.rmtree(where.var, ignore_errors=True)  # of a run that was killed and had our process id
    where.var.mkdir(mode=0o711)
    where.var.chmod(0o711)
    running = servers.attach_or_start(where, durable=False)
    default = settings.DATABASES["default"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", running.database_url)
        patch.setenv("REDIS_URL", running.redis_url)
        patch.setenv("CACHE_URL", running.cache_url)
        default.update(env.database("DATABASE_URL"))
        settings.REDIS_URL = running.redis_url
        settings.CACHES["default"]["LOCATION"] = running.cache_url
        with contextlib.suppress(AttributeError):  # it may not have been made yet
            del caches["default"]
        yield running
    end_servers(where)
    shutil.rmtree(where.var)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(own_servers: Servers) -> None:
    """pytest-django makes its database on our server."""


@pytest.fixture(autouse=True)
def _empty_valkeys(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that uses servers leaves no counter, session, board or message to the next one."""
    yield
    if USE_SERVERS & set(request.fixturenames):
        running: Servers = request.getfixturevalue("own_servers")
        caches["default"].clear()
        resp.command(running.redis_url, "FLUSHALL")


@pytest.fixture(scope="session")
def product() -> Iterator[Product]:
    """The whole product with its demo as `make run` starts it, on a database of its own, with fsync."""
    with running_product(demo=True) as running:
        yield running


@pytest.fixture
def process_environment(own_servers: Servers) -> dict[str, str]:
    """The environment of another process (a worker, a command) that shall use this run's test database."""
    test_name = settings.DATABASES["default"]["NAME"]
    return dict(os.environ) | {
        "DJANGO_SETTINGS_MODULE": "contest.config.settings",
        "DATABASE_URL": own_servers.database_url.replace("/contest?", f"/{test_name}?"),
    }
