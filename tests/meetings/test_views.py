"""A meeting from the desk to the door: prepared, published, registered for, changed, held."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.authorities.models import Authority
from consult.consultations.origins import find_origin
from consult.extensions import db
from consult.meetings.models import Idea, Meeting, Registration
from consult.meetings.rules.vocabulary import CANCELLED, HAS_PLACE
from tests.factories.accounts import english
from tests.factories.drafts import OPEN, make_open
from tests.factories.meetings import BEGINS, code_of, make_registration
from tests.page_checks import words

PAGE = "/k/park-nad-silnica/spotkania/1"
DESK = "/urzad/k/park-nad-silnica/spotkania"
TYPED = {
    "kind": "workshop",
    "title-pl": "Warsztat o parku",
    "held_on": "2026-03-20",
    "begins": "17:00",
    "ends": "19.30",
    "place": "Biblioteka",
    "address": "ul. Nowa 1",
    "facilities": ["step_free"],
    "groups": ["resident", "ngo"],
    "capacity": "1",
}


@pytest.fixture
def resident(app):
    return english(app)


def test_from_the_desk_to_the_door(kielce, consultation, person, resident, at, read):
    editor, approver = person(kielce, "editor"), person(kielce, "approver")
    page = editor.send(f"{DESK}/nowe", TYPED, button="Save")
    assert "in preparation" in words(page.select_one(".head"))
    resident.visit(PAGE, status=404)
    approver.send(f"{DESK}/1", button="Publish")
    assert "Workshop: Warsztat o parku" in words(resident.visit("/k/park-nad-silnica").select_one(".cards"))
    form = resident.visit(f"{PAGE}/zapisy")
    at(OPEN + timedelta(seconds=5))
    first = resident.send(form, name="Jan Kot", group="resident", needs="Pętla indukcyjna")
    assert words(first.h1) == "You have a place"
    code = first.select_one("[data-receipt]")["data-receipt"]
    form = resident.visit(f"{PAGE}/zapisy")
    at(OPEN + timedelta(seconds=10))
    second = resident.send(form, name="Ewa Mak", group="ngo")
    assert words(second.h1) == "You are on the waiting list"
    again = resident.send(form, name="Ewa Mak", group="ngo")
    assert again.select_one("[data-receipt]") == second.select_one("[data-receipt]")

    checked = resident.send("/sprawdz", code=code)
    assert words(checked.h1) == "You have a place"
    page = resident.send(checked, button="Give your place back")
    assert words(page.h1) == "You have given your place back"
    with read() as session:
        assert session.scalars(select(Registration.state).order_by(Registration.number)).all() == [CANCELLED, HAS_PLACE]

    at(OPEN + timedelta(days=1))
    clerk = person(kielce, "clerk", now=OPEN + timedelta(days=1))
    page = clerk.send(f"{DESK}/1/wejscie", {"q": "mak"}, button="Find")
    page = clerk.send(page, button="Came: Ewa Mak")
    assert words(page.h1) == "1 person of 1 is here"
    page = clerk.send(page, {"name": "Olek Lis", "group": "resident"}, button="Write in")
    page = clerk.send(page, button="One more: Residents")
    assert words(page.h1) == "3 people of 3 are here"
    assert clerk.fetch(f"{DESK}/1/lista.docx").data.startswith(b"PK")
    assert clerk.fetch(f"{DESK}/1/lista.pdf").data.startswith(b"%PDF")


def test_a_form_full_of_mistakes_keeps_what_was_typed(kielce, consultation, person):
    editor = person(kielce, "editor")
    wrong = {
        "held_on": "2026-03-29",
        "begins": "02:30",
        "ends": "25:00",
        "place": None,
        "capacity": "dwa",
        "groups": [],
    }
    page = editor.send(f"{DESK}/nowe", TYPED | wrong, button="Save")
    said = words(page.select_one(".problems"))
    for part in ("This hour does not exist", "Write the hour like", "Write where it is", "Write a number from 1"):
        assert part in said
    assert page.select_one("#capacity")["value"] == "dwa"
    page = editor.send(
        page,
        {
            "held_on": "2026-10-25",
            "begins": "02:30",
            "ends": "05:00",
            "place": "Ratusz",
            "capacity": "5",
            "reserved_ngo": "9",
        },
    )
    assert "Say which one you mean" in words(page.select_one(".problems"))
    page = editor.send(page, which="second", groups=["ngo"])
    assert "More places are reserved than there are" in words(page.select_one(".problems"))
    page = editor.send(page, reserved_ngo="2")
    assert "02:30" in words(page.select_one(".lead"))


def test_a_day_outside_the_window_of_the_law_warns_beside_it(write, kielce, person):
    with write() as session:
        here = make_open(session, session.get_one(Authority, kielce))
        here.versions[0].procedures = ["rewitalizacja"]
    editor = person(kielce, "editor")
    page = editor.send(f"{DESK}/nowe", TYPED | {"held_on": "2026-03-30"}, button="Save")
    assert "days before the end" in words(page.select_one(".note--warn"))
    assert "Nothing is saved yet" in words(page.select_one(".note--warn"))
    page = editor.send(page, button="Save all the same")
    assert words(page.h1) == "Warsztat o parku"
    assert "Look at this day again" in words(page.select_one(".note--warn"))


def test_a_change_is_public_with_its_reason(begin, kielce, person, resident):
    begin(capacity=5, reserved={"ngo": 2})
    editor = person(kielce, "editor")
    page = editor.send(f"{DESK}/1/zmiana", {"place": "Ratusz"}, button="Change and tell everybody")
    assert "Write in Polish why it is changed." in words(page.select_one(".problems"))
    editor.send(page, {"reason-pl": "W bibliotece jest remont"})
    page = resident.visit(PAGE)
    assert "W bibliotece jest remont" in words(page.select_one("aside"))
    assert "Ratusz" in words(page.select_one("main"))
    event = resident.fetch(f"{PAGE}/spotkanie.ics").text
    assert "SEQUENCE:1" in event
    uid = next(line for line in event.splitlines() if line.startswith("UID:"))
    assert uid in resident.fetch("/k/park-nad-silnica/kalendarz.ics").text
    page = editor.send(f"{DESK}/1", {"reason-pl": "Powódź"}, button="Call the meeting off")
    assert words(resident.visit(PAGE).select_one(".note--warn h3")) == "The meeting is called off"
    resident.visit(f"{PAGE}/zapisy")


def test_only_those_at_the_door_read_names(begin, write, kielce, powiat, person, resident):
    begun = begin()
    with write() as session:
        make_registration(session, session.get_one(Meeting, begun), name="Jan Kot", form="jan")
    seen = ((person(kielce, "analyst"), 404), (person(powiat, "clerk"), 404), (person(kielce, "clerk"), 200))
    for browser, status in seen:
        page = browser.visit(f"{DESK}/1/wejscie", status=status)
        assert ("Jan Kot" in words(page)) == (status == 200)
    page = person(kielce, "clerk").visit(f"{DESK}/1/wejscie?kod={code_of('jan')}")
    assert words(page.select_one("h3")) == "Jan Kot"
    assert "Jan Kot" not in words(resident.visit(PAGE))


def test_without_names_and_without_a_form_there_is_no_cookie(begin, visitor, read, at):
    begin(asks_name=False, groups=["resident"])
    page = visitor.visit(f"{PAGE}/zapisy")
    assert page.headers["cache-control"] == "no-store"
    assert not page.select("[name=name], [name=group]")
    at(OPEN + timedelta(seconds=5))
    visitor.send(page)
    assert visitor.is_stranger
    with read() as session:
        assert session.scalars(select(Registration.name)).one() == ""
    at(BEGINS)
    assert "Zapisz" not in words(visitor.visit(PAGE).select_one(".buttons"))


def test_a_wrong_code_and_one_of_another_meeting(begin, resident, write):
    begin()
    page = resident.send(f"{PAGE}/rezygnacja", code=code_of("nobody"))
    assert "Nobody has registered" in words(page.select_one(".error"))
    page = resident.send(page, code="K7M2")
    assert "missing or wrong" in words(page.select_one(".error"))


def test_an_idea_from_a_phone_becomes_something_else(app, begin, kielce, person, resident, read, at):
    begun = begin()
    clerk, approver = person(kielce, "clerk", "editor"), person(kielce, "approver")
    clerk.send(f"{DESK}/1/warsztat", topic="Ławki", button="Set up the table")
    page = clerk.send(f"{DESK}/1/warsztat", button="Let phones write ideas")
    code = words(page.select_one(".receipt"))
    form = resident.visit(f"/s/{code.lower()}")
    at(OPEN + timedelta(seconds=5))
    for _ in range(2):
        page = resident.send(form, title="Więcej cienia nad ławkami")
    assert "Your idea is written down" in words(page)
    resident.send(page, title="Dzwońcie: 600 700 800")
    clerk.send(f"{DESK}/1/warsztat/stol/1", title="Ławki z oparciem", text="Dla starszych", button="Write it down")
    page = clerk.send(f"{DESK}/1/warsztat", {"dots-1": "7", "dots-3": "9"}, button="Write the dots down")
    assert words(page.h1) == "3 ideas at the tables"
    assert "Więcej cienia" not in words(resident.visit(PAGE))
    approver.send(f"{DESK}/1/warsztat", button="Publish the ideas")
    shown = [words(one) for one in resident.visit(PAGE).select("[id^=pomysl] h4")]
    assert shown == ["Ławki z oparciem", "Więcej cienia nad ławkami"]
    assert "No ideas are taken now" in words(resident.visit(f"/s/{code}").h1)
    where = f"main form[action='{DESK}/1/warsztat/pomysl/1/recommendation']"
    page = clerk.send(f"{DESK}/1/warsztat", form=where)
    assert "Więcej cienia nad ławkami" in str(page)
    with read() as session:
        idea = session.scalars(select(Idea).where(Idea.meeting_id == begun, Idea.number == 1)).one()
        assert list(idea.made) == ["recommendation"]
        origin = idea.id
    with app.test_request_context():
        found = find_origin(db.session(), "idea", str(origin))
    assert found.url == f"{PAGE}#pomysl-1"
