"""The pages of meetings in a real browser: register by a thumb, at the door, the tables, the protocol."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from consult import clock
from consult.meetings.models import Meeting, Question
from consult.meetings.operations import entrance, hall, protocol, workshop
from tests.factories.accounts import CHEAP, PASSWORD, make_account
from tests.factories.consultations import make_office, official
from tests.factories.meetings import code_of, make_meeting, make_registration
from tests.factories.published import make_published

pytestmark = pytest.mark.browser

MEETINGS = "/k/park-nad-silnica/spotkania"
DESK = "/urzad/k/park-nad-silnica/spotkania"
PUBLIC = (
    f"{MEETINGS}/1",
    f"{MEETINGS}/1/zapisy",
    f"{MEETINGS}/1/rezygnacja",
    f"{MEETINGS}/2",
    f"{MEETINGS}/2/protokol",
)
OFFICE = (
    DESK,
    f"{DESK}/nowe",
    f"{DESK}/1",
    f"{DESK}/1/zmiana",
    f"{DESK}/1/pliki",
    f"{DESK}/1/wejscie?kod={code_of('jan')}",
    f"{DESK}/2/warsztat",
    f"{DESK}/2/warsztat/stol/1",
    f"{DESK}/1/pytania",
    f"{DESK}/2/protokol",
)
LONG = "Bardzodługiesłowo" * 8


@pytest.fixture(autouse=True)
def _meetings(app, write):
    """Make a meeting to come with one place left, and one that was held, with ideas and a protocol."""
    app.extensions["passwords"] = CHEAP
    now, today = clock.now(), clock.today()
    with write() as session:
        office = make_office(session)
        shown = make_published(session, office, "Park nad Silnicą", today.replace(year=today.year - 1), today)
        coming = make_meeting(session, shown, now=now, capacity=2, **_hours(now + timedelta(days=3)))
        make_registration(session, coming, form="jan", name=LONG, now=now, needs=LONG)
        past = now - timedelta(days=20)
        held = make_meeting(session, shown, now=past, title={"pl": LONG}, **_hours(past + timedelta(days=1)))
        _hold(session, held, official(office, "editor"), official(office, "approver"))
        make_account(session, "editor@example.org", "editor", "approver", authority_id=office.id)


def _hours(begins):
    return {"begins_at": begins, "ends_at": begins + timedelta(hours=2)}


def _hold(session, meeting: Meeting, editor, approver):
    at = meeting.ends_at
    entrance.walk_in(session, meeting, "ngo", now=at)
    table = workshop.add_table(session, meeting, LONG, actor=editor, now=at)
    workshop.add_idea(session, meeting, table, LONG, LONG)
    workshop.publish_ideas(session, meeting, actor=approver, now=at)
    begun = protocol.begin(session, meeting, actor=editor, now=at)
    facts = dict.fromkeys(protocol.FACTS, LONG)
    protocol.write(session, begun, facts, edit_count=0, actor=editor)
    said = dict.fromkeys(protocol.SPEECH, LONG) | {"follow_up_on": None}
    protocol.put_speech(session, begun, None, said, actor=editor)
    protocol.put_point(session, begun, None, "finding", LONG, actor=editor)
    protocol.open_for_objections(session, begun, (at + timedelta(days=4)).date(), actor=editor, now=at)
    protocol.publish(session, begun, edit_count=begun.edit_count, actor=approver, now=at + timedelta(days=6))


@pytest.mark.parametrize("javascript", [True, pytest.param(False, marks=pytest.mark.complete)])
def test_a_place_from_a_phone(browser_page, javascript):
    looking = browser_page(width=375, javascript=javascript)
    looking.visit(f"{MEETINGS}/1/zapisy?lang=en")
    page = looking.page
    page.locator("#name").fill("Ewa Mak")
    page.locator("label[for=group-0]").click()
    looking.follow(page.locator("main button[type=submit]"))
    assert page.locator("h1").inner_text() == "You have a place"
    assert page.locator("main img").evaluate("picture => picture.naturalWidth") > 0


@pytest.mark.complete
def test_for_everybody(browser_page):
    for width, dark in ((320, False), (375, True), (1280, False)):
        looking = browser_page(width=width, dark=dark)
        for address in PUBLIC:
            looking.visit(address)
    looking.visit(f"{MEETINGS}/1/zapisy")
    looking.walk()


@pytest.mark.complete
def test_for_officials(browser_page):
    for width, dark in ((375, False), (1280, True)):
        looking = browser_page(width=width, dark=dark)
        page = looking.page
        page.goto(f"{looking.base_url}/logowanie")
        page.locator("#email").fill("editor@example.org")
        page.locator("#password").fill(PASSWORD)
        looking.follow(page.locator("main button[type=submit]"))
        for address in OFFICE:
            looking.visit(address)
    looking.walk()


@pytest.mark.complete
def test_the_screen_follows_the_hall(browser_page, write):
    with write() as session:
        meeting = session.scalars(select(Meeting).where(Meeting.number == 1)).one()
        editor = official(meeting.consultation.authority, "editor")
        question = hall.ask(session, meeting, "Kiedy?", ["Rano", LONG], actor=editor, now=clock.now())
        hall.open_question(session, meeting, question)
        code, number = meeting.short_code, question.id
    looking = browser_page(width=1280, language="en")
    looking.visit(f"/s/{code}/ekran?lang=en")
    with write() as session:
        question = session.get_one(Question, number)
        for place in range(10):
            hall.answer(session, question, 1, "", form_hash=f"form {place}")
        hall.show_result(session, session.get_one(Meeting, question.meeting_id), question, is_shown=True)
    looking.page.locator("main progress").nth(1).wait_for()
    assert looking.page.get_by_text("10 answers").count() == 1
    for width in (320, 375):
        phone = browser_page(width=width)
        for address in (f"/s/{code}", f"/s/{code}/pytanie", f"/s/{code}/ekran"):
            phone.visit(address)
