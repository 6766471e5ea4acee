"""The pages of drafts in a real browser: to read, to remark by a thumb and without JavaScript, to decide."""

import pytest
from sqlalchemy import select

from consult import clock
from consult.drafts.models import Remark
from tests.factories.accounts import CHEAP, PASSWORD, make_account
from tests.factories.consultations import make_office
from tests.factories.drafts import decide, make_draft, make_remark
from tests.factories.published import make_published

pytestmark = pytest.mark.browser

PARK = "/k/park-nad-silnica"
UNIT = f"{PARK}/projekt/1/j/par-1-ust-1"
DESK = "/urzad/k/park-nad-silnica"
PUBLIC = (f"{PARK}/projekt/1", UNIT, f"{PARK}/projekt/1/j/calosc", f"{PARK}/uwagi", f"{PARK}/uwagi/1", "/sprawdz")
OFFICE = (
    f"{DESK}/projekt",
    f"{DESK}/projekt/nowy",
    f"{DESK}/projekt/1",
    f"{DESK}/projekt/2",
    f"{DESK}/projekt/2/podziel/1",
    f"{DESK}/rozpatrywanie/1",
    f"{DESK}/rozpatrywanie/1/1",
    f"{DESK}/rozpatrywanie/1/2",
)


@pytest.fixture(autouse=True)
def _draft(app, write, settings):
    """Make a draft with a long unit and a table, a remark that is answered, one that is held, and an editor."""
    app.extensions["passwords"] = CHEAP
    today = clock.today()
    folder = settings.data_dir / "files"
    with write() as session:
        office = make_office(session)
        shown = make_published(session, office, "Park nad Silnicą", today.replace(year=today.year - 1), today)
        long = "Bardzodługiesłowo" * 20
        text = f"## Rozdział I. Park\n\n§ 1. 1. Park jest otwarty.\n\n| a | b |\n\n{long}\n\n## Rozdział II\n\n§ 2. x"
        draft = make_draft(session, shown, folder, text, asks_name=True, asks_contact=True)
        make_draft(session, shown, folder, text, published=False)
        now = clock.now()
        decide(session, make_remark(session, draft, proposed_wording="Park jest zamknięty.", now=now))
        make_remark(session, draft, justification="tel. 600 700 800", now=now)
        make_account(session, "editor@example.org", "editor", "moderator", authority_id=office.id)


@pytest.mark.complete
def test_for_everybody(browser_page):
    for width, dark in ((320, False), (375, True), (1280, False)):
        looking = browser_page(width=width, dark=dark)
        for address in PUBLIC:
            looking.visit(address)
    looking.visit(UNIT)
    looking.walk()


@pytest.mark.complete
def test_the_redline_while_writing(browser_page):
    looking = browser_page(width=375, language="en")
    looking.visit(f"{UNIT}?lang=en")
    page = looking.page
    assert not page.locator("#redline").is_visible()
    page.locator("#proposed_wording").fill("Park jest zawsze otwarty.")
    page.locator("#redline ins").wait_for()
    assert page.locator("#redline ins").inner_text().strip() == "zawsze"
    page.locator("#proposed_wording").fill("Park jest otwarty.")
    page.locator("#redline").wait_for(state="hidden")


@pytest.mark.parametrize("javascript", [True, pytest.param(False, marks=pytest.mark.complete)])
def test_a_remark_from_a_phone(browser_page, read, javascript):
    looking = browser_page(width=375, javascript=javascript)
    looking.visit(f"{UNIT}?lang=en")
    page = looking.page
    page.locator("#justification").fill("Bo tak jest lepiej.")
    looking.follow(page.locator(".remark-form button[type=submit]"))
    code = page.locator("[data-receipt]").get_attribute("data-receipt")
    page.goto(f"{looking.base_url}/sprawdz?lang=en")
    page.locator("#code").fill(code or "")
    looking.follow(page.locator("main button[type=submit]"))
    assert page.locator("h1").inner_text() == "The office has your remark"
    with read() as session:
        assert session.scalars(select(Remark.number).where(Remark.justification == "Bo tak jest lepiej.")).all() == [3]


@pytest.mark.complete
def test_for_officials(browser_page):
    for width, dark in ((375, False), (1280, True)):
        looking = browser_page(width=width, dark=dark)
        page = looking.page
        page.goto(f"{looking.base_url}/logowanie")
        page.locator("#email").fill("editor@example.org")
        page.locator("#password").fill(PASSWORD)
        looking.follow(page.locator("main button[type=submit]"))
        for address in OFFICE:
            looking.visit(address)
    looking.walk()
