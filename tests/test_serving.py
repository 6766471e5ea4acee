"""`consult serve` really serves, does the jobs beside it, and leaves nothing behind."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.databases import ENVIRONMENT

PATIENCE = 40
"""Most seconds to wait for a process on a busy machine."""


def wait_until(true):
    """Look again and again until it is true; give what it gave."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if found := true():
            return found
        time.sleep(0.05)
    raise AssertionError("it never happened")


def free_port():
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        return asking.getsockname()[1]


def children_of(pid):
    """List the processes that a process began, as the kernel knows them."""
    try:
        listed = [path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children")]
    except FileNotFoundError:
        return []
    return [int(child) for line in listed for child in line.split()]


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def is_worker(pid):
    return b"consult.cli\0worker" in Path(f"/proc/{pid}/cmdline").read_bytes()


@dataclass
class Served:
    """A server that runs, where it listens, and what it wrote."""

    process: subprocess.Popen
    port: int
    output: Path

    def ask(self, address, method="GET", headers=None, host=None):
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.putrequest(method, address, skip_host=True)
        for name, value in [("Host", host or f"127.0.0.1:{self.port}"), *(headers or [])]:
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        answer.body = answer.read().decode()
        connection.close()
        return answer

    def is_ready(self):
        assert self.process.poll() is None, self.output.read_text()
        try:
            return self.ask("/readyz").status == 200
        except OSError:
            return False

    def workers(self):
        return [pid for pid in children_of(self.process.pid) if is_worker(pid)]


def serve(folder, number=1):
    port = free_port()
    environment = ENVIRONMENT | {
        "CONSULT_BASE_URL": f"http://127.0.0.1:{port}",
        "CONSULT_DATA_DIR": str(folder / "data"),
        "PATH": os.environ["PATH"],
    }
    run = [sys.executable, "-m", "consult.cli"]
    root = Path(__file__).parents[1]
    subprocess.run([*run, "init"], env=environment, cwd=root, check=True, capture_output=True)
    subprocess.run([*run, "demo"], env=environment, cwd=root, check=True, capture_output=True)
    output = folder / "output"
    with output.open("w") as file:
        process = subprocess.Popen(
            [*run, "serve", "--port", str(port), "--workers", str(number)],
            env=environment, cwd=root, stdout=file, stderr=file, start_new_session=True,
        )  # fmt: skip
    return Served(process, port, output)


def end(served, kind=signal.SIGTERM):
    served.process.send_signal(kind)
    served.process.wait(PATIENCE)


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    server = serve(tmp_path_factory.mktemp("served"))
    try:
        wait_until(server.is_ready)
        yield server
    finally:
        end(server)


def test_it_serves(served):
    answer = served.ask("/")
    assert answer.status == 200
    assert "<h1" in answer.body
    assert not re.search(r"\d", answer.headers.get("Server", ""))
    assert f"http://127.0.0.1:{served.port}" in served.output.read_text()


@pytest.mark.complete
def test_the_links_of_the_demonstration_work_once(served):
    links = re.findall(rf"sign in as (.+): http://127\.0\.0\.1:{served.port}(/link/\S+)", served.output.read_text())
    assert len(links) >= 3
    assert len({who for who, _ in links}) == len(links)
    for _, address in links[:2]:
        page = served.ask(address)
        assert page.status == 200
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.body)[1]
        cookie = page.headers["Set-Cookie"].partition(";")[0]
        assert use(served, address, token, cookie).status in {302, 303}
        assert use(served, address, token, cookie).status not in {302, 303}


def use(served, address, token, cookie):
    connection = HTTPConnection("127.0.0.1", served.port, timeout=PATIENCE)
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
    connection.request("POST", address, f"csrf_token={token}", headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("http://evil.example/logowanie", []),
        ("/logowanie", [("Host", "evil.example")]),
        ("/logowanie", [("X-Forwarded-Host", "evil.example"), ("Forwarded", "host=evil.example")]),
        ("//evil.example/logowanie", []),
        ("/%0d%0aLocation:%20http://evil.example", []),
    ],
)
def test_another_host_in_the_request_is_never_reflected(served, address, headers):
    answer = served.ask(address, headers=headers)
    assert "evil.example" not in str(answer.headers)
    assert not re.search(r"""(href|action|src)="[a-z:]*//evil""", answer.body)


def test_the_worker_stands_beside_it(served):
    assert len(wait_until(served.workers)) == 1


@pytest.mark.complete
@pytest.mark.parametrize("kind", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL], ids=lambda kind: kind.name)
def test_nothing_is_left_behind(tmp_path, kind):
    server = serve(tmp_path)
    wait_until(server.is_ready)
    wait_until(server.workers)
    begun = children_of(server.process.pid)
    assert len(begun) >= 2
    end(server, kind)
    wait_until(lambda: not any(map(is_alive, begun)))
