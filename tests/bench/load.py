"""A load generator: many keep-alive connections from one process, each with one request under way.

It is written for little CPU a request, since it shares the machine with what it measures.
"""

import selectors
import socket
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field


@dataclass
class Load:
    """What came of it: seconds of each answered request, and how many answers had which status."""

    seconds: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    took: float = 0.0
    cpu: float = 0.0

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.seconds) / self.took

    @property
    def cpu_a_request(self) -> float:
        """The generator's own CPU time a request, in seconds."""
        return self.cpu / len(self.seconds)

    def percentile(self, share: float) -> float:
        """The time within which this share of the requests was answered, in seconds."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    def expect(self, *statuses: int) -> "Load":
        """Fail where anything else was answered: a fast refusal is no measure."""
        strange = {status: n for status, n in self.statuses.items() if status not in statuses}
        assert not strange, f"unexpected answers: {strange}"
        return self


@dataclass
class _Wire:
    sock: socket.socket
    began: float = 0.0
    received: bytes = b""


def request(method: str, path: str, body: bytes = b"", **headers: str) -> bytes:
    """A request as bytes."""
    said = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    if body:
        said += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    return f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{said}\r\n".encode() + body


def put_under_load(
    port: int,
    requests: Iterator[bytes],
    *,
    connections: int,
    seconds: float | None = None,
    each_second: float | None = None,
    check: Callable[[bytes], None] | None = None,
    from_afar: bool = False,
) -> Load:
    """Send requests until they or the seconds run out: as fast as they are answered, or `each_second` of
    them.

    With a pace a request counts from when it was due, so that a stalled server is not measured kindly.
    `from_afar`: each connection comes from an address of its own.
    """
    wires = _Wires(port, connections, from_afar=from_afar)
    load, cpu, began = Load(), time.process_time(), time.perf_counter()
    ends = float("inf") if seconds is None else began + seconds
    sent, more = 0, True
    while more or wires.busy:
        now = time.perf_counter()
        while more and wires.idle:
            due = now if each_second is None else began + sent / each_second
            if due > now:
                break
            text = None if due >= ends else next(requests, None)
            if text is None:
                more = False
                break
            wires.send(text, due)
            sent += 1
        wires.wait(load, check, 1.0 if each_second is None else 0.001)
    load.took, load.cpu = time.perf_counter() - began, time.process_time() - cpu
    wires.close()
    return load


class _Wires:
    """The connections, and which of them wait for an answer."""

    def __init__(self, port: int, size: int, *, from_afar: bool) -> None:
        self.poll = selectors.DefaultSelector()
        self.idle: deque[_Wire] = deque()
        self.size = size
        for number in range(size):
            own = (f"127.0.1.{number + 1}" if from_afar else "127.0.0.1", 0)
            sock = socket.create_connection(("127.0.0.1", port), source_address=own)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            wire = _Wire(sock)
            self.poll.register(sock, selectors.EVENT_READ, wire)
            self.idle.append(wire)

    @property
    def busy(self) -> int:
        """How many have a request under way."""
        return self.size - len(self.idle)

    def send(self, text: bytes, due: float) -> None:
        """Send a request over the connection that was idle longest: the server hangs up on one that rests."""
        wire = self.idle.popleft()
        wire.began, wire.received = due, b""
        wire.sock.sendall(text)

    def wait(self, load: Load, check: Callable[[bytes], None] | None, seconds: float) -> None:
        """Take what has come within the time."""
        for key, _ in self.poll.select(seconds):
            if _has_answer(key.data, load, check):
                self.idle.append(key.data)

    def close(self) -> None:
        """Close all."""
        for key in list(self.poll.get_map().values()):
            key.data.sock.close()
        self.poll.close()


def _has_answer(wire: _Wire, load: Load, check: Callable[[bytes], None] | None) -> bool:
    came = wire.sock.recv(65536)
    assert came, "the server closed the connection"
    wire.received += came
    head_end = wire.received.find(b"\r\n\r\n")
    if head_end < 0:
        return False
    if not _is_whole(wire.received, head_end):
        return False
    load.seconds.append(time.perf_counter() - wire.began)
    status = int(wire.received[9:12])
    load.statuses[status] = load.statuses.get(status, 0) + 1
    if check is not None:
        check(wire.received[head_end + 4 :])
    return True


def _is_whole(received: bytes, head_end: int) -> bool:
    """Whether all of an answer is there, by its length or its last chunk."""
    head = received[:head_end].lower()
    if b"transfer-encoding: chunked" in head:
        return received.endswith(b"0\r\n\r\n")
    place = head.find(b"content-length:")
    length = int(head[place + 15 :].split(b"\r\n", 1)[0]) if place >= 0 else 0
    return len(received) >= head_end + 4 + length
