"""An official builds a questionnaire by keyboard, another publishes it, a resident answers."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories.consultations import make_office, signed_in
from tests.factories.published import make_published

pytestmark = pytest.mark.browser
LIST = "/urzad/k/park-nad-silnica/ankieta"
BUILD = f"{LIST}/1/budowa"
PAGES = (
    "",
    "/tytul",
    "/czesc",
    "/czesc/pytania",
    "/czesc/pytania/pytanie",
    "/czesc/pytania/gotowe",
    "/czesc/pytania/pytanie/grid",
    "/czesc/pytania/pytanie/matrix",
    "/pytanie/czego-brakuje",
    "/pytanie/czego-brakuje/warunek",
)
WALKED = ("", "/pytanie/czego-brakuje")
"""Pages that are walked through by Tab."""


@pytest.fixture
def official(app, write, browser_page):
    """Open a window of an official: `official("editor", width=1280)`; the consultation is open now."""
    today = datetime.now(UTC).date()
    with write() as session:
        office = make_office(session, languages=["pl", "en", "uk"], contact_phone="41 000 00 00")
        make_published(session, office, "Park nad Silnicą", today - timedelta(days=1), today + timedelta(days=9))
        office_id = office.id

    def open_window(role, **window):
        with write() as session:
            browser = signed_in(app, session, [office_id], role, now=datetime.now(UTC))
        name = app.config["SESSION_COOKIE_NAME"]
        looking = browser_page(language="en", **window)
        cookie = {"name": name, "value": browser.client.get_cookie(name).value, "url": looking.base_url}
        looking.page.context.add_cookies([cookie])
        return looking

    return open_window


def type_in(looking, said):
    """Type as one who knows only the keyboard."""
    for name, words in said.items():
        looking.page.locator(f"[id='{name}']").focus()
        looking.page.keyboard.type(words)


def enter(looking):
    """Send the form with the key, from the field that is in focus."""
    with looking.page.expect_navigation():
        looking.page.keyboard.press("Enter")


def add(looking, sort, said):
    """Add a question of a sort."""
    page = looking.page
    looking.follow(page.get_by_role("link", name="Add a question"), key="Enter")
    looking.follow(page.locator(f"a[href$='/pytanie/{sort}']"), key="Enter")
    type_in(looking, said)
    enter(looking)


def build(looking):
    page = looking.visit(f"{LIST}/nowa?lang=en")
    page.get_by_role("checkbox", name="English").press("Space")
    type_in(looking, {"title-pl": "Park i ławki", "title-en": "The park and its benches"})
    enter(looking)
    add(looking, "single", {"text-pl": "Czy bywasz w parku?", "options-0-pl": "tak", "options-1-pl": "nie"})
    add(looking, "text", {"text-pl": "Dlaczego nie?", "text-en": "Why not?"})
    add(looking, "scale", {"text-pl": "Jak oceniasz park?", "first_words-pl": "źle", "apart-0-pl": "nie wiem"})
    add(looking, "multiple", {"text-pl": "Czego brakuje?", "options-0-pl": "ławek", "options-1-pl": "drzew"})
    looking.check()
    looking.follow(page.get_by_role("link", name="Only if… Why not?"), key="Enter")
    page.locator("#what-0").select_option("czy-bywasz-w-parku.=.nie")
    looking.follow(page.get_by_role("button", name="Save"), key="Enter")
    looking.check()


@pytest.mark.complete
def test_built_previewed_published_and_answered(official, browser_page):
    build(official("editor", width=1280))
    approver = official("approver", width=375)
    approver.visit(f"{LIST}/1?lang=en")
    approver.follow(approver.page.get_by_role("button", name="Publish this version"))
    resident = browser_page(width=375)
    page = resident.visit("/k/park-nad-silnica/ankieta/1/1?lang=pl")
    asked = page.get_by_text("Dlaczego nie?")
    assert not asked.is_visible()
    page.get_by_label("nie", exact=True).check()
    asked.wait_for()
    resident.check()


@pytest.mark.complete
@pytest.mark.parametrize(("width", "dark", "javascript"), [(320, False, True), (375, False, False), (1280, True, True)])
def test_everywhere(official, width, dark, javascript):
    build(official("editor", width=1280))
    looking = official("editor", width=width, dark=dark, javascript=javascript)
    for path in PAGES:
        looking.visit(BUILD + path)
        if path in WALKED:
            looking.walk()
