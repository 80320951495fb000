"""The test run's own servers serve: database, cache, broker."""

import pytest
from django.core.cache import cache
from django.db import connection

from contest.config.embedded.servers import Servers
from tests.harness import resp


@pytest.mark.django_db
def test_the_database_is_a_recent_postgresql_under_a_role_that_is_no_superuser() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version_num')::int, usesuper"
            " FROM pg_user WHERE usename = current_user"
        )
        version, is_superuser = cursor.fetchone()
    assert version >= 150_000
    assert is_superuser is False


def test_the_cache_keeps_and_the_broker_never_evicts(own_servers: Servers) -> None:
    cache.set("word", "đáp án")
    assert cache.get("word") == "đáp án"
    assert resp.command(own_servers.redis_url, "SET", "kick", "1") == b"+OK"
    assert b"noeviction" in resp.command(own_servers.redis_url, "CONFIG", "GET", "maxmemory-policy")
    assert b"allkeys-lru" in resp.command(own_servers.cache_url, "CONFIG", "GET", "maxmemory-policy")
