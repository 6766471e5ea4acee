"""Into an office: a new person gets an account; one who has an account is asked, and is nobody here before."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.accounts import invitations, jobs, operations
from consult.accounts.models import Account, RoleInvitation
from consult.audit.models import AuditEntry
from consult.authorities.models import Authority
from consult.mail.models import Mail
from tests.accounts.test_links import NOON
from tests.factories.accounts import sign_in
from tests.page_checks import words

pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def noon(at):
    at(NOON)


@pytest.fixture
def boss(another, person, kielce):
    person("boss@example.org", "admin", authority_id=kielce.id, name="Barbara Boss")
    sign_in(browser := another(), "boss@example.org")
    return browser


@pytest.fixture
def invite(write, kielce):
    """Invite an address into Kielce."""

    def send(boss, email, roles):
        with write() as session:
            invitations.invite(
                session,
                session.get_one(Authority, kielce.id),
                email=email,
                name="Ewa Lis",
                roles=roles,
                base_url="https://c.example.pl",
                actor=session.get_one(Account, boss),
                now=NOON,
            )

    return send


@pytest.fixture
def mailed(read):
    """Give the path of the link in the last mail to an address."""

    def find(email):
        with read() as session:
            mail = session.scalars(select(Mail).where(Mail.recipient == email)).all()[-1]
            return "/" + mail.values["url"].split("/", 3)[3]

    return find


def test_a_new_person_gets_an_account_and_a_link(invite, person, kielce, read):
    invite(person("boss@example.org", "admin", authority_id=kielce.id), "Ewa@example.org", ["editor", "clerk"])
    with read() as session:
        made = session.scalars(select(Account).where(Account.email == "Ewa@example.org")).one()
        assert (made.name, made.password_hash) == ("Ewa Lis", None)
        assert made.authority_ids("editor") == made.authority_ids("clerk") == {kielce.id}
        mail = session.scalars(select(Mail)).one()
        assert (mail.recipient, mail.is_secret, mail.authority_id) == ("Ewa@example.org", True, kielce.id)
        assert mail.values["url"].startswith("https://c.example.pl/link/")


def test_who_is_switched_off_is_not_invited(invite, person, kielce):
    boss = person("boss@example.org", "admin", authority_id=kielce.id)
    person("off@example.org", is_disabled=True)
    with pytest.raises(operations.AccountDisabled):
        invite(boss, "off@example.org", ["clerk"])
    person("known@example.org")
    with pytest.raises(operations.RoleMisplaced):
        invite(boss, "known@example.org", ["operator"])


def test_who_has_an_account_is_asked_and_nothing_of_theirs_changes(boss, another, person, powiat, mailed, read):
    """Neither do their sessions end, nor does the office learn their name, from a page or from the log."""
    known = person("known@example.org", "editor", authority_id=powiat.id, name="Own Name")
    sign_in(theirs := another(), "known@example.org")
    page = boss.send("/admin/ludzie/kielce/zaproszenie", email="known@example.org", name="Guess", roles=["clerk"])
    assert "known@example.org" in words(page.select_one("[aria-labelledby=invited]"))
    for address in ("/admin/ludzie/kielce", "/admin/dziennik"):
        assert "Own Name" not in words(boss.visit(address).main)
    boss.visit(f"/admin/ludzie/kielce/{known}", status=404)
    theirs.visit("/konto")
    with read() as session:
        account = session.get_one(Account, known)
        assert (account.name, account.authority_ids("clerk", "editor")) == ("Own Name", {powiat.id})
    page = theirs.visit(mailed("known@example.org"))
    assert "Kielce" in words(page.h1)
    assert "Clerk" in words(page.main)
    assert words(theirs.send(page, button="Accept").select_one("[role=status]")).startswith("Accepted")
    theirs.visit("/urzad")  # and they are still signed in
    assert "Own Name" in words(boss.visit("/admin/ludzie/kielce").main)
    with read() as session:
        assert session.get_one(Account, known).holds("clerk")
        assert {"invitation.sent", "invitation.accepted"} <= set(session.scalars(select(AuditEntry.action)))
    theirs.visit(mailed("known@example.org"), status=410)


def test_one_who_is_not_signed_in_accepts_and_signs_in(invite, another, person, kielce, mailed):
    person("known@example.org")
    invite(person("boss@example.org", "admin", authority_id=kielce.id), "KNOWN@example.org", ["editor"])
    page = (browser := another()).send(mailed("known@example.org"), button="Accept")
    assert page.url.endswith("/logowanie")
    sign_in(browser, "known@example.org", to="/urzad")
    browser.visit("/urzad")


def test_one_without_a_password_chooses_one(invite, another, person, kielce, powiat, mailed):
    """Another office invited them, and they have not come yet."""
    person("known@example.org", "editor", authority_id=powiat.id, password_hash=None)
    invite(person("boss@example.org", "admin", authority_id=kielce.id), "known@example.org", ["clerk"])
    page = another().send(mailed("known@example.org"), button="Accept")
    assert words(page.h1) == "Choose your password"


def test_an_invitation_is_taken_back_replaced_or_over(boss, another, person, mailed, read, at, app):
    person("known@example.org")
    form = {"email": "known@example.org", "name": "X", "roles": ["clerk"]}
    boss.send("/admin/ludzie/kielce/zaproszenie", form)
    first = mailed("known@example.org")
    page = boss.send("/admin/ludzie/kielce/zaproszenie", form)
    assert len(page.select("[aria-labelledby=invited] tbody tr")) == 1
    another().visit(first, status=410)
    another().visit(second := mailed("known@example.org"))
    boss.send(page, button="Take back")
    another().visit(second, status=410)
    boss.send("/admin/ludzie/kielce/zaproszenie", form)
    at(NOON + timedelta(days=7))
    page = another().visit(mailed("known@example.org"), status=410)
    assert "The office that invited you can invite you once more." in words(page.main)
    with app.app_context():
        jobs.remove_what_is_over()
    with read() as session:
        assert session.scalars(select(RoleInvitation)).all() == []


def test_another_office_takes_nothing_back(powiat, boss, person, kielce, another, read):
    person("known@example.org")
    person("there@example.org", "admin", authority_id=powiat.id)
    boss.send("/admin/ludzie/kielce/zaproszenie", email="known@example.org", name="X", roles=["clerk"])
    with read() as session:
        waiting = session.scalars(select(RoleInvitation.id)).one()
    sign_in(there := another(), "there@example.org")
    token = there.visit("/konto").select_one("main input[name=csrf_token]")["value"]
    for place, status in ((kielce, 404), (powiat, 302)):
        address = f"/admin/ludzie/{place.slug}/zaproszenie/{waiting}/wycofanie"
        assert there.client.post(address, data={"csrf_token": token}).status_code == status
    with read() as session:
        assert session.scalars(select(RoleInvitation.id)).one() == waiting
