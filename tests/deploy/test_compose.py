"""docker-compose.yml is valid, needs real secrets, runs nothing as root and asks after everybody's health."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from contest.jobs import QUEUE_OF

PROJECT = Path(__file__).parents[2]
TEXT = (PROJECT / "docker-compose.yml").read_text(encoding="utf-8")
SERVICES: dict[str, dict[str, Any]] = yaml.safe_load(TEXT)["services"]


def test_the_file_follows_the_compose_specification() -> None:
    tool = Path(sys.executable).with_name("check-jsonschema")
    subprocess.run(
        [tool, "--builtin-schema", "vendor.compose-spec", PROJECT / "docker-compose.yml"], check=True
    )


def test_no_secret_has_a_default() -> None:
    secret = re.compile(r"\$\{(\w*(?:SECRET|KEYS?|PASSWORD|TOKEN)\w*)(.)")
    uses = [(name, rest) for name, rest in secret.findall(TEXT) if not name.startswith("EMAIL_")]
    uses = [(name, rest) for name, rest in uses if name != "SECRET_KEY_FALLBACKS"]
    assert {"SECRET_KEY", "FIELD_KEYS", "SIGNING_KEYS", "DATABASE_PASSWORD", "REDIS_PASSWORD"} <= dict(
        uses
    ).keys()
    assert all(rest == ":" for _, rest in uses)
    assert all(f"${{{name}:?" in TEXT and f"${{{name}:-" not in TEXT for name, _ in uses)


def test_all_the_parts_are_there() -> None:
    ours = {"web", "worker-score", "worker-clock", "worker-bulk", "beat", "migrate"}
    assert ours | {"db", "redis", "cache", "nginx"} == set(SERVICES)


def test_every_queue_has_a_worker_that_serves_nothing_else() -> None:
    served = [
        command[command.index("-Q") + 1]
        for service in SERVICES.values()
        if "-Q" in (command := service.get("command", []))
    ]
    assert sorted(served) == sorted(set(QUEUE_OF.values()))


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_a_service_runs_confined_and_says_whether_it_is_well(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "container_name" not in service  # it would stop --scale
    assert ("healthcheck" in service) or name == "migrate"
    dockerfile = (PROJECT / "Dockerfile").read_text(encoding="utf-8")
    built = service.get("build", {}).get("target")
    if built is None:
        assert service["user"] not in ("root", "0", "0:0")
    else:
        stage = dockerfile.split(f" AS {built}\n")[1].split("\nFROM ")[0]
        assert re.findall(r"^USER (\S+)", stage, re.MULTILINE)[-1] != "root"


def test_every_file_the_image_copies_exists_and_is_not_ignored() -> None:
    ignored = (PROJECT / ".dockerignore").read_text(encoding="utf-8").split()
    copied = re.findall(
        r"^COPY (?!--from)(.+) \S+$", (PROJECT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE
    )
    sources = [source for line in copied for source in line.split()]
    assert len(sources) > 10
    for source in sources:
        assert (PROJECT / source).exists(), source
        assert f"!{source.split('/')[0]}" in ignored or f"!{source}" in ignored, source
