"""A position: written by several at once without loss, unread by others, signed, sent, changed and sent anew."""

import threading

import pytest
from sqlalchemy import select

from consult.authorities.models import Authority
from consult.drafts import queries
from consult.drafts.models import Draft, Remark
from consult.drafts.operations.remarks import Given, Place
from consult.drafts.positions import operations
from consult.drafts.positions.models import Position, PositionPart
from consult.web.transaction import transaction
from tests.factories.accounts import english, make_account, sign_in
from tests.factories.drafts import OPEN, stay_signed_in
from tests.factories.organisations import let_in, make_organisation
from tests.page_checks import words

HOME = "/organizacja/stanowiska"


@pytest.fixture
def people(app, write, kielce, draft):
    """Give Ola (representative) and Piotr (member) of one organisation, and Zofia of another."""
    with write() as session:
        office = session.get_one(Authority, kielce)
        ola, piotr, zofia = (
            make_account(session, f"{name}@example.org", name=name) for name in ("Ola", "Piotr", "Zofia")
        )
        ours = make_organisation(session, ola, authority=office, verified=True)
        let_in(session, ours, piotr, "member", authority=office)
        make_organisation(session, zofia, authority=office, verified=True, name="Fundacja Las")
    browsers = {}
    for name in ("Ola", "Piotr", "Zofia"):
        browsers[name] = english(app)
        sign_in(browsers[name], f"{name}@example.org")
        with write() as session:
            stay_signed_in(session, OPEN)
    return browsers


def written(ola, piotr):
    """Let two people write a position, one of them over the other; give its address and that of a part."""
    page = ola.send(HOME, button="Begin as Stowarzyszenie Zielone Kielce")
    address = page.url
    page = piotr.send(page_at(piotr, address), j="§ 9", form="main form[action$='/nowa']")
    assert "The draft has no such place." in words(page.main)
    page = piotr.send(page_at(piotr, address), j="§ 1 ust. 1", form="main form[action$='/nowa']")
    assert "trzy dni" in page.select_one("[name=proposed_wording]").text
    page = piotr.send(page, proposed_wording="Świetlica jest otwarta pięć dni.", justification="Bo tak.", kind="change")
    edit = page.select_one("a[href*='/czesci/']")["href"]
    mine, theirs = ola.visit(edit), piotr.visit(edit)
    piotr.send(theirs, justification="Rodzice pracują.")
    page = ola.send(mine, justification="Dzieci czekają.")
    assert "Rodzice pracują." in words(page.main), "what is kept now"
    assert page.select_one("[name=justification]").text.strip() == "Dzieci czekają.", "what I wrote"
    ola.send(page, justification="Rodzice pracują, dzieci czekają.")
    page = ola.send(f"{address}/nowa", kind="opinion", justification="Popieramy projekt.")
    assert "Last written by Ola" in words(page.main)
    assert not piotr.visit(address).select("form[action$='/wyslij']"), "a member does not send"

    return address, edit


@pytest.mark.complete
def test_others_read_it_when_asked_to_sign_and_the_office_when_it_is_sent(people, read, visitor):
    ola, piotr, zofia = people["Ola"], people["Piotr"], people["Zofia"]
    address, edit = written(ola, piotr)
    zofia.visit(address, status=404)
    zofia.visit(edit, status=404)
    visitor.visit(address, status=401, cookie=True)
    ola.send(ola.visit(address), organisation="Fundacja Las")
    page = zofia.send(zofia.visit(address), form="form[action$='/podpisz']")
    assert "Your organisation signs it" in words(page.main)
    zofia.visit(edit, status=404)
    page = ola.send(ola.visit(address), form="form[action$='/wyslij']")
    assert "The office has it, with 2 remarks." in words(page.body)
    with read() as session:
        sent = session.scalars(select(Remark).order_by(Remark.number)).all()
        assert [(one.unit_key, one.organisation.name) for one in sent] == [
            ("calosc", "Stowarzyszenie Zielone Kielce"),
            ("par-1-ust-1", "Stowarzyszenie Zielone Kielce"),
        ]
    visitor.client.set_cookie("lang", "en")
    assert "signed also by: Fundacja Las" in words(visitor.visit("/k/park-nad-silnica/uwagi/2").main)

    ola.send(ola.visit(edit), justification="Krócej.")
    page = ola.send(ola.visit(address), form="form[action$='/usun']")
    page = ola.send(page, form="form[action$='/wyslij']")
    with read() as session:
        sent = session.scalars(select(Remark).order_by(Remark.number)).all()
        assert [(one.state, one.justification) for one in sent] == [
            ("withdrawn", "Popieramy projekt."),
            ("submitted", "Krócej."),
        ]
        assert [one.justification for one in sent[1].corrections] == ["Rodzice pracują, dzieci czekają."]
    assert "signed also by" not in words(visitor.visit("/k/park-nad-silnica/uwagi/2").main), "signed before the change"
    with ola.fetch(f"{address}/stanowisko.docx") as copy:
        assert copy.data[:2] == b"PK"


def page_at(browser, address):
    return browser.visit(address)


@pytest.mark.parametrize("database", ["sqlite", pytest.param("postgresql", marks=pytest.mark.complete)], indirect=True)
def test_two_at_once_lose_nothing(app, write, kielce, draft, read):
    with write() as session:
        office, found = session.get_one(Authority, kielce), session.get_one(Draft, draft)
        ola = make_account(session, "ola@example.org", name="Ola")
        ours = make_organisation(session, ola, authority=office)
        position = operations.begin(session, ours, found, actor=ola, now=OPEN)
        place = Place(queries.find_version(session, draft, 1), None)
        said = Given(kind="opinion", proposed_wording="", justification="Początek.")
        part = operations.add_part(session, position, place, said, part_id=position.id, actor=ola, now=OPEN)
        ids, person = (position.id, part.id), ola.id
    barrier = threading.Barrier(6)
    kept = []

    def write_it(index):
        with app.app_context():
            barrier.wait()
            try:
                with transaction() as session:
                    session.get_one(Position, ids[0], with_for_update={"of": Position}, populate_existing=True)
                    mine = session.get_one(PositionPart, ids[1], populate_existing=True)
                    words_ = Given(kind="opinion", proposed_wording="", justification=f"Wersja {index}.")
                    writer = session.get_one(type(ola), person)
                    operations.edit_part(session, mine, words_, edit_count=0, actor=writer, now=OPEN)
                kept.append(index)
            except operations.ChangedMeanwhile:
                pass

    threads = [threading.Thread(target=write_it, args=(index,)) for index in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with read() as session:
        part = session.get_one(PositionPart, ids[1])
        assert len(kept) == 1
        assert part.justification == f"Wersja {kept[0]}."
        assert [one.justification for one in part.earlier] == ["Początek."]
