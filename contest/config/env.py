"""Reading the environment: each value is checked when the process starts, each error names its variable."""

import base64
import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off", ""})


class EnvError(Exception):
    """A variable is missing or says something that cannot be used; the text begins with its name."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name


def text(name: str, default: str | None = None) -> str:
    """The value without surrounding blanks; an empty value counts as absent.

    Raises EnvError where the variable is absent and there is no default.
    """
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise EnvError(name, "is not set")
    return default


def flag(name: str, *, default: bool = False) -> bool:
    """True for 1/true/yes/on, False for 0/false/no/off; raises EnvError for anything else."""
    value = os.environ.get(name)
    if value is None:
        return default
    word = value.strip().lower()
    if word not in TRUE | FALSE:
        raise EnvError(name, f"must be one of 1, 0, true, false, yes, no, on, off, not {value!r}")
    return word in TRUE


def whole(name: str, default: int | None = None, *, at_least: int = 0, at_most: int | None = None) -> int:
    """A whole number inside [at_least, at_most]; raises EnvError for anything else."""
    value = text(name, None if default is None else str(default))
    try:
        number = int(value)
    except ValueError:
        raise EnvError(name, f"must be a whole number, not {value!r}") from None
    if number < at_least:
        raise EnvError(name, f"must be at least {at_least}, not {number}")
    if at_most is not None and number > at_most:
        raise EnvError(name, f"must be at most {at_most}, not {number}")
    return number


def words(name: str, default: str = "") -> list[str]:
    """The parts of a comma-separated value, blanks and empty parts left out."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def url(name: str, default: str | None = None, *, schemes: tuple[str, ...]) -> str:
    """An address with one of the schemes and a host; raises EnvError without repeating the value (it may hold
    a password)."""
    value = text(name, default)
    parts = urlsplit(value)
    if parts.scheme not in schemes:
        raise EnvError(name, f"must begin with {' or '.join(f'{scheme}://' for scheme in schemes)}")
    if not parts.hostname:
        raise EnvError(name, "names no host")
    try:
        _ = parts.port
    except ValueError:
        raise EnvError(name, "has a port that is no number") from None
    return value


def secret(name: str, default: str | None = None, *, at_least: int = 32) -> str:
    """A secret of at least `at_least` characters, from NAME or from the file that NAME_FILE names.

    Raises EnvError without repeating the value: when both or neither are given, when the file cannot be read,
    or when the secret is short.
    """
    given, path = os.environ.get(name, ""), os.environ.get(f"{name}_FILE", "")
    if given and path:
        raise EnvError(name, f"is set together with {name}_FILE; keep one of them")
    if path:
        name = f"{name}_FILE"
        try:
            given = Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise EnvError(name, f"cannot be read: {error.strerror}") from None
    value = given or default
    if value is None:
        raise EnvError(name, f"is not set (nor {name}_FILE)")
    if len(value) < at_least:
        raise EnvError(name, f"must have at least {at_least} characters, it has {len(value)}")
    return value


def key_ring(name: str, default: str | None = None) -> dict[str, bytes]:
    """Keys of 32 bytes by key id, from `id:base64,id:base64`, the first being the one to write with.

    Also read from NAME_FILE, one key a line. Raises EnvError when an id is empty or repeated, or when a key
    is not the base64 text of exactly 32 bytes (`openssl rand -base64 32`).
    """
    ring: dict[str, bytes] = {}
    for part in secret(name, default).replace("\n", ",").split(","):
        if not part.strip():
            continue
        key_id, _, key = (word.strip() for word in part.partition(":"))
        if not key_id or not key:
            raise EnvError(name, "must be a list of id:key")
        if key_id in ring:
            raise EnvError(name, f"repeats the key id {key_id!r}")
        ring[key_id] = _key_bytes(name, key_id, key)
    return ring


def _key_bytes(name: str, key_id: str, key: str) -> bytes:
    text = key.translate(str.maketrans("-_", "+/")).rstrip("=")
    try:
        value = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except ValueError:
        raise EnvError(name, f"the key {key_id!r} is not base64") from None
    if len(value) != 32:
        raise EnvError(name, f"the key {key_id!r} must have 32 bytes, it has {len(value)}")
    return value


def database(name: str, default: str | None = None) -> dict[str, Any]:
    """A Django database from postgresql://user:password@host:port/name?option=value.

    The password may come from DATABASE_PASSWORD or its _FILE instead. Raises EnvError for another scheme, or
    without host or database name.
    """
    parts = urlsplit(url(name, default, schemes=("postgresql", "postgres")))
    if not parts.path.strip("/"):
        raise EnvError(name, "names no database")
    password = unquote(parts.password) if parts.password else secret("DATABASE_PASSWORD", "", at_least=0)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": password,
        "HOST": parts.hostname,
        "PORT": str(parts.port or 5432),
        "OPTIONS": dict(parse_qsl(parts.query)),
    }
