"""Published files: what everybody may fetch without asking Django.

Below `settings.PUBLISHED`: `boards/<board id>/index.json`, `top.json` and `units.json` are written anew
while a board moves; `boards/<board id>/editions/<number>-<digest>/<page>.json` never change. A file appears
whole: it is written beside its place and renamed.
"""

import os
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from django.conf import settings

EDITIONS_KEPT = 3
_BOARD_NAME = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def publish(board_id: UUID, name: str, content: bytes) -> bool:
    """Put a file of a board in place; False when it is there with the same content."""
    if holds(board_id, name, content):
        return False
    _put(_board(board_id) / name, content)
    return True


def holds(board_id: UUID, name: str, content: bytes) -> bool:
    """True when a file of a board is there with this content."""
    path = _board(board_id) / name
    return path.is_file() and path.read_bytes() == content


def is_missing(board_id: UUID, name: str) -> bool:
    """True when a board has no such file."""
    return not (_board(board_id) / name).is_file()


def boards_there() -> set[UUID]:
    """The boards that have any file. What else lies there is not ours."""
    root = Path(settings.PUBLISHED) / "boards"
    names = [path.name for path in root.iterdir()] if root.is_dir() else []
    return {UUID(name) for name in names if _BOARD_NAME.fullmatch(name)}


def withdraw(board_id: UUID, name: str) -> None:
    """Take a file of a board away, if it is there."""
    (_board(board_id) / name).unlink(missing_ok=True)


def edition_name(number: int, digest: str) -> str:
    """The folder of an edition."""
    return f"{number:06}-{digest[:12]}"


def has_edition(board_id: UUID, edition: str) -> bool:
    """True when all pages of the edition are in place."""
    return (_board(board_id) / "editions" / edition).is_dir()


def publish_edition(board_id: UUID, edition: str, pages: Iterable[bytes]) -> int:
    """Put an edition in place, all pages at once, and drop all but the last; returns the number of pages."""
    editions = _board(board_id) / "editions"
    making = editions / f".{edition}-{os.getpid()}"
    shutil.rmtree(making, ignore_errors=True)
    count = 0
    for count, page in enumerate(pages, start=1):
        _put(making / f"{count:04}.json", page)
    making.mkdir(parents=True, exist_ok=True)
    if not (editions / edition).is_dir():
        making.rename(editions / edition)
    shutil.rmtree(making, ignore_errors=True)
    kept = sorted(path for path in editions.iterdir() if path.is_dir() and path.name[0] != ".")
    for old in kept[:-EDITIONS_KEPT]:
        shutil.rmtree(old)
    return count


def _board(board_id: UUID) -> Path:
    return Path(settings.PUBLISHED) / "boards" / str(board_id)


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}-{os.getpid()}")
    beside.write_bytes(content)
    beside.replace(path)
