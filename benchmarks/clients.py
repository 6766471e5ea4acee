"""Many people at once: each has a connection of its own and no cookie; what they send is timed."""

import re
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

AT_ONCE = 16
SLOT = re.compile(rb'name="slot" value="([^"]+)"')
RECEIPT = re.compile(rb'data-receipt="([0-9A-Z-]{19})"')
FORM = "Content-Type: application/x-www-form-urlencoded\r\n"


@dataclass
class Measured:
    """What one round gave."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    failure: BaseException | None = None

    @property
    def per_second(self) -> float:
        """Tell how many ended in a second."""
        return len(self.times) / self.seconds

    @property
    def p99(self) -> float:
        """Give the time, in milliseconds, that one of a hundred exceeds."""
        return 1000 * sorted(self.times)[int(len(self.times) * 0.99)]


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        return int(asking.getsockname()[1])


class Connection:
    """One visitor's connection."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, method: str, path: str, body: str = "") -> bytes:
        """Send a request; give what comes back, headers and all."""
        headers = f"{FORM if body else ''}Content-Length: {len(body)}\r\n" if method == "POST" else ""
        self.socket.sendall(f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}\r\n{body}".encode())
        received = self.socket.recv(1 << 17)
        head, found, _rest = received.partition(b"\r\n\r\n")
        while not found:
            received += self._more()
            head, found, _rest = received.partition(b"\r\n\r\n")
        size = int(re.search(rb"(?i)content-length: (\d+)", head)[1])  # type: ignore[index]
        while len(received) < len(head) + 4 + size:
            received += self._more()
        return received

    def _more(self) -> bytes:
        part = self.socket.recv(1 << 17)
        if not part:
            raise ConnectionError("the server closed the connection in the middle of an answer")
        return part

    def close(self) -> None:
        """Leave."""
        self.socket.close()


def journey(port: int, address: str, typed: dict[str, str], result: Measured) -> None:
    """Open the form, then send it."""
    began = time.perf_counter()
    visitor = Connection(port)
    try:
        slot = SLOT.search(visitor.ask("GET", address))
        answer = visitor.ask("POST", address, urlencode(typed | {"slot": slot[1].decode() if slot else ""}))
        ended = time.perf_counter()
    finally:
        visitor.close()
    receipt = RECEIPT.search(answer)
    if not receipt:
        raise RuntimeError(f"no receipt: {answer[:2000].decode()}")
    result.codes.append(receipt[1].decode())
    result.times.append(ended - began)


def bare_posts(port: int, address: str, typed: dict[str, str], result: Measured) -> None:
    """Send two forms to the bare view, on one connection as a journey has it."""
    body = urlencode(typed)
    visitor = Connection(port)
    try:
        for _ in range(2):
            began = time.perf_counter()
            answer = visitor.ask("POST", address, body)
            result.times.append(time.perf_counter() - began)
            if not answer.startswith(b"HTTP/1.1 200"):
                raise RuntimeError(f"the bare view answers {answer[:200].decode()}")
    finally:
        visitor.close()


def measure(do: Callable[[Measured], None], seconds: float) -> Measured:
    """Let `AT_ONCE` people do it again and again for some seconds."""
    result = Measured()
    until = time.perf_counter() + seconds

    def person() -> None:
        try:
            while time.perf_counter() < until and not result.failure:
                do(result)
        except (OSError, RuntimeError) as failure:
            result.failure = failure

    people = [threading.Thread(target=person) for _ in range(AT_ONCE)]
    began = time.perf_counter()
    for one in people:
        one.start()
    for one in people:
        one.join()
    result.seconds = time.perf_counter() - began
    if result.failure:
        raise result.failure
    return result
