"""The pages of organisations in a real browser: for everybody, for their people, for officials."""

import pytest

from consult.organisations import operations
from consult.organisations.queries import find_organisation
from tests.factories.accounts import CHEAP, PASSWORD, make_account
from tests.factories.authorities import POWIAT_KIELECKI, make_authority
from tests.factories.organisations import BASE_URL, NOW, let_in, make_organisation

pytestmark = pytest.mark.browser

SLUG = "stowarzyszenie-milosnikow-doliny-silnicy-i-jej-dawnych"
NAME = "Stowarzyszenie Miłośników Doliny Silnicy i jej Dawnych Młynów Wodnych w Kielcach"
OURS = ("/organizacja", "/organizacja/nowa", f"/organizacja/{SLUG}/dane")
DESK = ("/urzad/organizacje", f"/urzad/organizacje/kielce/{SLUG}")


@pytest.fixture(autouse=True)
def _organisations(app, write):
    """Make one that is verified with three people, one that waits and looks alike, and a clerk."""
    app.extensions["passwords"] = CHEAP
    with write() as session:
        office = make_authority(session)
        make_authority(session, POWIAT_KIELECKI, "Powiat kielecki")
        anna, ewa, iga = (make_account(session, f"{name}@example.org", name=name) for name in ("Anna", "Ewa", "Iga"))
        made = make_organisation(
            session, anna, authority=office, verified=True, name=NAME, spheres=["16", "18"], seat_code="266101"
        )
        let_in(session, made, ewa, "member", authority=office)
        operations.ask_to_join(session, made, "member", base_url=BASE_URL, actor=iga, now=NOW)
        make_organisation(session, iga, authority=office, name=NAME)
        make_account(session, "clerk@example.org", "clerk", name="Celina", authority_id=office.id)


def sign_in(looking, email):
    page = looking.page
    page.goto(f"{looking.base_url}/logowanie")
    page.locator("#email").fill(email)
    page.locator("#password").fill(PASSWORD)
    looking.follow(page.locator("main button[type=submit]"))


@pytest.mark.complete
@pytest.mark.parametrize("address", ["/rejestracja", "/rejestracja/wyslane", f"/organizacje/{SLUG}"])
def test_for_everybody(browser_page, address):
    for width, dark in ((320, False), (375, True), (1280, False)):
        looking = browser_page(width=width, dark=dark)
        looking.visit(address)
    looking.walk()


@pytest.mark.complete
@pytest.mark.parametrize(("email", "addresses"), [("anna@example.org", OURS), ("clerk@example.org", DESK)])
def test_for_their_people_and_for_officials(browser_page, email, addresses):
    for width, dark in ((320, True), (375, False), (1280, False)):
        looking = browser_page(width=width, dark=dark)
        sign_in(looking, email)
        for address in addresses:
            looking.visit(address)
            looking.walk()


def test_one_click_without_javascript(browser_page, read):
    looking = browser_page(javascript=False, language="en")
    sign_in(looking, "clerk@example.org")
    looking.visit("/urzad/organizacje")
    looking.follow(looking.page.locator("main form").first.get_by_role("button"))
    looking.check()
    assert looking.page.locator("[role=status]").count() == 1


@pytest.mark.complete
def test_a_registration_from_the_keyboard(browser_page, read):
    looking = browser_page(width=375, language="en")
    sign_in(looking, "anna@example.org")
    page = looking.visit("/organizacja/nowa?lang=en")
    page.locator("summary", has_text="Spheres").press("Enter")
    page.get_by_label("Name", exact=True).fill("Fundacja Dobry Las")
    page.get_by_role("radio", name="Non-governmental organisation").press("Space")
    page.get_by_label("National Court Register (KRS)").press("Space")
    page.get_by_label("Number in the register").fill("123")
    page.get_by_label("Ecology, animals and natural heritage").press("Space")
    page.get_by_role("radio", name="Kielce", exact=True).press("Space")
    looking.follow(page.get_by_role("button", name="Register it"), key="Enter")
    page.wait_for_url("**/organizacja")
    looking.check()
    with read() as session:
        assert find_organisation(session, "fundacja-dobry-las").number == "0000000123"
