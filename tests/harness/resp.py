"""A few words of the Redis protocol, for emptying and asking the servers of a test run."""

import socket
from urllib.parse import urlsplit


def command(url: str, *words: str) -> bytes:
    """Send one command to the server at the address; returns its answer without the protocol's framing."""
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname or "", parts.port or 6379), timeout=5) as connection:
        connection.sendall(f"AUTH {parts.password}\r\n{' '.join(words)}\r\nQUIT\r\n".encode())
        lines = connection.makefile("rb").read().split(b"\r\n")
    return b"\n".join(line for line in lines[1:-2] if not line.startswith((b"$", b"*")))
