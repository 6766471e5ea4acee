"""The pages of indicators in a real browser."""

import pytest

from tests.factories.accounts import CHEAP, PASSWORD, make_account
from tests.factories.authorities import make_authority
from tests.factories.indicators import make_indicator

pytestmark = pytest.mark.browser
TABLE = "kod;nazwa;zdarzenia 2024\n2661011;Kielce;5\n2601013;Busko-Zdrój;#\n9;x;y\n"


@pytest.fixture(autouse=True)
def _indicators(app, write):
    """Make two indicators of a city, and the operator."""
    app.extensions["passwords"] = CHEAP
    with write() as session:
        make_authority(session)
        make_indicator(session)
        make_indicator(session, "zdarzenia", "Wyjazdy straży pożarnej do pożarów i miejscowych zagrożeń", years=[2024])
        make_account(session, "operator@example.org", "operator")


@pytest.mark.parametrize(
    "address",
    [
        "/wskazniki/2661011/dochod",
        pytest.param("/wskazniki/2661011", marks=pytest.mark.complete),
        pytest.param("/wskazniki/2601022", marks=pytest.mark.complete),
    ],
)
def test_for_everybody(browser_page, address):
    for width, dark in ((320, False), (375, True), (1280, False)):
        looking = browser_page(width=width, dark=dark)
        looking.visit(address)
    looking.walk()


@pytest.mark.complete
def test_for_the_operator(browser_page):
    looking = browser_page(width=375)
    page = looking.page
    page.goto(f"{looking.base_url}/logowanie?next=/admin/wskazniki")
    page.locator("#email").fill("operator@example.org")
    page.locator("#password").fill(PASSWORD)
    looking.follow(page.locator("main button[type=submit]"))
    looking.check()
    page.locator("#file").set_input_files({"name": "zdarzenia.csv", "mimeType": "text/csv", "buffer": TABLE.encode()})
    looking.follow(page.locator("main button[type=submit]"))
    looking.check()
    page.locator("#source").fill("KG PSP")
    page.locator("#stated_on").fill("2025-01-31")
    looking.follow(page.locator("main button[type=submit]"))
    looking.check()
    looking.walk()
    looking.visit("/admin/urzedy/kielce/porownanie")
    looking.walk()
