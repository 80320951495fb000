"""Which system account runs the servers, and where that account can reach their files.

PostgreSQL refuses to run as root, so root hands the servers to `nobody`. A checkout often lies below a
directory that `nobody` may not enter (/root, `mktemp -d`); then programs and data live in a state directory
outside, and no parent's mode is ever changed.
"""

import contextlib
import os
import pwd
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path

from contest.config.embedded.places import EmbeddedError, Places

STATE_ROOTS = (Path("/var/lib"), Path("/var/tmp"))  # noqa: S108  # root's own directory inside is made with mkdir
STATE_NAME = "contest-platform"


@dataclass(frozen=True)
class Account:
    """A system account the servers run as; None in its place means the account of this process."""

    uid: int
    gid: int


def server_account() -> Account | None:
    """`nobody` for root, else None. Raises EmbeddedError where root has no such account."""
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        raise EmbeddedError(
            "PostgreSQL does not run as root and this machine has no account `nobody`. "
            "Run as a plain user, or set DATABASE_URL, REDIS_URL and CACHE_URL."
        ) from None
    return Account(entry.pw_uid, entry.pw_gid)


def can_reach(path: Path, account: Account | None) -> bool:
    """Whether the account may enter every directory on the way to `path`."""
    return account is None or all(_may_enter(parent, account) for parent in path.resolve().parents)


def _may_enter(directory: Path, account: Account) -> bool:
    try:
        entry = directory.stat()
    except FileNotFoundError:
        return True  # it will be made by us, open to entering
    if entry.st_uid == account.uid:
        return bool(entry.st_mode & stat.S_IXUSR)
    if entry.st_gid == account.gid:
        return bool(entry.st_mode & stat.S_IXGRP)
    return bool(entry.st_mode & stat.S_IXOTH)


def server_home(places: Places, account: Account | None) -> Path:
    """The directory of the servers' data: `var/servers`, or one outside that the account can reach.

    Its place is kept in `var/servers.home`; a directory that belongs to another var is never taken.
    """
    home = places.var / "servers"
    if account is None or can_reach(home / "data", account):
        _make_home(home, account)
        return home
    pointer = places.var / "servers.home"
    with contextlib.suppress(FileNotFoundError):
        known = Path(pointer.read_text(encoding="utf-8").strip())
        if _owner(known) == str(places.var):
            return known
    home = _state_directory() / secrets.token_hex(6)
    _make_home(home, account)
    (home / "owner").write_text(f"{places.var}\n", encoding="utf-8")
    pointer.write_text(f"{home}\n", encoding="utf-8")
    return home


def _owner(home: Path) -> str:
    try:
        return (home / "owner").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return ""


def _make_home(home: Path, account: Account | None) -> None:
    home.mkdir(mode=0o755, parents=True, exist_ok=True)
    for name in ("postgres", "broker", "cache"):
        own_directory(home / name, account)


def own_directory(path: Path, account: Account | None) -> None:
    """Make the directory, closed to everybody but the account."""
    path.mkdir(mode=0o700, exist_ok=True)
    if account is not None:
        os.chown(path, account.uid, account.gid)


def _state_directory() -> Path:
    for root in STATE_ROOTS:
        directory = root / STATE_NAME
        try:
            directory.mkdir(mode=0o755, exist_ok=True)
        except OSError:
            continue
        if directory.owner() == "root" and os.access(directory, os.W_OK):
            return directory
    raise EmbeddedError(
        "no place for the servers' data: the account `nobody` cannot enter this checkout, and neither of "
        f"{', '.join(map(str, STATE_ROOTS))} can be written. Set CONTEST_VAR to a directory it can enter."
    )
