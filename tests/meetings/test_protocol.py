"""A protocol: written, objected to by those who were there, answered, approved by another person, published."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from consult import clock
from consult.consultations.origins import find_origin
from consult.extensions import db
from consult.mail.models import Mail
from consult.meetings import jobs, queries
from consult.meetings.models import Meeting, Point
from consult.meetings.operations import entrance
from tests.factories.accounts import english
from tests.factories.meetings import BEGINS, code_of, make_registration
from tests.page_checks import words

PAGE = "/k/park-nad-silnica/spotkania/1"
DESK = "/urzad/k/park-nad-silnica/spotkania/1/protokol"
AFTER = BEGINS + timedelta(hours=3)
APPROVED = AFTER + timedelta(days=5)


@pytest.fixture
def held(begin, write, at):
    """Have a meeting that is over: one person was there, another was not."""
    begun = begin()
    with write() as session:
        meeting = session.get_one(Meeting, begun)
        came = make_registration(session, meeting, form="came", email="jan@example.org")
        make_registration(session, meeting, form="stayed away")
        entrance.check_in(session, came, now=BEGINS)
    at(AFTER)
    return begun


def test_a_protocol_is_disputed_and_published(app, held, kielce, person, at):
    clerk, resident = person(kielce, "clerk", now=AFTER), english(app)
    clerk.send(DESK, button="Begin the protocol")
    page = clerk.send(DESK, until=f"{(AFTER + timedelta(days=4)):%Y-%m-%d}", button="Open for objections")
    assert "Write who led the meeting" in words(page.select_one(".flashes"))
    clerk.send(f"{DESK}/dane", chair="Ewa Lis, kierowniczka", recorder="Jan Sowa", present="Projektant")
    said = {"role": "mieszkanka", "gist": "Brakuje cienia.", "question": "Kiedy drzewa?", "answer": "Wiosną."}
    clerk.send(f"{DESK}/glos/0", said)
    clerk.send(f"{DESK}/punkt/0", kind="finding", text="Potrzeba więcej ławek.")
    clerk.send(f"{DESK}/punkt/0", kind="dispute", text="Parking przy bramie.")
    page = clerk.send(DESK, until=f"{AFTER:%Y-%m-%d}", button="Open for objections")
    assert "at least three days" in words(page.select_one(".error"))
    clerk.send(page, until=f"{(AFTER + timedelta(days=4)):%Y-%m-%d}", button="Open for objections")
    resident.visit(f"{PAGE}/protokol", status=404)

    page = resident.send(f"{PAGE}/protokol/zastrzezenia", code=code_of("stayed away"))
    assert "you were not there" in words(page.select_one(".error"))
    page = resident.send(page, code=code_of("came"))
    assert "Brakuje cienia." in words(page)
    for _ in range(2):
        done = resident.send(page, text="Mówiliśmy też o toaletach.", form="main form[method=post]")
        assert words(done.h1) == "Your objection is in: no. 1"

    at(APPROVED)
    both, other = (person(kielce, *roles, now=APPROVED) for roles in (("clerk", "approver"), ("approver",)))
    assert "waits for an answer" in words(other.visit(DESK).select_one("aside"))
    both.send(f"{DESK}/zastrzezenie/1", verdict="dissent", answer="Nie ma tego w nagraniu.")
    assert not both.visit(DESK).select("form[action$=opublikuj]")
    other.send(DESK, button="Approve and publish")
    page = resident.visit(f"{PAGE}/protokol")
    parts = ("Mówiliśmy też o toaletach.", "the dissent is noted", "Kiedy drzewa?", "1 person")
    assert all(part in words(page) for part in parts)
    files = {kind: resident.fetch(f"{PAGE}/protokol.{kind}").data[:4] for kind in ("docx", "odt", "pdf")}
    assert files == {"docx": b"PK\x03\x04", "odt": b"PK\x03\x04", "pdf": b"%PDF"}
    page = person(kielce, "clerk", now=APPROVED).send(f"{DESK}/punkt/1", text="Nic.")
    assert "Nothing was done" in words(page.select_one(".flashes"))
    with app.test_request_context():
        point = db.session.scalars(select(Point).where(Point.number == 1)).one().id
        assert find_origin(db.session(), "finding", str(point)).url == f"{PAGE}/protokol#punkt-1"
    assert "the protocol" in words(resident.visit(PAGE).main).lower()


def test_a_mail_brings_the_key_of_those_who_were_there(app, held, kielce, person, read):
    clerk = person(kielce, "clerk", now=AFTER)
    clerk.send(DESK, button="Begin the protocol")
    clerk.send(f"{DESK}/dane", chair="Ewa Lis", recorder="Jan Sowa")
    clerk.send(f"{DESK}/punkt/0", kind="agreement", text="Ławki.")
    clerk.send(DESK, until=f"{(AFTER + timedelta(days=4)):%Y-%m-%d}", button="Open for objections")
    with read() as session:
        opened = queries.find_protocol(session, held).id
    with app.app_context():
        jobs.ask_participants({"protocol_id": str(opened)})
    with read() as session:
        mails = session.scalars(select(Mail).where(Mail.message == "meetings/mail/protocol")).all()
        assert [mail.recipient for mail in mails] == ["jan@example.org"]
        url = mails[0].values["objections_url"]
    resident = english(app)
    page = resident.visit(url[url.index("/k/") :])
    assert words(page.h1) == "Is the protocol right?"
    resident.send(page, text="Zgoda, ale dopiszcie godziny.", form="main form[method=post]")
    forged = resident.visit(f"{PAGE}/protokol/zastrzezenia?klucz={'x' * 75}")
    assert words(forged.h1) == "Read the protocol before it is approved"
    assert clock.now() == AFTER


def test_two_who_write_at_once_lose_nothing(held, kielce, person):
    clerk, other = (person(kielce, "clerk", now=AFTER) for _each in range(2))
    clerk.send(DESK, button="Begin the protocol")
    for _twice in range(2):
        clerk.send(f"{DESK}/punkt/0", kind="finding", text="Potrzeba ławek.")
        clerk.send(f"{DESK}/glos/0", role="mieszkaniec", gist="Potrzeba ławek.")
    clerk.visit(f"{DESK}/punkt/2", status=404)
    clerk.visit(f"{DESK}/glos/2", status=404)
    table = DESK.replace("protokol", "warsztat")
    clerk.send(table, topic="Ławki", button="Set up the table")
    for _twice in range(2):
        clerk.send(f"{table}/stol/1", title="Ławki z oparciem", text="", button="Write it down")
    assert words(clerk.visit(table).h1) == "1 idea at the tables"

    for where, name in ((f"{DESK}/dane", "presented"), (f"{DESK}/punkt/1", "text"), (f"{table}/pomysl/1", "title")):
        opened = clerk.visit(where)
        other.send(where, {name: "Słowa innej osoby"})
        page = clerk.send(opened, {name: "Moje słowa"})
        assert "Somebody changed it after you opened it." in words(page.select_one(".problems"))
        assert page.select_one(f"#{name}").get("value", words(page.select_one(f"#{name}"))) == "Moje słowa"
        assert not clerk.send(page).select(".problems")

    opened = clerk.visit(f"{DESK}/dane")
    other.send(f"{DESK}/glos/0", role="mieszkanka", gist="Brakuje cienia.")
    assert not clerk.send(opened, chair="Ewa Lis").select(".problems")
