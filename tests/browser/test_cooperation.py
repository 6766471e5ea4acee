"""Recommendations and programmes in a real browser: narrow and wide, dark, by keyboard."""

from datetime import timedelta

import pytest

from consult.recommendations.rules import Verdict
from tests.factories.accounts import CHEAP, PASSWORD, make_account
from tests.factories.consultations import NOW, make_office, make_public
from tests.factories.programmes import make_programme
from tests.factories.recommendations import answer, make_begun, make_recommendation

pytestmark = [pytest.mark.browser, pytest.mark.complete]

PUBLIC = (
    "/rekomendacje",
    "/rekomendacje/kielce/1",
    "/rekomendacje/kielce/rok/2026",
    "/p/wspolpraca-w-powiatach",
    "/p/wspolpraca-w-powiatach/porownanie",
    "/p/wspolpraca-w-powiatach/samoocena",
)
SIGNED_IN = (
    "/rekomendacje/kielce/2/odpowiedz",
    "/rekomendacje/kielce/1/postep",
    "/urzad/programy",
    "/urzad/programy/wspolpraca-w-powiatach",
    "/urzad/programy/wspolpraca-w-powiatach/tresc",
    "/urzad/rekomendacje",
    "/urzad/rekomendacje/nowa",
)


@pytest.fixture(autouse=True)
def begun(app, write, at):
    """Have a late recommendation, an accepted one, one in preparation, and a programme."""
    app.extensions["passwords"] = CHEAP
    with write() as session:
        office = make_office(session)
        joined = make_public(session, office)
        make_programme(session, office, joined=[joined])
        answer(session, make_recommendation(session, office, "Przyjęta", consultation_id=joined.id), Verdict.ACCEPTED)
        make_recommendation(session, office, "Spóźniona", consultation_id=joined.id)
        make_account(session, "ewa@example.org", "admin", "editor", name="Ewa", authority_id=office.id)
        made = make_begun(session, office, "Z bardzo-długim-słowem-" + "a" * 60).id
    at(NOW + timedelta(days=40))
    return made


def test_for_everybody(browser_page):
    for width, dark in ((320, False), (375, True), (1280, False)):
        looking = browser_page(width=width, dark=dark)
        for address in PUBLIC:
            looking.visit(address)
    looking.walk()


def test_for_officials(browser_page, begun):
    desk = f"/urzad/rekomendacje/{begun}"
    for width, dark in ((320, True), (1280, False)):
        looking = browser_page(width=width, dark=dark)
        page = looking.page
        page.goto(f"{looking.base_url}/logowanie")
        page.locator("#email").fill("ewa@example.org")
        page.locator("#password").fill(PASSWORD)
        looking.follow(page.locator("main button[type=submit]"))
        for address in (*SIGNED_IN, desk, f"{desk}/tekst", f"{desk}/dowody"):
            looking.visit(address)
    looking.walk()
