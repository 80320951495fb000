"""Prints one digest over files and trees, by content and path: `digest.py [--skip NAME... --] PATH...`."""

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path


def files(root: Path, skip: frozenset[str]) -> Iterator[Path]:
    """The files below `root` in a fixed order, without directories and files of the names to skip."""
    if root.is_file():
        yield root
    for directory, names, leaves in os.walk(root):
        names[:] = sorted(name for name in names if name not in skip)
        for leaf in sorted(leaves):
            if leaf not in skip:
                yield Path(directory, leaf)


def main(words: list[str]) -> str:
    skip: frozenset[str] = frozenset()
    if words and words[0] == "--skip":
        end = words.index("--")
        skip, words = frozenset(words[1:end]), words[end + 1 :]
    whole = hashlib.sha256()
    for word in words:
        for path in files(Path(word), skip):
            whole.update(f"{path.as_posix()}\0".encode())
            whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:32]


if __name__ == "__main__":
    print(main(sys.argv[1:]))
