"""Every error of the environment names its variable, and no error repeats a secret."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from contest.config import env

KEY = "A" * 43

WRONG: list[tuple[Callable[[], Any], str | None]] = [
    (lambda: env.text("X"), None),
    (lambda: env.text("X"), "  "),
    (lambda: env.flag("X"), "perhaps"),
    (lambda: env.whole("X"), None),
    (lambda: env.whole("X"), "3.5"),
    (lambda: env.whole("X", at_least=1), "0"),
    (lambda: env.whole("X", at_most=5), "6"),
    (lambda: env.url("X", schemes=("redis",)), None),
    (lambda: env.url("X", schemes=("redis",)), "http://hush-hush@host"),
    (lambda: env.url("X", schemes=("redis",)), "redis://"),
    (lambda: env.database("X"), "mysql://hush-hush@host/name"),
    (lambda: env.database("X"), "postgresql://hush-hush@host"),
    (lambda: env.database("X"), "postgresql://hush-hush@host:port/name"),
    (lambda: env.secret("X"), None),
    (lambda: env.secret("X"), "hush-hush"),
    (lambda: env.key_ring("X"), f"{KEY}"),
    (lambda: env.key_ring("X"), f"1:{KEY},1:{KEY}"),
    (lambda: env.key_ring("X"), f"1:hush-hush-{KEY[:30]}"),
    (lambda: env.key_ring("X"), f"1:hush*hush{KEY[:33]}"),
]


@pytest.mark.parametrize(("read", "value"), WRONG)
def test_an_error_names_its_variable_and_keeps_the_secret(
    monkeypatch: pytest.MonkeyPatch, read: Callable[[], Any], value: str | None
) -> None:
    monkeypatch.delenv("X", raising=False)
    if value is not None:
        monkeypatch.setenv("X", value)
    with pytest.raises(env.EnvError) as raised:
        read()
    assert str(raised.value).startswith("X: ")
    assert "hush" not in str(raised.value)


def test_a_secret_comes_from_its_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("X", raising=False)
    (tmp_path / "x").write_text(f"  {KEY}\n")
    monkeypatch.setenv("X_FILE", str(tmp_path / "x"))
    assert env.secret("X") == KEY


@pytest.mark.parametrize(("value", "name"), [(KEY, "X"), (None, "X_FILE")])
def test_a_secret_given_twice_or_in_no_readable_file_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, value: str | None, name: str
) -> None:
    monkeypatch.setenv("X_FILE", str(tmp_path / "absent"))
    if value:
        monkeypatch.setenv("X", value)
    else:
        monkeypatch.delenv("X", raising=False)
    with pytest.raises(env.EnvError, match=f"^{name}: "):
        env.secret("X")


def test_a_ring_keeps_its_order_and_takes_both_alphabets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X", f"new:{'-_' * 21}8, old:{'+/' * 21}8=")
    ring = env.key_ring("X")
    assert list(ring) == ["new", "old"]
    assert ring["new"] == ring["old"]
    assert len(ring["new"]) == 32


def test_a_database_address_is_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X", "postgresql://me:p%40ss@db.local:6432/things?sslmode=require")
    assert env.database("X") == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "things",
        "USER": "me",
        "PASSWORD": "p@ss",
        "HOST": "db.local",
        "PORT": "6432",
        "OPTIONS": {"sslmode": "require"},
    }
