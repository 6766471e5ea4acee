"""An official is invited, chooses a password, works, and leaves; a forgotten password costs one mail."""

import re

import pytest
from sqlalchemy import select

from consult.accounts.cli import group
from consult.jobs.runner import do_all_due
from consult.mail.models import Mail
from tests.factories.accounts import english, sign_in
from tests.factories.authorities import KIELCE, make_authority
from tests.page_checks import words

FIRST, SECOND = "zielony rower nad stawem", "piąta łódka mija suchy most"


@pytest.fixture
def boss(app, write):
    """Give the browser of the office's administrator, whose account the command line made."""
    with write() as session:
        make_authority(session)
    arguments = ["create", "boss@example.org", "--role", "admin", "--authority", KIELCE, "--name", "Barbara Boss"]
    link = app.test_cli_runner().invoke(group, arguments).output.strip()
    browser = english(app)
    browser.send(link.removeprefix("http://localhost"), new_password=FIRST)
    return browser


@pytest.fixture
def link_in_mail(read):
    """Find the link in the last mail to an address."""

    def find(email):
        with read() as session:
            mail = session.scalars(select(Mail).where(Mail.recipient == email).order_by(Mail.created_at.desc())).first()
            return re.sub("^http://localhost", "", mail.values["url"])

    return find


def test_from_the_invitation_to_the_door(app, boss, link_in_mail):
    page = boss.send("/admin/ludzie/kielce/zaproszenie", email="ewa@example.org", name="Ewa Lis", roles=["editor"])
    assert "The invitation is on its way." in words(page.select_one("[role=status]"))

    ewa = english(app)
    page = ewa.send(link_in_mail("ewa@example.org"), new_password=FIRST)
    assert "you are signed in" in words(page.select_one("[role=status]"))
    page = ewa.visit("/konto")
    assert "Editor, Kielce" in words(page.main)

    page = ewa.send(page, form="header form", button="Sign out")
    assert words(page.h1) == "You are signed out"
    ewa.visit("/konto", status=401)
    assert words(sign_in(ewa, "ewa@example.org", FIRST).h1) == "My account"


def test_a_password_is_forgotten(app, boss, link_in_mail):
    forgetful = english(app)
    page = forgetful.visit("/logowanie")
    page = forgetful.visit(page.find("a", string=re.compile("forgot it"))["href"])
    page = forgetful.send(page, email="boss@example.org")
    assert words(page.h1) == "Look into your mailbox"
    with app.app_context():
        do_all_due(app)
    forgetful.send(link_in_mail("boss@example.org"), new_password=SECOND)
    boss.visit("/konto", status=401)
    assert words(sign_in(boss, "boss@example.org", SECOND).h1) == "My account"
