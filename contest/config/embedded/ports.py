"""Free ports."""

import errno
import socket


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Whether a server could listen there now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno in (errno.EADDRINUSE, errno.EACCES):
                return False
            raise
        return True


def free_loopback_ports(wanted: list[int | None]) -> list[int]:
    """A free loopback port for each place in the list, all different: the wanted one when it is free."""
    held: list[socket.socket] = []
    ports: list[int] = []
    try:
        for port in wanted:
            probe = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
            held.append(probe)
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port or 0))
            except OSError:
                probe.bind(("127.0.0.1", 0))
            ports.append(probe.getsockname()[1])
    finally:
        for probe in held:
            probe.close()
    return ports


def first_free(port: int, host: str, tries: int = 100) -> int | None:
    """The first free port from `port` on, or None."""
    return next((candidate for candidate in range(port, port + tries) if is_free(candidate, host)), None)
