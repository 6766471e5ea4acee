"""A consultation in a real browser: the office's pages at each width, and an official who has only a keyboard."""

import pytest

from consult.authorities.models import Authority
from consult.consultations import operations
from consult.consultations.models import Consultation
from consult.consultations.rules.stages import closing_moment, opening_moment
from tests.factories.consultations import (
    LAST_DAY,
    NOW,
    OPENS_ON,
    add_text_document,
    approve,
    correct,
    make_office,
    make_preparing,
    official,
    signed_in,
)

pytestmark = pytest.mark.browser

DESK = "/urzad/k/park-nad-silnica"
PARK = "/k/park-nad-silnica"
STEPS = ("procedury", "tresc", "kalendarz", "osoby", "prywatnosc", "dokumenty", "publikacja", "podglad")
OFFICE = (
    "/urzad",
    "/urzad/k/nowa",
    DESK,
    *(f"{DESK}/{step}" for step in STEPS),
)
PUBLIC = (PARK, f"{PARK}/wersje", f"{PARK}/wersje/1", f"{PARK}/wersje/2", f"{PARK}/prywatnosc")
MOMENTS = {"announced": NOW, "open": opening_moment(OPENS_ON), "closed": closing_moment(LAST_DAY)}
LOOKS = ((320, False), (375, True), (1280, False))
MOST_STOPS = 120


@pytest.fixture(autouse=True)
def _now(at):
    at(NOW)


@pytest.fixture
def office(write):
    with write() as session:
        return make_office(session, languages=["pl", "uk", "en"], address="ul. Nowa 1", contact_phone="41 1").id


@pytest.fixture
def prepared(write, office, settings):
    """Prepare a consultation: `prepared(decision={})` leaves something to do."""

    def make(**changes):
        with write() as session:
            begun = make_preparing(session, session.get_one(Authority, office), languages=["pl", "uk"], **changes)
            add_text_document(session, begun, settings.data_dir / "files")
            return begun.id

    return make


@pytest.fixture
def person(app, write, office, browser_page, served):
    """Open the window of an official: `person("editor", width=375)`."""

    def opened(*roles, **window):
        with write() as session:
            visitor = signed_in(app, session, [office], *roles)
        looking = browser_page(**window)
        cookie = visitor.client.get_cookie(app.config["SESSION_COOKIE_NAME"], domain="localhost")
        looking.page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": served}])
        return looking

    return opened


def tab_to(looking, selector):
    """Press Tab until the focus is there."""
    for _ in range(MOST_STOPS):
        looking.page.keyboard.press("Tab")
        if looking.page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"{looking.page.url}: Tab never comes to {selector}")


def press(looking, selector):
    """Go to a link or button by Tab, press Enter, and check the page that comes."""
    tab_to(looking, selector)
    looking.follow(looking.page.locator(":focus"), key="Enter")
    looking.check()


def test_an_official_publishes_by_keyboard_on_a_phone(person, prepared, browser_page):
    prepared(decision={})
    editor = person("editor")
    editor.visit("/urzad")
    press(editor, "section[aria-labelledby=waiting] a")
    press(editor, ".checks a")
    tab_to(editor, "#decision-pl")
    editor.page.keyboard.type("Rada Miasta 20 maja.")
    press(editor, ".form button[type=submit]")
    press(editor, f".wizard a[href='{DESK}/publikacja']")
    press(editor, "form[action$='/do-zatwierdzenia'] button")

    approver = person("approver")
    approver.visit("/urzad")
    press(approver, "section[aria-labelledby=waiting] a")
    press(approver, "form[action$='/opublikuj'] button")

    page = browser_page().visit(PARK)
    assert "Rada Miasta 20 maja." in " ".join(page.locator("main").inner_text().split())


@pytest.mark.complete
def test_a_calendar_that_breaks_the_law_is_seen_before_it_is_saved(person, prepared):
    prepared(procedures=["strategia_rozwoju"])
    editor = person("editor")
    editor.visit(f"{DESK}/kalendarz")
    editor.page.fill("#opens_on", "2026-11-19")
    editor.page.fill("#last_day", "2026-12-23")
    editor.follow(editor.page.locator("button[name=compute]"))
    editor.check()
    assert editor.page.locator(".timeline .broken").count() == 1
    editor.follow(editor.page.locator("button[name=take_last_day]"))
    editor.check()
    assert editor.page.input_value("#last_day") == "2026-12-28"
    assert editor.page.locator(".timeline .broken").count() == 0
    editor.follow(editor.page.locator(".form button[type=submit]").first)
    assert editor.page.url.endswith("/osoby")


@pytest.mark.complete
def test_the_first_screen_of_a_phone_says_how_to_take_part(browser_page, write, prepared, at):
    identity = prepared()
    with write() as session:
        approve(session, session.get_one(Consultation, identity))
    at(MOMENTS["open"])
    page = browser_page().visit(PARK)
    for what in ("h1", ".head .plate", "#ways", ".cards--ways a >> nth=0"):
        box = page.locator(what).bounding_box()
        assert box["y"] + box["height"] < page.viewport_size["height"], what


@pytest.mark.complete
@pytest.mark.parametrize("path", OFFICE)
def test_a_page_of_the_office(person, prepared, path):
    prepared(decision={})
    for width, dark in LOOKS:
        looking = person("editor", "approver", "admin", width=width, dark=dark)
        looking.visit(path)
    looking.walk()


@pytest.mark.complete
def test_what_waits_for_an_approver(person, prepared, write):
    identity = prepared()
    with write() as session:
        begun = session.get_one(Consultation, identity)
        operations.send_for_approval(session, begun, actor=official(begun.authority, "editor"), now=NOW)
    for width, dark in LOOKS:
        looking = person("approver", width=width, dark=dark)
        looking.visit(f"{DESK}/publikacja")
        looking.page.locator("summary").click()
        looking.check()


@pytest.mark.complete
@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page(browser_page, prepared, write, at, moment, path):
    identity = prepared()
    with write() as session:
        begun = session.get_one(Consultation, identity)
        approve(session, begun)
        correct(session, begun)
        approve(session, begun)
    at(MOMENTS[moment])
    for (width, dark), language in zip(LOOKS, ("pl", "en", "uk"), strict=True):
        looking = browser_page(width=width, dark=dark, language=language)
        looking.visit(f"{path}?lang={language}")
    looking.walk()
    browser_page(javascript=False).visit(path)
