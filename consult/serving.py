"""Serve: gunicorn for the web, one child process for the jobs."""

import os
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.workers.gthread import ThreadWorker

from consult.jobs.runner import Worker

GRACE = 10
"""Seconds in which a stopping worker may end the job at hand."""
PATIENCE = 15
"""Seconds without a byte in the middle of a request after which it is given up."""
LOOK = 2
"""Seconds between two looks at whether the server that began a worker is still there."""


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn with our settings; each of its processes makes its own app after the fork."""

    def __init__(self, make_app: Callable[[], Flask], options: dict[str, Any]) -> None:
        self.make_app = make_app
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        """Take the options as they are."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Make the app of one process."""
        return self.make_app()


class PatientWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """Lets go of those who stop in the middle of a request: else a few of them hold every thread."""

    def enqueue_req(self, conn: Any) -> None:
        """Wait for the next part of a request no longer than `PATIENCE`; slow but steady ones pass."""
        conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", PATIENCE, 0))
        super().enqueue_req(conn)


class PortBusy(Exception):
    """Somebody else listens there, or the address is not one of this machine; the message says where."""


def see_that_it_is_free(host: str, port: int) -> None:
    """Try the address, so that a mistake is told in one line; raise `PortBusy`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind((host, port))
    except OSError as mistake:
        raise PortBusy(f"{host}:{port} cannot be listened on ({mistake.strerror or mistake})") from mistake


def serve(
    make_app: Callable[[], Flask], *, host: str, port: int, workers: int, threads: int, announce: Callable[[], None]
) -> None:
    """Serve until stopped, with the worker for jobs beside the web; `announce` is called when people can come.

    No log holds who asked for what.
    """
    child: list[subprocess.Popen[bytes]] = []

    def begin(_server: Any) -> None:
        ours = [sys.executable, "-m", "consult.cli", "worker", f"--beside={os.getpid()}"]
        child.append(subprocess.Popen(ours))  # noqa: S603
        announce()

    def end(_server: Any) -> None:
        for process in child:
            process.terminate()
            try:
                process.wait(GRACE)
            except subprocess.TimeoutExpired:
                process.kill()

    options = {
        "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        "forwarder_headers": "",
        "forwarded_allow_ips": "",  # CONSULT_TRUSTED_PROXIES alone decides whose X-Forwarded-* counts
        "loglevel": "warning",
        "on_exit": end,
        "secure_scheme_headers": {},
        "threads": threads,
        "timeout": 60,
        "when_ready": begin,
        "worker_class": "consult.serving.PatientWorker",
        "workers": workers,
    }
    Server(make_app, options).run()


def work(app: Flask, beside: int | None = None) -> None:
    """Do jobs until told to stop, or until the server that began this process is gone, however early."""
    worker = Worker(app)
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, worker.stop)
    if beside is not None:
        threading.Thread(target=_stop_when_orphaned, args=(worker, beside), daemon=True).start()
    worker.run()


def _stop_when_orphaned(worker: Worker, parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK)
    worker.stop()
