"""Results in a real browser: on a phone and on a desk, light and dark, without JavaScript, by keyboard."""

import pytest
from playwright.sync_api import expect

from tests.results.surveys import AFTER, DESK, PUBLIC, make_survey
from tests.results.town import people

pytestmark = pytest.mark.browser


@pytest.fixture
def survey(app, write, at):
    made = make_survey(app, write, at)
    made.answer(people(260))
    return made


@pytest.fixture
def signed_in(app, survey, browser_page, served):
    """Open a window in which an analyst of the office is signed in."""

    def opened(**window):
        looking = browser_page(language="en", **window)
        name = app.config["SESSION_COOKIE_NAME"]
        token = survey.official("analyst").client.get_cookie(name).value
        looking.page.context.add_cookies([{"name": name, "value": token, "url": served}])
        return looking

    return opened


def test_an_official_reads_results_on_a_phone(signed_in):
    looking = signed_in(width=375)
    page = looking.visit(f"{DESK}/1?lang=en")
    looking.walk()
    table = page.locator("#q-moves table")
    assert not table.is_visible()
    page.locator("#q-moves summary").click()
    assert table.is_visible()
    looking.check()


@pytest.mark.complete
@pytest.mark.parametrize(("width", "dark"), [(320, True), (1280, False), (1280, True)])
@pytest.mark.parametrize("query", ["", "?kto=resident&p-moves=bus"])
def test_an_official_reads_results(signed_in, width, dark, query):
    looking = signed_in(width=width, dark=dark)
    page = looking.visit(f"{DESK}/1{query}")
    bars = page.locator("#q-wants .chart__bar rect").all()
    widths = [bar.bounding_box()["width"] for bar in bars]
    assert widths == sorted(widths, reverse=True)
    looking.visit(f"{DESK}/1/odpowiedzi")


@pytest.mark.complete
@pytest.mark.parametrize(("width", "dark"), [(320, False), (375, True), (1280, False)])
def test_everybody_reads_results(browser_page, survey, at, width, dark):
    looking = browser_page(width=width, dark=dark)
    looking.visit(PUBLIC)
    at(AFTER)
    survey.seal()
    page = looking.visit(PUBLIC)
    assert page.locator("#q1-moves table").is_visible()
    looking.walk()


@pytest.mark.complete
def test_what_comes_in_is_seen_without_a_new_page(signed_in, survey):
    page = signed_in(width=1280).visit(f"{DESK}/1")
    page.locator("#q-moves summary").click()
    page.locator("#q-moves summary").blur()
    survey.answer(people(3, seed=2))
    expect(page.locator(".figures dd").first).to_have_text("263", timeout=60_000)
    assert page.locator("#q-moves table").is_visible(), "what was open stays open"


@pytest.mark.complete
def test_on_paper_the_tables_are_there(signed_in):
    page = signed_in(width=1280).visit(f"{DESK}/1")
    page.emulate_media(media="print")
    assert page.locator("#q-moves table").is_visible()
    assert not page.locator(".filters").is_visible()


@pytest.mark.complete
def test_without_javascript_the_numbers_are_there(signed_in):
    page = signed_in(javascript=False).visit(f"{DESK}/1")
    page.locator("#q-moves summary").click()
    assert page.locator("#q-moves table").is_visible()
