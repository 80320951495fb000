"""The product's settings for tests: servers of the test run's own, started when the first test needs them."""

import os
from tempfile import gettempdir

# Read by the real settings below: importing them must start nothing (mypy does) and not touch var/.
os.environ["DATABASE_URL"] = "postgresql://tests@127.0.0.1:9/tests"
os.environ["REDIS_URL"] = os.environ["CACHE_URL"] = "redis://127.0.0.1:9/0"
os.environ["CONTEST_VAR"] = os.path.join(gettempdir(), f"contest-tests-{os.getpid()}")
os.environ["SECRET_KEY"] = "tests-only-" + "k" * 40
os.environ["FIELD_KEYS"] = "1:" + "A" * 43
os.environ["SIGNING_KEYS"] = "1:" + "B" * 42 + "A"
os.environ["ALLOWED_HOSTS"] = "testserver,localhost,127.0.0.1"
os.environ["HTTPS"] = "0"

from contest.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
