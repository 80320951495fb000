"""Production settings: complete they pass Django's own checks, and each missing part is named."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
REQUIRED = (
    "DATABASE_URL",
    "REDIS_URL",
    "CACHE_URL",
    "ALLOWED_HOSTS",
    "SECRET_KEY",
    "FIELD_KEYS",
    "SIGNING_KEYS",
)


@pytest.fixture(scope="module")
def production(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment docker-compose.yml gives a container, with the secrets deploy/make-env wrote."""
    place = tmp_path_factory.mktemp("installation")
    (place / "deploy").mkdir()
    shutil.copy(PROJECT / "deploy" / "make-env", place / "deploy")
    subprocess.run(["sh", place / "deploy" / "make-env", "contest.example"], check=True, capture_output=True)
    assert (place / ".env").stat().st_mode & 0o077 == 0
    lines = (place / ".env").read_text(encoding="utf-8").splitlines()
    made = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    password = made.pop("REDIS_PASSWORD")
    return made | {
        "PATH": os.environ["PATH"],
        "CONTEST_VAR": str(place / "var"),
        "DJANGO_SETTINGS_MODULE": "contest.config.settings",
        "DATABASE_URL": "postgresql://contest@db:5432/contest",
        "REDIS_URL": f"redis://:{password}@redis:6379/0",
        "CACHE_URL": f"redis://:{password}@cache:6379/0",
        "TRUSTED_PROXIES": "1",
    }


def check(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_deployment_check_has_nothing_to_say(production: dict[str, str]) -> None:
    answer = check(production)
    assert answer.returncode == 0, answer.stderr
    assert not Path(
        production["CONTEST_VAR"]
    ).exists()  # production makes no secrets and no servers of its own


@pytest.mark.parametrize("name", REQUIRED)
def test_it_refuses_to_start_without(production: dict[str, str], name: str) -> None:
    answer = check({key: value for key, value in production.items() if key != name})
    assert answer.returncode == 1
    assert answer.stderr.startswith(f"{name}: ")
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [("SECRET_KEY", "short"), ("FIELD_KEYS", "1:short"), ("DEBUG", "1"), ("TRUSTED_PROXIES", "many")],
)
def test_it_refuses_to_start_with(production: dict[str, str], name: str, value: str) -> None:
    answer = check(production | {name: value})
    assert answer.returncode == 1
    assert answer.stderr.startswith(f"{name}: ")
