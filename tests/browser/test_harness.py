"""The browser's checks find what is planted, on a site of their own."""

import threading

import pytest
from flask import Flask
from werkzeug.serving import make_server

from tests.browser.conftest import Silent
from tests.page_checks import POLICY

pytestmark = [pytest.mark.browser, pytest.mark.complete]

PAGE = """<!doctype html><html lang="pl"><head><title>Parking</title><link rel="stylesheet" href="/css"></head>
<body><main><h1>Parking</h1><p><a href="/">Home</a> <button type="button">Send</button></p>
<fieldset><legend>Day</legend><label><input type="radio" name="day" value="1"> Monday</label>
<label><input type="radio" name="day" value="2"> Tuesday</label></fieldset></main></body></html>"""
FAULTS = {
    "a nameless picture": ("</main>", '<img src="/css"></main>', "image-alt"),
    "an inline script": ("</main>", "<script>1</script></main>", "Content Security Policy"),
    "a foreign picture": ("</main>", '<img alt="" src="http://127.0.0.2:9/a.png"></main>', "another origin"),
    "a wide box": ("</main>", '<p class="wide">w</p></main>', "sideways"),
}
WALKS = {
    "a hidden ring": ('type="button"', 'type="button" class="ringless"', "not to be seen"),
    "a jump": ("<button", '<button tabindex="1"', "Tab jumps"),
    "a trap": ("</main>", '</main><script src="/js"></script>', "trapped"),
}
TRAP = 'document.querySelector("button").addEventListener("keydown", (event) => event.preventDefault());'


@pytest.fixture
def served():
    app = Flask("planted")
    app.html = PAGE
    app.add_url_rule("/", "page", lambda: (app.html, {"Content-Security-Policy": POLICY}))
    app.add_url_rule("/favicon.ico", "icon", lambda: ("", 204))
    style = ".wide { width: 3000px } .ringless { outline: none }"
    app.add_url_rule("/css", "css", lambda: (style, {"Content-Type": "text/css"}))
    app.add_url_rule("/js", "js", lambda: (TRAP, {"Content-Type": "text/javascript"}))
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Silent)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    served = Served(f"http://127.0.0.1:{server.server_port}")
    served.site = app
    yield served
    server.shutdown()
    thread.join()
    server.server_close()


class Served(str):
    """An address with its app."""

    __slots__ = ("site",)


def test_a_good_page_passes(browser_page):
    looking = browser_page()
    looking.visit("/")
    assert len(looking.walk()) == 3


@pytest.mark.complete
@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(browser_page, served, fault):
    before, after, said = FAULTS[fault]
    served.site.html = PAGE.replace(before, after)
    with pytest.raises(AssertionError, match=said):
        browser_page().visit("/")


@pytest.mark.complete
@pytest.mark.parametrize("fault", WALKS)
def test_a_walk_that_goes_wrong_is_found(browser_page, served, fault):
    before, after, said = WALKS[fault]
    served.site.html = PAGE.replace(before, after)
    looking = browser_page()
    looking.page.goto(served)
    with pytest.raises(AssertionError, match=said):
        looking.walk()


def test_without_javascript_the_rest_is_checked(browser_page, served):
    served.site.html = PAGE.replace("</main>", '<p class="wide">w</p></main>')
    with pytest.raises(AssertionError, match="sideways"):
        browser_page(javascript=False).visit("/")
