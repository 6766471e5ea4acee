"""An NGO makes an account, registers, is verified by one click, lets a second person in, and is seen by everybody."""

import re

import pytest
from sqlalchemy import select

from consult.jobs.runner import do_all_due
from consult.mail.models import Mail
from tests.factories.accounts import CHEAP, english, make_account, sign_in
from tests.factories.authorities import make_authority
from tests.page_checks import words

PASSWORD = "zielony rower nad stawem"


@pytest.fixture
def clerk(app, write):
    """Give the browser of a clerk of Kielce."""
    app.extensions["passwords"] = CHEAP
    with write() as session:
        office = make_authority(session)
        make_account(session, "clerk@example.org", "clerk", name="Celina Urzędowa", authority_id=office.id)
    browser = english(app)
    sign_in(browser, "clerk@example.org")
    return browser


@pytest.fixture
def new_person(app, read):
    """Make an account as a person does, from the address to the password: `new_person("ewa@example.org", "Ewa")`."""

    def make(email, name):
        browser = english(app)
        page = browser.send("/rejestracja", email=email)
        assert words(page.h1) == "Look into your mailbox"
        with app.app_context():
            do_all_due(app)
        with read() as session:
            mail = session.scalars(select(Mail).where(Mail.message == "accounts/mail/sign_up", Mail.recipient == email))
            link = re.sub("^http://localhost", "", mail.one().values["url"])
        page = browser.send(link, name=name, new_password=PASSWORD)
        assert words(page.h1) == "My organisation"
        return browser

    return make


def test_from_the_address_to_the_public_page(clerk, new_person, visitor, read):
    anna = new_person("anna@example.org", "Anna Nowak")
    page = anna.visit("/organizacja").find("a", string="Register or join")
    page = anna.send(
        page["href"],
        name="Fundacja Dobry Las",
        kind="ngo",
        register="krs",
        number="123456",
        nip="856-734-62-15",
        spheres=["18"],
        seat="Kielce",
    )
    assert "not confirmed yet" in words(page.main)

    ewa = new_person("ewa@example.org", "Ewa Lis")
    page = ewa.send("/organizacja/nowa", name="Dobry Las", kind="ngo", register="krs", number="0000123456")
    page = ewa.send(page, role="member")
    assert "You wait to be let in" in words(page.main)

    visitor.visit("/organizacje/fundacja-dobry-las", status=404)
    page = clerk.send("/urzad/organizacje", button="Confirm: Fundacja Dobry Las")
    assert "Its representatives get a mail." in words(page.select_one("[role=status]"))
    with read() as session:
        told = select(Mail.recipient).where(Mail.message == "organisations/mail/verified")
        assert session.scalars(told).all() == ["anna@example.org"]

    assert "The organisation is confirmed" in words(anna.visit("/organizacja").main)
    anna.send("/organizacja", button="Let in: Ewa Lis")
    assert "Who acts for it" in words(ewa.visit("/organizacja").main)

    page = visitor.visit("/organizacje/fundacja-dobry-las")
    assert words(page.h1) == "Fundacja Dobry Las"
    assert not {"Anna", "Ewa", "Celina"} & set(words(page.main).split())

    anna.send("/organizacja", button="End the mandate: Ewa Lis")
    assert words(ewa.visit("/organizacja").h1) == "My organisation"
