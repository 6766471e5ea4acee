"""A day in a powiat: sixty people want forty places, and what they say at the tables is answered in the end."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from consult.authorities.queries import get_authority
from consult.initiatives.models import Initiative
from consult.initiatives.rules.stages import Kind
from consult.mail.models import Mail
from consult.meetings.models import Idea, Registration
from consult.meetings.rules.vocabulary import HAS_PLACE, WAITS
from tests.factories.accounts import english
from tests.factories.drafts import OPEN, make_open, stay_signed_in
from tests.factories.initiatives import open_call
from tests.factories.meetings import BEGINS
from tests.meetings.conftest import _now, kielce, person, powiat, signed
from tests.page_checks import words

__all__ = ["_now", "kielce", "person", "powiat", "signed"]
pytestmark = pytest.mark.complete

SLUG = "park-nad-silnica"
PAGE = f"/k/{SLUG}/spotkania/1"
DESK = f"/urzad/k/{SLUG}/spotkania"
HERE = f"{DESK}/1"
PROTOCOL = f"{HERE}/protokol"
AFTER = BEGINS + timedelta(hours=3)
ANNOUNCED = {
    "kind": "workshop",
    "title-pl": 'Warsztat: "Czyj jest park?" <b>& co dalej</b>',
    "held_on": f"{BEGINS:%Y-%m-%d}",
    "begins": "12:00",
    "ends": "14:00",
    "place": "Starostwo; sala 1",
    "address": "ul. Wrzosowa 44",
    "groups": ["resident", "ngo", "business"],
    "capacity": "40",
}
ASKED = {
    "text": "Ogłaszać konkursy wcześniej.",
    "problem": "Organizacje zaczynają pracę w maju.",
    "addressee_kind": "organ",
    "addressee_name": "Zarząd Powiatu",
    "kind": "organisational",
    "priority": "high",
    "indicator": "Konkursy ogłoszone do 30 listopada.",
}


@pytest.fixture
def environment(environment):
    """Offer mails; nothing is sent, they wait."""
    return environment | {"CONSULT_SMTP_URL": "smtp://mail.example.org", "CONSULT_MAIL_FROM": "k@example.org"}


@pytest.fixture
def day(powiat, person, write, at, app):
    """Have the people of the powiat at work: a clerk who writes, an approver, somebody without an account."""

    class Day:
        """Who is there, and how time goes on."""

        clerk = person(powiat, "clerk", "editor")
        approver = person(powiat, "approver")
        resident = english(app)

        def is_now(self, moment) -> None:
            """Go on to a moment, in which officials have just signed in."""
            at(moment)
            with write() as session:
                stay_signed_in(session, moment)

    with write() as session:
        office = get_authority(session, powiat)
        make_open(session, office)
        open_call(session, office, Kind.LOCAL)
    return Day()


def test_a_day_in_a_powiat(day, kielce, person, app, read):
    announce(day)
    codes = sixty_register(day, read)
    two_give_back(day, codes, read)
    thirty_five_come(day)
    twelve_ideas(day)
    made = three_initiatives(day, read)
    a_disputed_protocol(day, codes)
    asked = [*made, *recommended(day)]
    assert len(asked) == 4
    published_and_answered(day, asked)
    another_office_sees_nothing(person(kielce, "clerk", "editor", "approver", "admin", now=AFTER), day)


def announce(day):
    day.clerk.send(f"{DESK}/nowe", ANNOUNCED, button="Save")
    day.approver.send(HERE, button="Publish")
    assert "Czyj jest park?" in words(day.resident.visit(PAGE).h1)


def sixty_register(day, read):
    forms = [day.resident.visit(f"{PAGE}/zapisy") for _number in range(60)]
    day.is_now(OPEN + timedelta(seconds=5))
    groups = ("resident", "ngo", "business")
    codes = []
    for number, form in enumerate(forms):
        said = {"name": f"Osoba {number} O'Lisek", "group": groups[number % 3], "email": f"o{number}@example.org"}
        page = day.resident.send(form, said)
        expected = "You have a place" if number < 40 else "You are on the waiting list"
        assert words(page.h1) == expected
        codes.append(page.select_one("[data-receipt]")["data-receipt"])
    assert states(read) == {HAS_PLACE: 40, WAITS: 20}
    return codes


def states(read):
    with read() as session:
        counted = select(Registration.state, func.count()).group_by(Registration.state)
        return {state: count for state, count in session.execute(counted) if state in {HAS_PLACE, WAITS}}


def two_give_back(day, codes, read):
    for code in codes[:2]:
        day.resident.send(day.resident.send("/sprawdz", code=code), button="Give your place back")
    assert states(read) == {HAS_PLACE: 40, WAITS: 18}
    with read() as session:
        told = session.scalars(select(Mail.recipient).where(Mail.message == "meetings/mail/moved_up")).all()
    assert sorted(told) == ["o40@example.org", "o41@example.org"]
    assert words(day.resident.send("/sprawdz", code=codes[40]).h1) == "You have a place"


def thirty_five_come(day):
    day.is_now(BEGINS)
    for number in range(2, 37):
        page = day.clerk.visit(f"{HERE}/wejscie?q=Osoba+{number}+")
        page = day.clerk.send(page, button=f"Came: Osoba {number} O'Lisek")
    assert words(page.h1) == "35 people of 40 are here"


def twelve_ideas(day):
    for table in range(1, 6):
        day.clerk.send(f"{HERE}/warsztat", topic=f'Stół "{table}"', button="Set up the table")
    for number in range(12):
        form = day.clerk.visit(f"{HERE}/warsztat/stol/{number % 5 + 1}")
        for _twice in range(2):
            day.clerk.send(form, title=f"Pomysł {number + 1}: <ławki> & cień", text="", button="Write it down")
    dots = {f"dots-{number}": str(20 - number) for number in range(1, 13)}
    page = day.clerk.send(f"{HERE}/warsztat", dots, button="Write the dots down")
    assert words(page.h1) == "12 ideas at the tables"
    day.approver.send(f"{HERE}/warsztat", button="Publish the ideas")


def three_initiatives(day, read):
    """Make initiatives of the three that got most dots, and recommendations of the next two."""

    def make(number, key):
        """Press a button twice."""
        where = f"main form[action='{HERE}/warsztat/pomysl/{number}/{key}']"
        form = day.clerk.visit(f"{HERE}/warsztat")
        first, again = (day.clerk.send(form, form=where) for _twice in range(2))
        assert first.url == again.url
        return first.url

    for number in (1, 2, 3):
        make(number, "initiative")
    with read() as session:
        assert session.scalars(select(Initiative.title).order_by(Initiative.number)).all() == [
            f"Pomysł {number}: <ławki> & cień" for number in (1, 2, 3)
        ]
        made = session.scalars(select(Idea.made).where(Idea.number <= 3)).all()
        assert [list(one) for one in made] == [["initiative"]] * 3
    return [make(number, "recommendation") for number in (4, 5)]


def a_disputed_protocol(day, codes):
    day.is_now(AFTER)
    day.clerk.send(PROTOCOL, button="Begin the protocol")
    day.clerk.send(f"{PROTOCOL}/dane", chair="Ewa Lis, kierowniczka", recorder="Jan Sowa")
    day.clerk.send(f"{PROTOCOL}/glos/0", role="mieszkanka", gist="Brakuje cienia.")
    for text in ("Potrzeba więcej ławek.", "Konkursy są za późno."):
        day.clerk.send(f"{PROTOCOL}/punkt/0", kind="finding", text=text)
    day.clerk.send(f"{PROTOCOL}/punkt/0", kind="dispute", text="Parking przy bramie.")
    until = f"{AFTER + timedelta(days=4):%Y-%m-%d}"
    day.clerk.send(PROTOCOL, until=until, button="Open for objections")
    page = day.resident.send(f"{PAGE}/protokol/zastrzezenia", code=codes[59])
    assert "you were not there" in words(page.select_one(".error"))
    page = day.resident.send(page, code=codes[2])
    day.resident.send(page, text="Mówiliśmy też o toaletach.", form="main form[method=post]")
    day.is_now(AFTER + timedelta(days=5))
    assert not day.approver.visit(PROTOCOL).select("form[action$=opublikuj]")
    day.clerk.send(f"{PROTOCOL}/zastrzezenie/1", verdict="dissent", answer="Nie ma tego w nagraniu.")
    day.approver.send(PROTOCOL, button="Approve and publish")
    page = words(day.resident.visit(f"{PAGE}/protokol"))
    for part in ("Mówiliśmy też o toaletach.", "the dissent is noted", "35 people"):
        assert part in page


def recommended(day):
    """Make recommendations of two findings of the protocol."""
    return [
        day.clerk.send(PROTOCOL, form=f"main form[action='{PROTOCOL}/punkt/{number}/recommendation']").url
        for number in (1, 2)
    ]


def published_and_answered(day, asked):
    today = AFTER + timedelta(days=5)
    for number, url in enumerate(asked):
        due_on = f"{today + timedelta(days=20 + number):%Y-%m-%d}"
        day.clerk.send(url, ASKED | {"title": f"Zalecenie {number + 1}"}, answer_due_on=due_on)
        overview = url.rpartition("/")[0]
        day.clerk.send(overview, button="Send for approval")
        day.clerk.client.post(f"{overview}/opublikuj")
        day.resident.visit(f"/rekomendacje/powiat-kielecki/{number + 1}", status=404)
        day.approver.send(overview, button="Publish")
    for number in (2, 3, 4):
        said = {"verdict": "accepted", "owner": "Wydział Promocji", "deadline": "2026-12-31"}
        day.clerk.send(f"/rekomendacje/powiat-kielecki/{number}/odpowiedz", said)
    day.is_now(today + timedelta(days=30))
    page = day.resident.visit("/rekomendacje")
    assert words(page.h1) == "One recommendation is overdue"
    assert words(page.select_one(".rows h3")) == "Zalecenie 1"
    said = {"verdict": "rejected", "reasons": "Nie ma pieniędzy."}
    day.clerk.send("/rekomendacje/powiat-kielecki/1/odpowiedz", said)
    assert ", late" in words(day.resident.visit("/rekomendacje/powiat-kielecki/1").main)
    assert ", late" not in words(day.resident.visit("/rekomendacje/powiat-kielecki/2").main)


def another_office_sees_nothing(stranger, day):
    """Try every address of the desk in the name of another office."""
    stranger.client.set_cookie("lang", "en")
    day.is_now(AFTER + timedelta(days=40))
    pages = ("", "/zmiana", "/podglad", "/pliki", "/wejscie", "/warsztat", "/warsztat/stol/1", "/warsztat/pomysl/1")
    pages += ("/pytania", "/protokol", "/protokol/dane", "/protokol/glos/1", "/protokol/punkt/1", "/lista.pdf")
    for page in pages:
        assert stranger.client.get(f"{HERE}{page}").status_code == 404, page
    token = stranger.visit("/urzad/rekomendacje/nowa").select_one("input[name=csrf_token]")["value"]
    acts = ("/opublikuj", "/odwolaj", "/usun", "/wejscie", "/wejscie/5", "/wejscie/licz", "/warsztat")
    acts += ("/warsztat/stol/1", "/warsztat/pomysl/1", "/warsztat/pomysl/1/usun", "/warsztat/kropki")
    acts += ("/warsztat/telefony", "/warsztat/opublikuj", "/warsztat/pomysl/6/initiative", "/protokol/opublikuj")
    acts += ("/protokol/dane", "/protokol/glos/0", "/protokol/glos/1/usun", "/protokol/punkt/1/recommendation")
    for act in acts:
        said = {"csrf_token": token, "group": "resident", "topic": "x", "title": "x", "edit_count": "0"}
        sent = stranger.client.post(f"{HERE}{act}", data=said, headers={"Sec-Fetch-Site": "same-origin"})
        assert sent.status_code == 404, act
    assert stranger.client.get("/urzad/inicjatywy/powiat-kielecki-1").status_code == 404
    assert stranger.client.get("/rekomendacje/powiat-kielecki/1/odpowiedz").status_code == 404
    huge = "9" * 30
    for wrong in (f"{PAGE[:-1]}{huge}", f"{HERE[:-1]}{huge}", f"/rekomendacje/powiat-kielecki/{huge}"):
        assert day.clerk.client.get(wrong).status_code == 404
    for wrong in (f"/warsztat/pomysl/{huge}", f"/protokol/punkt/{huge}", f"/warsztat/stol/{huge}"):
        assert day.clerk.client.get(f"{HERE}{wrong}").status_code == 404, wrong
    assert day.clerk.client.get(f"{HERE}/wejscie?strona={huge}&q=%00%27%22&kod={huge}").status_code in {200, 302, 404}
