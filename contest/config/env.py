"""Reading the environment: each value is checked when the process starts, each error names its variable."""

import os
from pathlib import Path
from urllib.parse import urlsplit

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


def key_ring(name: str, default: str | None = None) -> dict[str, str]:
    """Keys by key id from `id:key,id:key`, the first being the one to write with; also from NAME_FILE.

    Raises EnvError when an id is empty or repeated, or a key has fewer than 32 characters.
    """
    ring: dict[str, str] = {}
    for part in secret(name, default).replace("\n", ",").split(","):
        if not part.strip():
            continue
        key_id, colon, key = part.strip().partition(":")
        if not colon or not key_id:
            raise EnvError(name, "must be a list of id:key")
        if key_id in ring:
            raise EnvError(name, f"repeats the key id {key_id!r}")
        if len(key) < 32:
            raise EnvError(name, f"the key {key_id!r} must have at least 32 characters, it has {len(key)}")
        ring[key_id] = key
    return ring
