"""Remarks from a table: read line by line, taken once, and the export of one consultation comes back in."""

import io
from datetime import date

import pytest
from sqlalchemy import select

from consult.authorities.models import Authority
from consult.drafts.models import Draft, Remark
from consult.drafts.rules.table_lines import HEADS, NoTable, read_lines
from tests.factories.consultations import signed_in
from tests.factories.drafts import OPEN, decide, make_draft, make_open, make_remark, publish_decisions, stay_signed_in
from tests.page_checks import words

BRING = "/urzad/k/{}/przyjmowanie/tabela"
TABLE = """Lp.;Numer uwagi;Data wpływu;Zgłaszający;Jednostka redakcyjna;Treść uwagi;Proponowany zapis;Stanowisko
1;7;12.03.2026;Jan Kowalski;§ 1 ust. 1;Za krótko.;;
2;8;12.03.2026;Jan Kowalski;§ 44;Nie ma tego.;;
3;9;kiedyś;;§ 2;Źle.;;
4;10;2026-03-13;;cały projekt;Dobrze.;;
"""


def test_lines_are_read_whatever_the_order():
    rows = [("Tabela",), (), ("Uwaga", "Data wpływu", "Zapis"), ("Źle", date(2026, 3, 1), None), (None, None, None)]
    (line,) = read_lines(rows, HEADS)
    assert (line.line, line.justification, line.received_on) == (4, "Źle", date(2026, 3, 1))
    with pytest.raises(NoTable):
        read_lines([("a", "b")] * 20, HEADS)


@pytest.fixture
def editor(app, write, kielce):
    with write() as session:
        browser = signed_in(app, session, [kielce], "editor")
        stay_signed_in(session, OPEN)
    browser.client.set_cookie("lang", "en")
    return browser


def test_a_table_is_read_first_and_taken_once(editor, draft, read):
    address = BRING.format("park-nad-silnica")
    page = editor.send(address, file=(io.BytesIO(b"a;b\n1;2\n"), "x.csv"))
    assert "no row with the heads" in words(page.main)
    page = editor.send(page, file=(io.BytesIO(TABLE.encode()), "uwagi.csv"), channel="email")
    assert words(page.h1) == "2 lines can come in"
    assert "The draft has no such place." in words(page.main)
    assert "The day cannot be read" in words(page.main)
    with read() as session:
        assert session.scalars(select(Remark)).all() == []
    page = editor.send(page, form="form[action$='/przyjmij']")
    assert "2 remarks are in." in words(page.body)
    page = editor.send(address, file=(io.BytesIO(TABLE.encode()), "uwagi.csv"), channel="email")
    assert "2 lines are here already." in words(page.main)
    with read() as session:
        kept = session.scalars(select(Remark).order_by(Remark.number)).all()
        assert [(one.number, one.unit_key, one.channel, one.state) for one in kept] == [
            (7, "par-1-ust-1", "email", "registered"),
            (10, "calosc", "email", "registered"),
        ]
        assert {one.name for one in kept} == {""}, "names of people are left out"


@pytest.mark.complete
def test_what_the_export_gives_comes_back_in(editor, draft, kielce, folder, visitor, write, read):
    with write() as session:
        found = session.get_one(Draft, draft)
        decide(session, make_remark(session, found, proposed_wording="Świetlica działa co dzień."), "partly_accepted")
        decide(session, make_remark(session, found, "par-2", proposed_wording="", kind="deletion"), "not_accepted")
        publish_decisions(session, found)
        make_draft(session, make_open(session, session.get_one(Authority, kielce), "Nowy park"), folder)
    with visitor.fetch("/k/park-nad-silnica/uwagi/tabela.xlsx") as table:
        book = table.data
    page = editor.send(BRING.format("nowy-park"), file=(io.BytesIO(book), "tabela.xlsx"))
    editor.send(page, form="form[action$='/przyjmij']")
    with read() as session:
        before, after = (
            session.scalars(select(Remark).join(Draft).where(condition).order_by(Remark.number)).all()
            for condition in (Draft.id == draft, Draft.id != draft)
        )
        assert [told(one) for one in before] == [told(one) for one in after]
        assert {one.state for one in after} == {"proposed"}


def told(remark):
    """Give what a table tells of a remark."""
    said = remark.number, remark.unit_key, remark.kind, remark.proposed_wording, remark.justification
    return (*said, remark.received_on, remark.decision.verdict, remark.decision.reason)
