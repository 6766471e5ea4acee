"""The files of the table of remarks: who gets them, when, and that they say what the page says."""

import pytest
from sqlalchemy import select

from consult.authorities.models import Authority
from consult.drafts.models import Draft, Remark
from consult.drafts.operations import decisions, remarks
from consult.drafts.tables import keeping
from consult.drafts.tables.formats import FORMATS
from consult.jobs.models import Job
from consult.jobs.runner import do_all_due
from consult.organisations.models import Membership
from tests.drafts.tables import reading
from tests.factories.accounts import make_account
from tests.factories.consultations import official
from tests.factories.drafts import OPEN, OVER, decide, make_draft, make_remark, publish_decisions, stay_signed_in
from tests.factories.organisations import make_organisation
from tests.page_checks import words

PAGE = "/k/park-nad-silnica/uwagi"
DESK = "/urzad/k/park-nad-silnica/uwagi"
HOSTILE = '=1+1 #panic("x") $x$ ] <b>&amp; *b*'
PRINTED = {"tabela.docx": reading.of_docx, "tabela.odt": reading.of_odt, "tabela.html": reading.of_html}


@pytest.fixture
def said(write, draft, kielce):
    """Have four remarks: of a resident, of an organisation, one that is held and one that is withdrawn."""
    with write() as session:
        found = session.get_one(Draft, draft)
        member = make_account(session, "ngo@example.pl")
        office = session.get_one(Authority, kielce)
        organisation = make_organisation(session, member, authority=office, verified=True, now=OPEN)
        membership = session.scalars(
            select(Membership).where(Membership.organisation_id == organisation.id, Membership.account_id == member.id)
        ).one()
        make_remark(session, found, "par-2", justification=HOSTILE, kind="question")
        make_remark(
            session, found, proposed_wording="Świetlica jest otwarta pięć dni.", membership=membership, actor=member
        )
        make_remark(session, found, justification="Dzwońcie: 600 700 800")
        taken = make_remark(session, found, justification="Rozmyśliłam się.")
        remarks.withdraw_remark(session, found.consultation, taken, now=OPEN)
    return draft


@pytest.fixture
def decided(write, said, at):
    with write() as session:
        for remark in session.scalars(select(Remark).order_by(Remark.number)):
            if remark.state != "withdrawn":
                decide(session, remark, "accepted" if remark.number % 2 else "not_accepted", f"Powód {HOSTILE}")
        publish_decisions(session, session.get_one(Draft, said))
    at(OVER)
    return said


def given(visitor, name):
    return visitor.fetch(f"{PAGE}/{name}", buffered=True).data


def test_nothing_is_given_before_the_decisions_are_published(visitor, said):
    for name in FORMATS:
        visitor.fetch(f"{PAGE}/{name}", 404)
    assert not visitor.visit(PAGE).select(".docs")


def test_the_page_leads_to_each_file(visitor, decided):
    links = visitor.visit(PAGE).select(".docs a")
    assert [link["href"] for link in links] == [f"{PAGE}/{name}" for name in FORMATS]
    for link in links:
        answer = visitor.fetch(link["href"], buffered=True)
        assert answer.headers["cache-control"] == "public, no-cache"
        assert answer.headers["content-disposition"].startswith("attachment; filename=park-nad-silnica-tabela")
        assert visitor.is_stranger
        again = visitor.client.get(link["href"], buffered=True, headers={"If-None-Match": answer.headers["etag"]})
        assert again.status_code == 304
    details = [words(one) for one in visitor.visit(PAGE).select(".docs .xs")]
    assert all(one.endswith("B") for one in details), "now their sizes are known"


@pytest.mark.parametrize("name", PRINTED)
def test_a_document_says_what_the_page_says(visitor, decided, name):
    page = visitor.visit(PAGE)
    rows = PRINTED[name](given(visitor, name))
    shown = page.select(".records > li")
    assert [row[1] for row in rows] == [one["id"].removeprefix("nr-") for one in shown] == ["2", "1"]
    assert [row[0] for row in rows] == ["1", "2"]
    assert [row[3] for row in rows] == [
        "Stowarzyszenie Zielone Kielce",
        words(shown[1].select_one(".remark__name")).removeprefix("1 "),
    ]
    assert rows[0][4].startswith("§ 1 ust. 1")
    assert "Świetlica jest otwarta trzy dni w tygodniu." in rows[0][5]
    assert "Świetlica jest otwarta pięć dni." in rows[0][5]
    assert HOSTILE in rows[1][6]
    assert [row[8] for row in rows] == [f"Powód {HOSTILE}"] * 2
    assert [row[7].splitlines()[1] for row in rows] == [f"{OVER:%d.%m.%Y}"] * 2


def test_the_pdf_says_it_too(visitor, decided):
    found = reading.words_of_pdf(given(visitor, "tabela.pdf"))
    for text in ("Stowarzyszenie Zielone Kielce", "Świetlica jest otwarta pięć dni.", "Park nad Silnicą"):
        assert text in found
    assert found.replace(" ", "").count(HOSTILE.replace(" ", "")) == 3
    assert "600 700 800" not in found
    assert "Rozmyśliłam" not in found


