"""The desk of an official: what waits for whom, and how everything stands."""

from datetime import timedelta

import pytest
from sqlalchemy import event, select

from consult.authorities.models import Authority
from consult.consultations import operations
from consult.consultations.models import Consultation
from consult.extensions import db
from tests.factories.authorities import POWIAT_KIELECKI
from tests.factories.consultations import (
    NOW,
    approve,
    correct,
    make_office,
    make_preparing,
    make_public,
    official,
    signed_in,
)
from tests.page_checks import words


@pytest.fixture(autouse=True)
def _now(at):
    at(NOW)


@pytest.fixture
def kielce(write):
    with write() as session:
        return make_office(session).id


@pytest.fixture
def signed(app, write):
    def sign_in(office, *roles):
        with write() as session:
            return signed_in(app, session, office if isinstance(office, list) else [office], *roles)

    return sign_in


def waiting(page):
    return [words(link) for link in page.select("section[aria-labelledby=waiting] h3 a")]


def listed(page):
    return [words(link) for link in page.select("section[aria-labelledby=all] h3 a")]


def test_an_empty_desk_says_how_to_begin(signed, kielce):
    page = signed(kielce, "editor").visit("/urzad")
    assert page.select_one(".empty a[href='/urzad/k/nowa']")
    assert not signed(kielce, "analyst").visit("/urzad").select("a[href='/urzad/k/nowa']")


def test_what_waits_for_whom(signed, kielce, write):
    with write() as session:
        office = session.get_one(Authority, kielce)
        make_preparing(session, office, "Szkic")
        sent = make_preparing(session, office, "Wysłane")
        operations.send_for_approval(session, sent, actor=official(office, "editor"), now=NOW)
        make_public(session, office, "Ogłoszone")
        correct(session, make_public(session, office, "Poprawiane"))
    everything = {"Szkic", "Wysłane", "Ogłoszone", "Poprawiane"}
    for role, wanted in (("editor", {"Szkic", "Poprawiane"}), ("approver", {"Wysłane"}), ("analyst", set())):
        page = signed(kielce, role).visit("/urzad")
        assert set(waiting(page)) == wanted
        assert set(listed(page)) == everything


def test_who_wrote_it_does_not_wait_for_themselves(signed, kielce, write):
    both = signed(kielce, "editor", "approver")
    with write() as session:
        make_preparing(session, session.get_one(Authority, kielce), "Szkic")
    both.send("/urzad/k/szkic/publikacja", form="form[action$='/do-zatwierdzenia']")
    assert waiting(both.visit("/urzad")) == []


def test_what_was_returned_waits_for_the_editor(signed, kielce, write):
    with write() as session:
        begun = make_preparing(session, session.get_one(Authority, kielce), "Szkic")
        operations.send_for_approval(session, begun, actor=official(begun.authority, "editor"), now=NOW)
        operations.return_to_editor(session, begun, "Krócej.", actor=official(begun.authority, "approver"), now=NOW)
    assert waiting(signed(kielce, "editor").visit("/urzad")) == ["Szkic"]
    assert waiting(signed(kielce, "approver").visit("/urzad")) == []


def test_an_official_sees_the_own_offices_alone(signed, kielce, write):
    with write() as session:
        powiat = make_office(session, POWIAT_KIELECKI, "Powiat kielecki")
        make_public(session, powiat, "Droga")
        make_public(session, session.get_one(Authority, kielce), "Park")
        both = [kielce, powiat.id]
    assert listed(signed(kielce, "editor").visit("/urzad")) == ["Park"]
    page = signed(both, "editor").visit("/urzad")
    assert set(listed(page)) == {"Park", "Droga"}
    assert "Powiat kielecki" in words(page.main)


def test_the_last_changed_stands_first(signed, kielce, write):
    with write() as session:
        office = session.get_one(Authority, kielce)
        for hours, title in enumerate(("Park", "Droga", "Most")):
            make_preparing(session, office, title, now=NOW + timedelta(hours=hours))
    assert listed(signed(kielce, "editor").visit("/urzad")) == ["Most", "Droga", "Park"]


def test_others_have_no_desk(signed, visitor):
    signed(None, "operator").visit("/urzad", status=404)
    assert visitor.client.get("/urzad").status_code == 401


@pytest.mark.both_databases
def test_no_more_is_asked_for_a_longer_list(app, signed, kielce, write):
    editor = signed(kielce, "editor", "approver")
    asked = []

    def note(_connection, _cursor, statement, *_rest):
        asked.append(statement)

    def count():
        asked.clear()
        page = editor.visit("/urzad")
        return len(asked), len(listed(page))

    make(write, kielce, 1)
    editor.visit("/urzad")  # what is asked once is known now
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", note)
    few, one = count()
    make(write, kielce, 19)
    many, twenty = count()
    assert (one, twenty) == (1, 20)
    assert many == few, asked


def make(write, office_id, number):
    """Make consultations at every stage."""
    with write() as session:
        office = session.get_one(Authority, office_id)
        for _ in range(number):
            begun = make_preparing(session, office)
            have = len(session.scalars(select(Consultation)).all())
            if have % 2:
                approve(session, begun)
            if have % 4 == 1:
                correct(session, begun)
