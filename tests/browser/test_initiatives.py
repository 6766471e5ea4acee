"""Initiatives and the vote in a real browser: on a phone without JavaScript, by keyboard, for officials."""

import pytest

from consult.initiatives.rules.elections import VoteType
from consult.initiatives.rules.stages import Kind
from tests.factories.accounts import CHEAP, PASSWORD, make_account
from tests.factories.authorities import make_authority
from tests.factories.initiatives import make_initiative, make_move, make_public, open_call
from tests.factories.votes import OPEN, make_codes, make_vote

pytestmark = pytest.mark.browser
VOTE = "/inicjatywy/glosowanie/kielce-2026"
PUBLIC = (
    "/inicjatywy",
    "/inicjatywy/kielce-1",
    "/inicjatywy/kielce-1/poparcie",
    "/inicjatywy/zglos/kielce/inicjatywa-lokalna",
    VOTE,
)
DESK = (
    "/urzad/inicjatywy",
    "/urzad/inicjatywy/kielce-1",
    "/urzad/inicjatywy/kielce-2",
    "/urzad/inicjatywy/kielce-2/karta",
    "/urzad/inicjatywy/zasady/kielce/inicjatywa-lokalna",
    "/urzad/inicjatywy/glosowania/kielce-2026",
    "/urzad/inicjatywy/glosowania/kielce-2026-2",
)


@pytest.fixture
def code(app, write, at):
    """Make an initiative that collects support, a new one, a vote that is open, one in preparation, and a code."""
    app.extensions["passwords"] = CHEAP
    at(OPEN)
    with write() as session:
        office = make_authority(session)
        make_public(session, office, Kind.CALL)
        open_call(session, office)
        make_move(session, make_initiative(session, office), "return", "Dopiszcie, kto podleje.")
        edition = make_vote(session, office, vote_type=VoteType.CUMULATIVE, points=5)
        make_vote(session, office, published=False)
        make_account(session, "clerk@example.org", "editor", name="Celina", authority_id=office.id)
        return make_codes(session, edition)[0]


def test_a_vote_on_a_phone_without_javascript(browser_page, code):
    looking = browser_page(width=375, javascript=False)
    page = looking.visit(VOTE)
    page.get_by_label("1. Park").select_option("5")
    page.get_by_label("2. Ławki").select_option("5")
    page.locator("#code").fill(code)
    looking.follow(page.locator("main form[method=post] button"))
    assert page.locator("#problems").is_visible()
    page.get_by_label("2. Ławki").select_option("")
    looking.follow(page.locator("main form[method=post] button"))
    assert page.locator("[data-receipt]").is_visible()


@pytest.mark.complete
@pytest.mark.parametrize("address", PUBLIC)
def test_for_everybody(browser_page, code, address):
    for width, dark in ((320, False), (375, True), (1280, False)):
        looking = browser_page(width=width, dark=dark)
        looking.visit(address)
    looking.walk()


@pytest.mark.complete
def test_for_officials(browser_page, code):
    for width, dark in ((320, True), (1280, False)):
        looking = browser_page(width=width, dark=dark)
        page = looking.page
        page.goto(f"{looking.base_url}/logowanie")
        page.locator("#email").fill("clerk@example.org")
        page.locator("#password").fill(PASSWORD)
        looking.follow(page.locator("main button[type=submit]"))
        for address in DESK:
            looking.visit(address)
