"""Where an installation keeps what it writes: `var/` beside the code, or the directory CONTEST_VAR names."""

import os
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]


class EmbeddedError(Exception):
    """The embedded servers cannot run here; the text says why and what to do."""


@dataclass(frozen=True)
class Places:
    """The directories below one var directory."""

    var: Path

    @property
    def run(self) -> Path:
        """Ports, passwords, locks: what belongs to the running servers."""
        return self.var / "run"

    @property
    def log(self) -> Path:
        return self.var / "log"

    @property
    def secrets(self) -> Path:
        """Keys made once for this installation; losing them loses the encrypted data."""
        return self.var / "secrets"

    @property
    def servers_file(self) -> Path:
        return self.run / "servers.json"

    def make(self) -> None:
        """Create the directories; run, log and secrets are closed to other users."""
        try:
            self.var.mkdir(parents=True, exist_ok=True)
            for private in (self.run, self.log, self.secrets):
                private.mkdir(mode=0o700, exist_ok=True)
                if not os.access(private, os.R_OK | os.W_OK | os.X_OK):
                    raise EmbeddedError(
                        f"{private} belongs to another user. Run as that user, "
                        "or set CONTEST_VAR to a directory of your own."
                    )
        except PermissionError as error:
            raise EmbeddedError(
                f"{error.filename} cannot be written. Run as its owner, "
                "or set CONTEST_VAR to a directory of your own."
            ) from None


def places() -> Places:
    """The places of this process, from CONTEST_VAR or `var/` in the project."""
    chosen = os.environ.get("CONTEST_VAR", "").strip()
    return Places(Path(chosen).expanduser().resolve() if chosen else PROJECT / "var")


def write_private(path: Path, text: str) -> None:
    """Put `text` at `path` in one step, readable by the owner only."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    fresh.replace(path)
