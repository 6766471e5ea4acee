"""From a card to something done: residents, an editor, assessors, an approver."""

import pytest
from sqlalchemy import select

from consult.authorities.queries import get_authority
from consult.initiatives.models import Initiative
from consult.mail.models import Mail
from tests.factories.initiatives import NOW, open_call
from tests.page_checks import words

SEND = "/inicjatywy/zglos/kielce/inicjatywa-lokalna"
CARD = {
    "title": "Ogród za biblioteką",
    "what": "Sadzimy drzewa.",
    "why": "Żeby było gdzie usiąść.",
    "owner": "authority",
    "place": "plac za biblioteką",
    "hours": "120",
    "expected": "Ziemia i sadzonki.",
    "schedule": "Kwiecień: sadzenie.",
    "costs-0-what": "sadzonki",
    "costs-0-amount": "1 500,50",
    "costs-1-what": "ziemia",
    "costs-1-amount": "500",
    "applicants-0-name": "Anna Nowak",
    "applicants-0-email": "anna@example.org",
    "applicants-1-name": "Jan Kot",
}
ON_DESK = "/urzad/inicjatywy/kielce-1"


def send(visitor, **more):
    page = visitor.send(SEND, CARD | more, button="Send to the office")
    return page.select_one("[data-receipt]")["data-receipt"]


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(write, kielce, visitor, at, read):
    at(NOW)
    with write() as session:
        open_call(session, get_authority(session, kielce.id))
    given = CARD | {"costs-0-amount": "dużo", "applicants-1-name": "", "hours": "", "owner": "private"}
    page = visitor.send(SEND, given)
    said = words(page.select_one(".problems"))
    for mistake in ("“sadzonki” costs", "at least 2 people", "hours of work, things or money", "Ask the owner first"):
        assert mistake in said
    assert page.select_one("#costs-0-amount")["value"] == "dużo"
    assert page.select_one("#applicants-0-email")["value"] == "anna@example.org"
    with read() as session:
        assert session.scalars(select(Initiative)).all() == []


@pytest.mark.complete
def test_a_garden_comes_into_being(write, kielce, visitor, desk, at, read):
    at(NOW)
    with write() as session:
        open_call(session, get_authority(session, kielce.id))
    assert "Kielce" in words(visitor.visit("/inicjatywy/zglos").main)
    code = send(visitor)
    assert "Nobody has started anything yet" in words(visitor.visit("/inicjatywy").main)
    visitor.visit("/inicjatywy/kielce-1", status=404)

    editor, approver = desk("editor", kielce), desk("approver", kielce)
    assert "One initiative waits for you" in words(editor.visit("/urzad/inicjatywy").h1)
    editor.send(ON_DESK, words="Brak zgody sąsiadów.", button="Return it to the applicants")
    page = visitor.send("/sprawdz", code=code)
    assert "Brak zgody" in words(page.main)
    page = visitor.send(page, button="Mend it and send it again")
    page = visitor.send(page, title="Ogród dla wszystkich", button="Send it to the office again")
    assert page.select_one("[data-receipt]")["data-receipt"] == code

    decide(editor, approver, visitor)
    editor.send(f"{ON_DESK}/karta", {"costs-0-amount": "1000"})
    for said in ("Plan gotowy, umowa podpisana.", "Ogród stoi."):
        editor.send(ON_DESK, words=said, button="Go on to the next stage")
    page = visitor.visit("/inicjatywy/kielce-1")
    assert "Now: done." in words(page.main)
    assert "1,500 zł" in words(page.main)
    with read() as session:
        mails = session.scalars(select(Mail).where(Mail.message == "initiatives/mail/moved")).all()
        assert {mail.recipient for mail in mails} == {"anna@example.org"}
        assert len(mails) == 7


def decide(editor, approver, visitor):
    """Lead it from the publication to a decision of two people."""
    editor.send(ON_DESK, words="", button="Publish it")
    page = visitor.visit("/inicjatywy/kielce-1")
    assert "Ogród dla wszystkich" in words(page.h1)
    assert "2,000.5 zł" in words(page.main)
    assert "Anna" not in page.text
    page = editor.send(ON_DESK, words="Sprawdzone.", button="Go on to the next stage")
    assert "not in order yet" in words(page.main)
    checks = ["applicants", "sphere", "place", "share", "plan", "law"]
    editor.send(ON_DESK, checked=checks, button="Keep the check")
    editor.send(ON_DESK, words="Sprawdzone.", button="Go on to the next stage")
    page = editor.visit(ON_DESK)
    points = page.select_one("select[id^=points-]")["name"]
    editor.send(page, {points: "8"}, button="Keep my score card")
    approver.send(ON_DESK, {points: "6"}, button="Keep my score card")
    assert "70% of the points" in words(editor.visit(ON_DESK).main)
    editor.send(ON_DESK, words="Ocenione.", button="Go on to the next stage")
    editor.send(ON_DESK, words="Tak, bo jest potrzebny.", button="Say yes")
    assert "Tak, bo" not in visitor.visit("/inicjatywy/kielce-1").text
    assert "One initiative waits for you" in words(approver.visit("/urzad/inicjatywy").h1)
    approver.send(ON_DESK, button="Approve")
    page = visitor.visit("/inicjatywy/kielce-1")
    assert "Tak, bo jest potrzebny." in words(page.main)
    assert "70% of the points" in words(page.main)


@pytest.mark.both_databases
def test_signs_that_no_database_keeps_find_nothing(public, visitor):
    public()
    assert "Ogród" not in words(visitor.visit("/inicjatywy?urzad=%00&etap=%00&strona=%00").main)


def test_a_similar_one_is_shown_first_and_one_key_is_one_initiative(public, visitor, write, kielce, at, read):
    at(NOW)
    public()
    with write() as session:
        open_call(session, get_authority(session, kielce.id))
    page = visitor.send(SEND, CARD)
    assert "something similar already" in words(page.h1)
    assert page.select_one("a[href='/inicjatywy/kielce-1']")
    first = visitor.send(page, button="Ours is another thing: send it")
    again = visitor.send(page, button="Ours is another thing: send it")
    assert first.select_one("[data-receipt]")["data-receipt"] == again.select_one("[data-receipt]")["data-receipt"]
    with read() as session:
        assert session.scalars(select(Initiative.slug).order_by(Initiative.number)).all() == ["kielce-1", "kielce-2"]
