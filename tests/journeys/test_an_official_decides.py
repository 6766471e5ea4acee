"""An editor imports a draft and mends it, an approver publishes it; two decide each remark, then all are published."""

import io

import pytest

from consult.jobs.runner import do_all_due
from consult.mail.models import Mail
from tests.factories.accounts import english
from tests.factories.consultations import make_office, signed_in
from tests.factories.drafts import OPEN, OVER, TEXT, make_open, stay_signed_in
from tests.page_checks import words

pytestmark = pytest.mark.both_databases
DESK = "/urzad/k/park-nad-silnica"
DRAFT = f"{DESK}/projekt/1"
QUEUE = f"{DESK}/rozpatrywanie/1"
PUBLIC = "/k/park-nad-silnica"


@pytest.fixture
def office(write, at):
    at(OPEN)
    with write() as session:
        office = make_office(session)
        make_open(session, office)
        return office.id


@pytest.fixture
def person(app, write, office):
    def sign_in(*roles, name="Anna Nowak"):
        with write() as session:
            browser = signed_in(app, session, [office], *roles, name=name)
            stay_signed_in(session, OPEN)
        browser.client.set_cookie("lang", "en")
        return browser

    return sign_in


def test_an_official_decides(app, person, at, write, read):
    editor, approver = person("editor"), person("approver", name="Ewa Lis")
    import_and_publish(editor, approver)

    resident = english(app)
    unit = f"{PUBLIC}/projekt/1/j/par-1-ust-1"
    first = resident.send(unit, proposed_wording="Świetlica jest otwarta cztery dni.", contact="jan@example.org")
    second = resident.send(f"{PUBLIC}/projekt/1/j/par-2", justification="Telefon: 600 700 800", kind="question")
    assert "An official looks at it first" in words(second.main)

    at(OVER)
    with write() as session:
        stay_signed_in(session, OVER)
    decide(editor, approver)
    public = resident.visit(f"{PUBLIC}/uwagi")
    assert "waits for an answer" in words(public.main)
    assert "Cztery dni tak" not in public.text

    page = approver.send(QUEUE, form="form[action$='/opublikuj']")
    assert "The decisions are published" in words(page.main)
    page = resident.visit(f"{PUBLIC}/uwagi")
    assert words(page.h1) == "2 remarks and the office's answers"
    assert "Cztery dni tak, od września." in words(page.main)
    assert [words(tag) for tag in page.select(".tally li")] == ["1 partly accepted", "1 explained"]
    page = resident.send("/sprawdz", code=first.select_one("[data-receipt]")["data-receipt"])
    assert words(page.h1) == "Your remark is accepted in part"
    assert "Cztery dni tak" in words(page.main)

    with app.app_context():
        do_all_due(app)
    with read() as session:
        mail = session.query(Mail).one()
        assert (mail.recipient, mail.message) == ("jan@example.org", "drafts/mail/decided")


def import_and_publish(editor, approver):
    page = editor.visit(f"{DESK}/projekt")
    page = editor.visit(page.select_one("a.button")["href"])
    page = editor.send(page, title="Program", source="", asks_contact=True)
    assert "Choose a file, or paste the text." in words(page.main)
    page = editor.send(page, title="Program", file=(io.BytesIO(TEXT.encode()), "projekt.md"), asks_contact=True)
    assert words(page.h1) == "Program"
    assert len(page.select(".cut > li")) == 7

    page = editor.send(page, form=".cut > li:nth-of-type(6) form[action$='/polacz']")
    assert len(page.select(".cut > li")) == 6
    page = editor.send(f"{DRAFT}/podziel/4", text="dla dzieci;\n\n2) dla osób starszych.")
    assert [words(tag) for tag in page.select(".cut__label")][4:6] == ["§ 1 ust. 2 pkt 1", "§ 1 ust. 2 pkt 2"]
    page = editor.send(page, form=".cut > li:nth-of-type(6) form[action$='/wyzej']")
    page = editor.send(page, form=".cut > li:nth-of-type(6) form[action$='/glebiej']")
    page = editor.send(f"{DRAFT}/podziel/4", text="dla\n\nnikogo")
    assert "This cannot be done here" in words(page.main)
    editor.send(DRAFT, form="form[action$='/do-zatwierdzenia']")

    approver.send(DRAFT, form="form[action$='/do-poprawy']", because="Sprawdź § 2.")
    assert "Sprawdź § 2." in words(editor.visit(DRAFT).main)
    editor.send(DRAFT, form="form[action$='/do-zatwierdzenia']")
    approver.send(DRAFT, form="form[action$='/opublikuj']")
    with approver.fetch(f"{PUBLIC}/projekt/1/wersje/1/plik") as file:
        assert file.data.decode() == TEXT


def decide(editor, approver):
    page = editor.visit(QUEUE)
    assert words(page.h1) == "2 remarks of 2 left to decide"
    page = editor.visit(f"{QUEUE}?stan=todo")
    page = editor.visit(page.select_one(".queue a")["href"])
    page = editor.send(page, verdict="partly_accepted")
    assert "Write the reason" in words(page.main)
    page = editor.send(page, verdict="partly_accepted", reason="Cztery dni tak, od września.")
    assert words(page.h1).startswith("Remark no. 2")
    page = editor.send(page, form="form[action*='/wstrzymaj']")
    page = editor.send(f"{QUEUE}/2", verdict="explained", reason="Zadzwonimy.")
    assert "waits for approval" in words(page.main)
    assert not page.select("form[action*='/zatwierdz']")

    page = approver.visit(f"{QUEUE}/1?stan=to_approve")
    page = approver.send(page, form="form[action*='/zatwierdz']")
    assert words(page.h1).startswith("Remark no. 2")
    page = approver.send(page, form="form[action*='/zwroc']", because="Dłużej.")
    page = editor.send(f"{QUEUE}/2", reason="Zadzwonimy jutro.")
    page = approver.send(f"{QUEUE}/2", form="form[action*='/zatwierdz']")
    page = approver.visit(QUEUE)
    assert words(page.h1) == "All 2 remarks are decided"
