"""The embedded PostgreSQL: data directory, program, readiness, the product's role and database."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from contest.config.embedded.accounts import Account, own_directory
from contest.config.embedded.places import EmbeddedError, Places
from contest.config.embedded.processes import Program, is_alive, last_lines
from contest.config.embedded.programs import PostgresPrograms, postgres_programs
from contest.config.embedded.secrets import kept_secret

ROLE = DATABASE = "contest"
READY_SECONDS = 60.0
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
FLEETING = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",  # a long checkout path would not fit a socket's 107 bytes
    "password_encryption": "scram-sha-256",
    "max_connections": "120",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "wal_compression": "pglz",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "warning",
    "log_min_error_statement": "panic",  # statements and details carry what people typed
    "log_error_verbosity": "terse",
}


@dataclass(frozen=True)
class Postgres:
    """A data directory with the programs that fit it."""

    places: Places
    home: Path
    account: Account | None
    programs: PostgresPrograms
    durable: bool

    @property
    def data(self) -> Path:
        return self.home / "postgres" / "data"

    @property
    def log(self) -> Path:
        return self.places.log / "postgres.log"

    def program(self, port: int) -> Program:
        """The server as a foreground child; SIGINT is its fast shutdown."""
        options = OPTIONS | (DURABLE if self.durable else FLEETING) | {"port": str(port)}
        argv: list[str | Path] = [self.programs.bin / "postgres", "-D", self.data]
        for name, value in options.items():
            argv += ["-c", f"{name}={value}"]
        return Program(
            name="postgres",
            argv=argv,
            log=self.log,
            cwd=self.home / "postgres" if self.account is None else Path("/"),
            env={"LC_ALL": "C", "PATH": os.environ.get("PATH", os.defpath)},
            account=self.account,
            stop=signal.SIGINT,
            patience=30.0,
        )

    def database_url(self, port: int) -> str:
        password = kept_secret(self.places, "postgres-role")
        return (
            f"postgresql://{ROLE}:{password}@127.0.0.1:{port}/{DATABASE}?sslmode=disable&gssencmode=disable"
        )

    def is_ready(self, port: int) -> bool:
        try:
            with psycopg.connect(self._superuser(port), connect_timeout=5):
                return True
        except psycopg.OperationalError:
            return False

    def make_role_and_database(self, port: int) -> None:
        """The product's role (no superuser; it may create test databases) and its database, if absent."""
        password = kept_secret(self.places, "postgres-role")
        role, database = sql.Identifier(ROLE), sql.Identifier(DATABASE)
        with psycopg.connect(self._superuser(port), autocommit=True) as connection:
            verb = (
                "ALTER"
                if _exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", ROLE)
                else "CREATE"
            )
            connection.execute(
                sql.SQL(verb + " ROLE {} LOGIN CREATEDB PASSWORD {}").format(role, sql.Literal(password))
            )
            if not _exists(connection, "SELECT 1 FROM pg_database WHERE datname = %s", DATABASE):
                connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(database, role))

    def _superuser(self, port: int) -> str:
        password = kept_secret(self.places, "postgres-superuser")
        return (
            f"postgresql://postgres:{password}@127.0.0.1:{port}/postgres?sslmode=disable&gssencmode=disable"
        )

    def initialise(self) -> None:
        """Make the data directory once; an interrupted initdb leaves nothing that could be taken for one."""
        if self.data.exists():
            return
        fresh = self.data.with_name("data.new")
        shutil.rmtree(fresh, ignore_errors=True)
        own_directory(fresh, self.account)
        password_file = self.data.with_name("password.new")
        password_file.unlink(missing_ok=True)
        descriptor = os.open(password_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(kept_secret(self.places, "postgres-superuser") + "\n")
        if self.account is not None:
            os.chown(password_file, self.account.uid, self.account.gid)
        try:
            self._initdb(fresh, password_file)
        finally:
            password_file.unlink(missing_ok=True)
        fresh.rename(self.data)

    def _initdb(self, directory: Path, password_file: Path) -> None:
        locale = (
            ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
            if self.programs.major >= 17
            else ["--locale=C.UTF-8"]
        )
        account = self.account
        answer = subprocess.run(
            [
                self.programs.bin / "initdb",
                *("-D", str(directory), "-U", "postgres", "-E", "UTF8", *locale),
                *("-A", "scram-sha-256", f"--pwfile={password_file}"),
                *([] if self.durable else ["--no-sync"]),
            ],
            cwd="/",
            env={"LC_ALL": "C", "PATH": os.environ.get("PATH", os.defpath), "TZ": "UTC"},
            capture_output=True,
            text=True,
            user=None if account is None else account.uid,
            group=None if account is None else account.gid,
            extra_groups=None if account is None else [],
        )
        if answer.returncode != 0:
            raise EmbeddedError(f"initdb failed:\n{answer.stderr.strip() or answer.stdout.strip()}")

    def clear_leftover(self) -> None:
        """End a server that an earlier keeper left on this data.

        The caller holds the keeper's lock, so nobody else starts a server here. The process id in the lock
        file may by now belong to somebody else (a container's ids begin anew): only a postgres on this very
        data is ended, else our own id is put there, which PostgreSQL, our child, takes for stale. The file
        stays: it also names the shared memory by which PostgreSQL notices orphaned backends.
        """
        lock = self.data / "postmaster.pid"
        deadline = time.monotonic() + 30
        stop = signal.SIGINT
        while (pid := _recorded_pid(lock)) is not None and is_alive(pid):
            if not self._is_ours(pid):
                _, _, rest = lock.read_text(encoding="utf-8", errors="replace").partition("\n")
                with lock.open("r+", encoding="utf-8") as file:
                    file.write(f"{os.getpid()}\n{rest}")
                    file.truncate()
                return
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, stop)
            if time.monotonic() > deadline:
                if stop is signal.SIGQUIT:
                    raise EmbeddedError(f"PostgreSQL of an earlier run (process {pid}) does not end")
                stop, deadline = signal.SIGQUIT, time.monotonic() + 10
            time.sleep(0.1)

    def _is_ours(self, pid: int) -> bool:
        try:
            command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except FileNotFoundError:
            listing = subprocess.run(
                ["ps", "-o", "command=", "-p", str(pid)], capture_output=True, check=False
            )
            return str(self.data).encode() in listing.stdout
        return str(self.data).encode() in command

    def explain(self) -> str:
        return f"PostgreSQL does not start; the end of {self.log}:\n{last_lines(self.log)}"


def found_postgres(places: Places, home: Path, account: Account | None, *, durable: bool) -> Postgres:
    """The PostgreSQL of this home; raises EmbeddedError when no program here can read its data."""
    version_file = home / "postgres" / "data" / "PG_VERSION"
    wanted = int(version_file.read_text(encoding="ascii")) if version_file.exists() else None
    programs = postgres_programs(home, account, wanted_major=wanted)
    return Postgres(places=places, home=home, account=account, programs=programs, durable=durable)


def _exists(connection: psycopg.Connection[tuple[object, ...]], query: str, name: str) -> bool:
    return connection.execute(sql.SQL(query), [name]).fetchone() is not None


def _recorded_pid(lock: Path) -> int | None:
    try:
        return int(lock.read_text(encoding="ascii", errors="replace").split("\n")[0])
    except (FileNotFoundError, ValueError):
        return None
