"""Two authorities and an NGO run one programme: each agrees by itself, and sees nothing that another prepares."""

import pytest
from sqlalchemy import select

from consult.authorities.queries import get_authority
from consult.mail.models import Mail
from consult.programmes.models import JoinedConsultation
from tests.factories.accounts import CHEAP, make_account, sign_in
from tests.factories.accounts import english as english_browser
from tests.factories.consultations import make_preparing, make_public
from tests.factories.organisations import make_organisation
from tests.factories.programmes import SAID, TITLE, make_programme
from tests.factories.recommendations import make_recommendation
from tests.page_checks import words
from tests.recommendations.conftest import _now, english, kielce, powiat, signed

__all__ = ["_now", "english", "kielce", "powiat", "signed"]
pytestmark = pytest.mark.both_databases

DESK = "/urzad/programy"
HERE = f"{DESK}/wspolpraca-w-powiatach"
PUBLIC = "/p/wspolpraca-w-powiatach"


@pytest.fixture
def ngo(app, write, kielce):
    """Give the browser of an NGO's representative."""
    app.extensions["passwords"] = CHEAP
    with write() as session:
        anna = make_account(session, "anna@example.org")
        office = get_authority(session, kielce)
        make_organisation(session, anna, authority=office, verified=True, name="Fundacja Europa", number="0000000007")
    browser = english_browser(app)
    sign_in(browser, "anna@example.org")
    return browser


def test_two_authorities_and_an_ngo_run_a_programme(english, kielce, powiat, ngo, write, read, app):
    with write() as session:
        make_public(session, get_authority(session, kielce), "Park nad Silnicą")
        make_preparing(session, get_authority(session, powiat), "Tajny plan")
    ours, theirs = english(kielce, "admin", "editor"), english(powiat, "admin", "editor")
    ngo.visit(DESK, status=404)
    page = ours.send(f"{DESK}/nowy", title=TITLE)
    page = ours.send(page, SAID, organiser="organisation", organisation="Fundacja Europa")
    assert "Everything is there" in words(page.main)
    theirs.visit(HERE, status=404)
    page = ours.send(page, office="powiat-kielecki")
    assert "invited, has not answered yet" in words(page.main)
    with read() as session:
        assert len(session.scalars(select(Mail).where(Mail.message == "programmes/mail/invited")).all()) == 1

    assert not theirs.visit(HERE).select("select[name=consultation]")
    theirs.send(HERE, button="Accept for Powiat kielecki")
    theirs.send(HERE, consultation="tajny-plan")
    ours.send(HERE, consultation="park-nad-silnica")
    assert "Tajny plan" in theirs.visit(HERE).text
    for browser in (ours, ngo):
        seen = browser.visit(HERE)
        assert "Park nad Silnicą" in seen.text
        assert "Tajny plan" not in seen.text

    english_browser(app).visit(PUBLIC, status=404)
    ngo.send(f"{HERE}/tresc", summary="Nowe słowa.")
    ours.send(HERE, button="Publish")
    page = english_browser(app).visit(PUBLIC)
    assert "Nowe słowa." in words(page.main)
    assert "Fundacja Europa" in words(page.aside)
    assert "Tajny plan" not in page.text
    assert "Programme: Współpraca w powiatach" in words(english_browser(app).visit("/k/park-nad-silnica").main)

    theirs.send(HERE, button="Leave: Powiat kielecki")
    theirs.visit(HERE, status=404)
    with read() as session:
        assert len(session.scalars(select(JoinedConsultation)).all()) == 1


@pytest.mark.complete
def test_nobody_decides_for_another_office(english, kielce, powiat, write):
    with write() as session:
        here, there = get_authority(session, kielce), get_authority(session, powiat)
        make_programme(session, here, there, joined=[make_public(session, there, "Ich sprawa")])
    ours, clerk = english(kielce, "admin", "editor"), english(powiat, "clerk")
    clerk.visit(HERE, status=404)
    page = ours.visit(HERE)
    token = page.select_one("input[name=csrf_token]")["value"]

    def refused(address):
        return ours.client.post(f"{HERE}{address}", data={"csrf_token": token}).status_code

    assert refused("/urzedy/powiat-kielecki/wyjscie") == 404
    assert refused("/konsultacje/ich-sprawa/wyjscie") == 302
    assert "it belongs to another office" in words(ours.visit(HERE))
    assert "Ich sprawa" in ours.visit(PUBLIC).text


@pytest.mark.complete
def test_recommendations_of_its_consultations_stand_on_its_page(kielce, write, app):
    with write() as session:
        here = get_authority(session, kielce)
        joined = make_public(session, here)
        make_programme(session, here, joined=[joined])
        make_recommendation(session, here, "Z programu", consultation_id=joined.id)
        make_recommendation(session, here, "Skądinąd")
    page = english_browser(app).visit(PUBLIC)
    assert "Z programu" in words(page.main)
    assert "Skądinąd" not in words(page.main)
