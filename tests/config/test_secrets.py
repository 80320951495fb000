"""What is secret stands in closed files only: in no log and on no command line."""

import pytest

from tests.harness.product import Product

pytestmark = [pytest.mark.kill, pytest.mark.timeout(600)]

TERMINAL = "supervisor.log"  # what the harness catches of the supervisor's own words to the person before it


def secrets_of(product: Product) -> set[str]:
    """Keys, passwords of the servers, and passwords of the demo's accounts."""
    found = set()
    for path in product.where.secrets.iterdir():
        assert path.stat().st_mode & 0o077 == 0, path
        text = path.read_text(encoding="utf-8")
        found |= (
            {line.split()[-1] for line in text.splitlines() if line}
            if path.name == "demo.txt"
            else {text.strip()}
        )
    return found


def test_no_secret_is_in_a_log_or_an_argument(product: Product) -> None:
    secrets = secrets_of(product)
    assert len(secrets) > 6
    places = {
        str(path): path.read_text(encoding="utf-8", errors="replace")
        for path in product.where.log.iterdir()
        if path.name != TERMINAL
    }
    places |= {command: command for command in product.processes()}
    assert len(places) > 10
    assert not [(place, secret[:3]) for place, text in places.items() for secret in secrets if secret in text]
