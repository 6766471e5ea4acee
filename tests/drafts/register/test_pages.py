"""A clerk's letters: entered by keyboard, split into remarks, read again by another, followed by a code."""

import io
import threading

import pytest
from flask_babel import force_locale, gettext
from sqlalchemy import func, select

from consult.consultations.queries import get_consultation
from consult.drafts import queries
from consult.drafts.models import Draft, Remark
from consult.drafts.operations.remarks import Given, Place
from consult.drafts.register import operations
from consult.drafts.register.models import Letter
from consult.drafts.words import CHANNELS
from consult.web.transaction import transaction
from tests.factories.consultations import official, signed_in
from tests.factories.drafts import OPEN, OVER, decide, make_remark, publish_decisions, receipt, stay_signed_in
from tests.page_checks import words

PDF = b"%PDF-1.7\n%%EOF\n"
REGISTER = "/urzad/k/park-nad-silnica/przyjmowanie"
HEAD = {"channel": "post", "received_on": "2026-03-10", "posted_on": "2026-03-09", "sender_kind": "person"}


@pytest.fixture
def person(app, write):
    def sign_in(office, *roles):
        with write() as session:
            browser = signed_in(app, session, [office], *roles)
            stay_signed_in(session, OPEN)
        browser.client.set_cookie("lang", "en")
        return browser

    return sign_in


def test_a_clerk_enters_a_letter(person, kielce, draft, visitor, write, read):
    with write() as session:
        make_remark(session, session.get_one(Draft, draft))
        session.get_one(Draft, draft).letters_checked = "all"
    clerk = person(kielce, "clerk")
    page = clerk.send(f"{REGISTER}/nowe", HEAD, received_on="2030-01-01", channel="desk")
    assert "This day is still to come." in words(page.main)
    assert "has a day of sending" in words(page.main)
    page = clerk.send(page, HEAD, scan=(io.BytesIO(PDF), "skan.pdf"))
    page = clerk.send(page, unit="§ 77", kind="change", justification="Za krótko.")
    assert "The draft has no such place" in words(page.main)
    page = clerk.send(page, unit="par1ust1", kind="change", justification="Za krótko.")
    assert "Kept as remark no. 2." in words(page.body)
    page = clerk.send(page, unit="§ 2", kind="deletion")
    assert not page.select("form[action$='/sprawdz']"), "who typed it does not check it"

    other = person(kielce, "clerk")
    page = other.visit(f"{REGISTER}?stan=do-sprawdzenia")
    assert words(page.h1) == "1 letter to be read again"
    page = other.send(f"{REGISTER}/1/uwagi/2", justification="Za krótko, bo pracuję.")
    assert not page.select("form[action$='/sprawdz']"), "whoever corrected it has typed in it, too"
    third = person(kielce, "editor")
    third.send(f"{REGISTER}/1", form="form[action$='/sprawdz']")

    code = clerk.visit(f"{REGISTER}/1/potwierdzenie").select_one("[data-receipt]")["data-receipt"]
    visitor.client.set_cookie("lang", "en")
    page = visitor.send("/sprawdz", code=code)
    assert words(page.h1) == "The office has your letter, with 2 remarks"
    assert "Za krótko, bo pracuję." in words(page.main)
    with read() as session:
        remarks = session.scalars(select(Remark).where(Remark.letter_id.is_not(None)).order_by(Remark.number)).all()
        assert [(one.number, one.state, one.channel, one.person_number) for one in remarks] == [
            (2, "registered", "post", 2),
            (3, "registered", "post", 2),
        ]
        assert [one.proposed_wording == one.current_wording for one in remarks] == [True, False]
        assert session.query(Letter).one().checked_at is not None
    with clerk.fetch(f"{REGISTER}/1/skan") as scan:
        assert scan.data[:4] == b"%PDF"
    assert clerk.visit(f"{REGISTER}/nowe?po=1").select_one("[name=received_on]")["value"] == "2026-03-10"


def test_who_may_enter(person, kielce, powiat, draft, visitor, write):
    with write() as session:
        entered(session, session.get_one(Draft, draft))
    gets = (REGISTER, f"{REGISTER}/nowe", f"{REGISTER}/1", f"{REGISTER}/1/potwierdzenie", f"{REGISTER}/1/skan")
    stranger, approver = person(powiat, "clerk", "editor"), person(kielce, "approver")
    for address in (*gets, f"{REGISTER}/1/popraw"):
        stranger.visit(address, status=404)
        approver.visit(address, status=404)
    visitor.visit(REGISTER, status=401, cookie=True)
    person(kielce, "clerk").visit(f"{REGISTER}/1")


@pytest.mark.complete
def test_late_letters_and_named_senders_in_the_table(app, draft, write, visitor):
    with write() as session:
        found = session.get_one(Draft, draft)
        late = entered(
            session, found, channel="desk", received_on=OVER.date(), sender_kind="council", name="Rada Osiedla"
        )
        decide(session, late, now=OVER)
        publish_decisions(session, found)
    visitor.client.set_cookie("lang", "en")
    page = visitor.visit("/k/park-nad-silnica/uwagi/1")
    assert "Rada Osiedla" in words(page.main)
    with visitor.fetch("/k/park-nad-silnica/uwagi/tabela.csv") as table:
        with app.test_request_context(), force_locale("pl"):
            way = gettext("%(way)s; late", way=str(CHANNELS["desk"]))
        assert way in table.text


def entered(session, draft, **head):
    """Enter a letter with one remark."""
    consultation = get_consultation(session, draft.consultation_id)
    clerk = official(consultation.authority, "clerk")
    given = {"channel": "post", "received_on": OPEN.date()} | head
    letter = operations.enter_letter(
        session,
        consultation,
        draft,
        operations.Arrived(**given),
        request_key=str(sorted(given.items()))[-40:],
        receipt=lambda letter_id: receipt(str(letter_id)),
        actor=clerk,
        now=OPEN,
    )
    version = queries.find_version(session, draft.id, draft.published_number)
    words_ = Given(kind="opinion", proposed_wording="", justification="Dobrze.")
    return operations.add_remark(
        session,
        consultation,
        letter,
        Place(version, None),
        words_,
        request_key=f"{sorted(given.items())} 1",
        actor=clerk,
        now=OPEN,
    )


@pytest.mark.parametrize("database", ["sqlite", pytest.param("postgresql", marks=pytest.mark.complete)], indirect=True)
def test_letters_and_the_page_share_one_row_of_numbers(app, draft, read):
    barrier = threading.Barrier(8)

    def run(index):
        with app.app_context():
            barrier.wait()
            with transaction() as session:
                found = session.get_one(Draft, draft)
                if index % 2:
                    make_remark(session, found)
                else:
                    entered(session, found, sign=str(index // 4))

    threads = [threading.Thread(target=run, args=(index,)) for index in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with read() as session:
        assert session.scalars(select(Remark.number).order_by(Remark.number)).all() == [1, 2, 3, 4, 5, 6]
        assert session.scalar(select(func.count()).select_from(Letter)) == 2
