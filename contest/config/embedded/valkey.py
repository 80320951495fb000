"""The embedded Valkeys: a broker that forgets nothing and a cache that forgets what is old."""

import contextlib
import os
import signal
import socket
from dataclasses import dataclass
from pathlib import Path

from contest.config.embedded.accounts import Account
from contest.config.embedded.places import Places
from contest.config.embedded.processes import Program, last_lines
from contest.config.embedded.secrets import kept_secret

COMMON = {
    "bind": "127.0.0.1",
    "protected-mode": "yes",
    "daemonize": "no",
    "loglevel": "warning",
    "save": '""',
}
KINDS = {
    "broker": {
        "maxmemory": "512mb",
        "maxmemory-policy": "noeviction",
        "appendonly": "yes",
        "appendfsync": "everysec",
    },
    "cache": {"maxmemory": "128mb", "maxmemory-policy": "allkeys-lru", "appendonly": "no"},
}


@dataclass(frozen=True)
class Valkey:
    """One server; `kind` is broker or cache."""

    kind: str
    places: Places
    home: Path
    account: Account | None
    binary: Path

    @property
    def log(self) -> Path:
        return self.places.log / f"valkey-{self.kind}.log"

    @property
    def password(self) -> str:
        return kept_secret(self.places, f"valkey-{self.kind}")

    def program(self, port: int) -> Program:
        """The server as a foreground child; its password stands in a closed file, not on the command line."""
        directory = self.home / self.kind
        lines = (
            COMMON
            | KINDS[self.kind]
            | {"port": str(port), "requirepass": self.password, "dir": f'"{directory}"'}
        )
        path = directory / "valkey.conf"
        path.unlink(missing_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.writelines(f"{name} {value}\n" for name, value in lines.items())
        if self.account is not None:
            os.chown(path, self.account.uid, self.account.gid)
        return Program(
            name=f"valkey-{self.kind}",
            argv=[self.binary, path],
            log=self.log,
            cwd=Path("/"),
            account=self.account,
            stop=signal.SIGTERM,
            patience=10.0,
        )

    def url(self, port: int) -> str:
        return f"redis://:{self.password}@127.0.0.1:{port}/0"

    def is_ready(self, port: int) -> bool:
        """Whether the server answers PING (while it reads its log back it says LOADING)."""
        with (
            contextlib.suppress(OSError),
            socket.create_connection(("127.0.0.1", port), timeout=2) as connection,
        ):
            connection.sendall(f"AUTH {self.password}\r\nPING\r\n".encode())
            answer = b""
            while answer.count(b"\n") < 2:
                part = connection.recv(200)
                if not part:
                    return False
                answer += part
            return answer.startswith(b"+OK") and b"+PONG" in answer
        return False

    def explain(self) -> str:
        return f"{self.kind} Valkey does not start; the end of {self.log}:\n{last_lines(self.log)}"
