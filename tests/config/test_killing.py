"""Any process of the product may be killed: it comes back, and an end leaves nothing behind."""

import pytest

from contest.config.embedded import servers
from tests.harness.places import end_servers, throw_away
from tests.harness.product import PROGRAMS, SERVERS, Product

pytestmark = [pytest.mark.kill, pytest.mark.timeout(600)]


@pytest.mark.parametrize("name", [*PROGRAMS, *SERVERS, "keeper"])
def test_a_killed_process_comes_back(product: Product, name: str) -> None:
    old = product.kill(name)
    product.wait_until_back(name, old)
    assert product.manage("shell", "-c", "print(1)").strip().endswith("1")


def test_a_killed_supervisor_takes_everything_along_and_the_next_run_serves(product: Product) -> None:
    url = product.url
    product.kill("supervisor")
    product.wait_until_nothing_is_left()
    product.start()
    assert product.url == url


def test_the_next_run_clears_what_a_killed_supervisor_left(product: Product) -> None:
    product.kill("supervisor")
    product.start()


def test_ctrl_c_ends_everything_in_seconds(product: Product) -> None:
    seconds = product.stop()
    product.wait_until_nothing_is_left(patience=5)
    assert seconds < 15
    product.start()


def test_commands_beside_each_other_share_the_servers_and_the_last_one_ends_them() -> None:
    with throw_away() as where:
        product = Product(where, demo=False)
        first = servers.attach_or_start(where, durable=False)
        assert product.manage("shell", "--no-imports", "-c", "print('said')") == "said\n"
        assert servers.attach_or_start(where) == first
        end_servers(where)
        product.wait_until_nothing_is_left()
        assert product.manage("shell", "--no-imports", "-c", "print('again')") == "again\n"
        product.wait_until_nothing_is_left()
