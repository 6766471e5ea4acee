"""A browser, and the app served to it on this machine."""

import os
import shutil
import socket
import threading
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from tests import missing
from tests.browser.harness import Looking

FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
PROGRAMS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
HEIGHT = 900


class Silent(WSGIRequestHandler):
    """Log nothing: the test says what went wrong."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - the name is Werkzeug's
        """Keep quiet."""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        missing.skip("Chromium", "install it, on Debian `apt-get install chromium`")
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(flags))
        yield browser
        browser.close()


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    """Hold a free port, so that the settings can name it before the app is made."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        yield held


@pytest.fixture
def environment(environment: dict[str, str], listening: socket.socket) -> dict[str, str]:
    return environment | {"CONSULT_BASE_URL": f"http://127.0.0.1:{listening.getsockname()[1]}"}


@pytest.fixture
def served(app: Flask, environment: dict[str, str], listening: socket.socket) -> Iterator[str]:
    """Serve the app of this test, and give its address; fill its database with `write`."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Silent, fd=listening.fileno())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield environment["CONSULT_BASE_URL"]
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def browser_page(chromium: Browser, served: str) -> Iterator[Callable[..., Looking]]:
    """Open a window: `browser_page(width=320, dark=True, javascript=False, language="uk")`."""
    contexts = []

    def opened(*, width: int = 375, dark: bool = False, javascript: bool = True, language: str = "pl") -> Looking:
        context = chromium.new_context(
            viewport={"width": width, "height": HEIGHT},
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            locale=language,
            reduced_motion="reduce",
        )
        contexts.append(context)
        return Looking.into(context, served, has_javascript=javascript)

    yield opened
    for context in contexts:
        context.close()
