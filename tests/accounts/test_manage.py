"""People of an office: who manages it sees and changes them, everybody else learns nothing (C2, C26)."""

import pytest
from sqlalchemy import select

from consult.accounts.models import Account
from consult.mail.models import Mail
from tests.factories.accounts import sign_in
from tests.page_checks import words


@pytest.fixture
def boss(visitor, person, kielce):
    person("boss@example.org", "admin", authority_id=kielce.id, name="Barbara Boss")
    sign_in(visitor, "boss@example.org")
    return visitor


def test_people_are_listed(boss, person, kielce, powiat):
    person("zoe@example.org", "editor", "clerk", authority_id=kielce.id, name="Zoja Ćwik")
    person("new@example.org", "analyst", authority_id=kielce.id, name="Łukasz Nowy", password_hash=None)
    person("there@example.org", "editor", authority_id=powiat.id, name="Tamten")
    page = boss.visit("/admin/ludzie/kielce")
    rows = [[words(cell) for cell in row.select("th, td")] for row in page.select("tbody tr")]
    assert rows == [
        ["Barbara Boss", "boss@example.org", "Administrator", "in use"],
        ["Łukasz Nowy", "new@example.org", "Analyst", "invited, no password yet"],
        ["Zoja Ćwik", "zoe@example.org", "Clerk, Editor", "in use"],
    ]


def test_a_person_is_invited(boss, read):
    page = boss.send("/admin/ludzie/kielce/zaproszenie", email="ewa@example.org", name="Ewa Lis", roles=["editor"])
    assert "Ewa Lis" in words(page.main)
    with read() as session:
        assert session.scalars(select(Mail.recipient)).all() == ["ewa@example.org"]


def test_an_invitation_says_the_same_whoever_is_known(boss, person):
    person("known@example.org", name="Known")
    said = [
        words(
            boss.send("/admin/ludzie/kielce/zaproszenie", email=email, name="Ewa Lis", roles=["clerk"]).select_one(
                "[role=status]"
            )
        )
        for email in ("known@example.org", "unknown@example.org")
    ]
    assert said[0] == said[1]


def test_an_invitation_without_a_role_is_sent_back(boss):
    page = boss.send("/admin/ludzie/kielce/zaproszenie", email="ewa@example.org", name="Ewa Lis")
    assert "Choose at least one role." in words(page.main)
    assert page.select_one("input[name=email]")["value"] == "ewa@example.org"


def test_nobody_is_made_an_operator(boss, read):
    page = boss.visit("/admin/ludzie/kielce/zaproszenie")
    token = page.select_one("main input[name=csrf_token]")["value"]
    data = {"csrf_token": token, "email": "e@example.org", "name": "E", "roles": ["operator"]}
    boss.client.post("/admin/ludzie/kielce/zaproszenie", data=data)
    with read() as session:
        assert session.scalars(select(Account.email)).all() == ["boss@example.org"]


def test_roles_are_changed(boss, another, person, kielce, read):
    anna = person("anna@example.org", "editor", authority_id=kielce.id)
    sign_in(browser := another())
    boss.send(f"/admin/ludzie/kielce/{anna}", roles=["clerk", "moderator"])
    browser.visit("/konto", status=401)
    with read() as session:
        assert {grant.role for grant in session.get_one(Account, anna).roles} == {"clerk", "moderator"}
    boss.send(f"/admin/ludzie/kielce/{anna}", roles=[])
    boss.visit(f"/admin/ludzie/kielce/{anna}", status=404)


def test_the_last_administrator_keeps_the_role(boss, read):
    with read() as session:
        me = session.scalars(select(Account.id)).one()
    page = boss.send(f"/admin/ludzie/kielce/{me}", roles=["editor"])
    assert "The office needs an administrator." in words(page.main)
    assert "Switch the account off" not in words(page.main)


def test_an_account_is_switched_off_and_on(boss, another, person, kielce):
    anna = person("anna@example.org", "editor", authority_id=kielce.id)
    sign_in(browser := another())
    page = boss.send(f"/admin/ludzie/kielce/{anna}", button="Switch the account off")
    browser.visit("/konto", status=401)
    assert "do not belong together" in words(sign_in(browser).main)
    boss.send(page, button="Switch the account on")
    sign_in(browser)
    browser.visit("/konto")


def test_the_invitation_is_sent_again(boss, person, kielce, read):
    anna = person("anna@example.org", "editor", authority_id=kielce.id, password_hash=None)
    boss.send(f"/admin/ludzie/kielce/{anna}", button="Send the invitation again")
    with read() as session:
        assert session.scalars(select(Mail.message)).all() == ["accounts/mail/invitation"]


def test_the_operator_manages_every_office(another, person, kielce, powiat):
    person("operator@example.org", "operator")
    sign_in(browser := another(), "operator@example.org")
    for place in (kielce, powiat):
        browser.visit(f"/admin/ludzie/{place.slug}")


def test_what_is_anothers_is_not_there(boss, another, person, kielce, powiat):
    """Every address and every act, as an official of another office, a colleague without the role, and a resident."""
    there = person("there@example.org", "editor", authority_id=powiat.id)
    person("editor@example.org", "editor", authority_id=kielce.id)
    person("resident@example.org")
    acts = ("", "/zaproszenie", "/wylaczenie", "/wlaczenie")
    ours = [f"/admin/ludzie/{powiat.slug}/{there}{act}" for act in acts]
    smuggled = [f"/admin/ludzie/kielce/{there}{act}" for act in acts]
    places = [f"/admin/ludzie/{powiat.slug}", f"/admin/ludzie/{powiat.slug}/zaproszenie"]
    for who in ("boss", "editor", "resident"):
        sign_in(browser := another(), f"{who}@example.org")
        token = browser.visit("/konto").select_one("main input[name=csrf_token]")["value"]
        for address in [*ours, *smuggled, *places]:
            sent = browser.client.post(address, data={"csrf_token": token, "roles": "admin"})
            assert sent.status_code in {404, 405}, (who, address)
            if browser.client.get(address).status_code != 405:
                browser.visit(address, status=404)