def test_spreadsheets_have_a_cell_for_each_thing(visitor, decided):
    rows = reading.of_xlsx(given(visitor, "tabela.xlsx"))
    assert [row[:2] for row in rows] == [[1, 2], [2, 1]]
    assert rows[1][11] == HOSTILE
    assert rows[0][2].date() == OPEN.date()
    assert rows[0][16].endswith("/k/park-nad-silnica/uwagi/2")
    for name in ("tabela.csv", "tabela-excel.csv"):
        read = reading.of_csv(given(visitor, name))
        assert [row[:2] for row in read[1:]] == [["1", "2"], ["2", "1"]]
        assert read[2][11] == f"'{HOSTILE}"
        assert len({len(row) for row in read}) == 1


def test_a_remark_that_is_shown_later_stands_in_the_next_file(app, visitor, write, decided, settings, read_folder):
    assert len(reading.of_xlsx(given(visitor, "tabela.xlsx"))) == 2
    before = read_folder()
    with write() as session:
        held = session.scalars(select(Remark).where(Remark.is_held)).one()
        who = official(held.draft.consultation.authority, "moderator")
        decisions.release(session, held, edit_count=held.edit_count, actor=who, now=OVER)
    assert len(reading.of_xlsx(given(visitor, "tabela.xlsx"))) == 3
    assert len(read_folder()) == len(before) == 1, "the earlier file is gone"


@pytest.fixture
def read_folder(settings):
    return lambda: list((settings.data_dir / "tables").glob("*/*"))


def test_the_job_makes_all_files(app, visitor, decided, settings):
    with app.app_context():
        do_all_due(app)
    made = {path.name for path in (settings.data_dir / "tables").rglob("*.*")}
    assert made == set(FORMATS)


def test_a_long_table_is_made_by_the_job(app, visitor, write, decided, monkeypatch):
    with write() as session:
        session.query(Job).delete()
    monkeypatch.setattr(keeping, "AT_ONCE", 1)
    page = visitor.visit(f"{PAGE}/tabela.xlsx", 503)
    assert page.headers["retry-after"]
    visitor.visit(f"{PAGE}/tabela.odt", 503)
    with write() as session:
        assert session.query(Job).count() == 1, "one job makes them all"
    with app.app_context():
        do_all_due(app)
    assert len(reading.of_xlsx(given(visitor, "tabela.xlsx"))) == 2


def test_what_is_not_there(visitor, decided):
    visitor.fetch("/k/inna/uwagi/tabela.docx", 404)
    visitor.fetch(f"{PAGE}/tabela.exe", 404)


@pytest.fixture
def person(signed, write):
    def sign_in(office, *roles, now=OPEN):
        browser = signed(office, *roles)
        with write() as session:
            stay_signed_in(session, now)
        return browser

    return sign_in


def test_an_office_takes_its_own_table_before_it_is_published(write, said, kielce, powiat, person):
    with write() as session:
        found = session.scalars(select(Remark).where(Remark.number == 1)).one()
        decide(session, found, "explained", "Wyjaśniamy.")
    analyst = person(kielce, "analyst")
    rows = reading.of_docx(analyst.fetch(f"{DESK}/tabela.docx").data)
    assert [row[1] for row in rows] == ["2", "1"]
    assert [row[8] for row in rows] == ["", "Wyjaśniamy."]
    answer = analyst.fetch(f"{DESK}/tabela.pdf")
    assert answer.headers["cache-control"] == "no-store"
    assert "600 700 800" not in reading.words_of_pdf(answer.data)
    queue = analyst.visit("/urzad/k/park-nad-silnica/rozpatrywanie/1")
    assert [link["href"] for link in queue.select(".docs a")] == [f"{DESK}/{name}" for name in FORMATS]
    person(powiat, "editor", "admin").fetch(f"{DESK}/tabela.docx", 404)


def test_strangers_do_not_get_the_preview(visitor, said):
    assert visitor.client.get(f"{DESK}/tabela.docx").status_code in {302, 401}


def test_two_drafts_stand_one_after_the_other(write, decided, visitor, folder, kielce):
    with write() as session:
        consultation = session.get_one(Draft, decided).consultation
        second = make_draft(session, consultation, folder, title="Załącznik")
        decide(session, make_remark(session, second), "explained", "Tak.")
    assert len(reading.of_docx(given(visitor, "tabela.docx"))) == 2, "its decisions are not public yet"
    with write() as session:
        publish_decisions(session, session.scalars(select(Draft).where(Draft.number == 2)).one())
    assert [row[1] for row in reading.of_docx(given(visitor, "tabela.docx"))] == ["2", "1", "5"]
    assert [row[5] for row in reading.of_xlsx(given(visitor, "tabela.xlsx"))] == ["Program", "Program", "Załącznik"]


@pytest.mark.complete
def test_two_thousand_remarks(app, write, draft, at, visitor):
    with write() as session:
        found = session.get_one(Draft, draft)
        for number in range(2000):
            make_remark(session, found, justification=f"Uwaga {number}. " + "Świetlica ma być dłużej otwarta. " * 6)
        for remark in session.scalars(select(Remark)):
            decide(session, remark, "accepted", "Słusznie. " * 10)
        publish_decisions(session, session.get_one(Draft, draft))
    at(OVER)
    with app.app_context():
        do_all_due(app)
    for name, read in {**PRINTED, "tabela.xlsx": reading.of_xlsx}.items():
        rows = read(given(visitor, name))
        assert [str(row[1]) for row in rows] == [str(number) for number in range(1, 2001)], name
    found = reading.words_of_pdf(given(visitor, "tabela.pdf"))
    assert all(f"Uwaga {number}." in found for number in range(2000))
