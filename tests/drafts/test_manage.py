"""Pages of drafts for officials: who comes in, what another office gets, what a long queue costs."""

import io

import pytest

from consult.drafts import importing, queries
from consult.drafts.models import Draft, Remark
from tests.drafts.reading.word import abstract, docx, level, num, p, picture, table
from tests.factories.drafts import OPEN, make_remark, stay_signed_in
from tests.page_checks import words

DESK = "/urzad/k/park-nad-silnica"
GETS = (
    f"{DESK}/projekt",
    f"{DESK}/projekt/nowy",
    f"{DESK}/projekt/1",
    f"{DESK}/projekt/1/nowa-wersja",
    f"{DESK}/rozpatrywanie",
    f"{DESK}/rozpatrywanie/1",
    f"{DESK}/rozpatrywanie/1/1",
)
POSTS = (
    f"{DESK}/projekt/1/polacz",
    f"{DESK}/projekt/1/glebiej",
    f"{DESK}/projekt/1/wyzej",
    f"{DESK}/projekt/1/podziel/1",
    f"{DESK}/projekt/1/do-zatwierdzenia",
    f"{DESK}/projekt/1/do-poprawy",
    f"{DESK}/projekt/1/opublikuj",
    f"{DESK}/rozpatrywanie/1/opublikuj",
    f"{DESK}/rozpatrywanie/1/1/odpowiedz",
    f"{DESK}/rozpatrywanie/1/1/zatwierdz",
    f"{DESK}/rozpatrywanie/1/1/zwroc",
    f"{DESK}/rozpatrywanie/1/1/pokaz",
    f"{DESK}/rozpatrywanie/1/1/wstrzymaj",
)
ALL = ("admin", "editor", "approver", "analyst", "moderator", "clerk")


@pytest.fixture
def person(signed, write):
    def sign_in(office, *roles):
        browser = signed(office, *roles)
        browser.client.set_cookie("lang", "en")
        with write() as session:
            stay_signed_in(session, OPEN)
        return browser

    return sign_in


@pytest.fixture
def remarked(write, draft):
    with write() as session:
        make_remark(session, session.get_one(Draft, draft), justification="Dzwońcie: 600 700 800")
    return draft


def post(browser, address, **data):
    """Send with a genuine token of one's own."""
    page = browser.visit("/konto")
    token = page.select_one("[name=csrf_token]")["value"]
    fields = {"verdict": "accepted", "reason": "x", "because": "x", "edit_count": "0", "index": "1", "text": "x"}
    return browser.client.post(address, data=fields | data | {"csrf_token": token})


def state_of(read):
    with read() as session:
        remark = session.query(Remark).one()
        return remark.state, remark.is_held, remark.edit_count


def test_another_office_finds_nothing(person, powiat, remarked, read):
    stranger = person(powiat, *ALL)
    before = state_of(read)
    for address in GETS:
        stranger.visit(address, status=404)
    for address in POSTS:
        assert post(stranger, address).status_code == 404, address
    assert state_of(read) == before


def test_residents_are_asked_to_sign_in(visitor, remarked):
    for address in GETS:
        visitor.visit(address, status=401, cookie=True)
    for address in POSTS:
        assert visitor.client.post(address).status_code in {400, 401}, address


@pytest.mark.parametrize(
    ("role", "refused"),
    [
        ("analyst", POSTS),
        ("editor", (POSTS[5], POSTS[6], POSTS[7], POSTS[9], POSTS[10])),
        ("approver", (*POSTS[:5], POSTS[8], POSTS[11], POSTS[12])),
        ("moderator", POSTS[:11]),
    ],
)
def test_each_role_does_its_own(person, kielce, remarked, read, role, refused):
    browser = person(kielce, role)
    before = state_of(read)
    for address in refused:
        assert post(browser, address).status_code == 404, address
    assert state_of(read) == before
    browser.visit(f"{DESK}/rozpatrywanie/1/1")


def test_a_false_alarm(person, kielce, remarked, read, app):
    moderator = person(kielce, "moderator")
    page = moderator.visit(f"{DESK}/rozpatrywanie/1/1?stan=held")
    assert words(page.select_one("mark")) == "600 700 800"
    moderator.send(page, form="form[action*='/pokaz']")
    assert state_of(read)[1] is False


def test_a_decision_on_what_was_changed_meanwhile_is_not_lost(person, kielce, remarked, read):
    editor = person(kielce, "editor")
    page = editor.visit(f"{DESK}/rozpatrywanie/1/1")
    editor.send(page, verdict="explained", reason="Pierwszy powód.")
    page = editor.send(page, verdict="accepted", reason="Drugi powód.")
    assert "the remark was changed after you opened it" in words(page.select_one(".problems"))
    assert "Drugi powód." in page.text
    with read() as session:
        assert session.query(Remark).one().decision.reason == "Pierwszy powód."


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "projekt.txt", "There is no text in it."),
        (b"\xff\xfe", "projekt.txt", "The file is not text in UTF-8."),
        (b"%PDF-1.7", "projekt.txt", "The file is not what its name says."),
        (b"x", "projekt.docx", "The file is not what its name says."),
        (b"x", "projekt.rtf", "Choose a .docx, .odt, .pdf, .txt or .md file."),
        (b"a\x00b", "projekt.txt", "characters that cannot be stored"),
        (b"x\n" * 20_000, "projekt.txt", "It is too long"),
        (b"1) ab;\n" * 5100, "projekt.md", "It is too long"),
        (b"PK\x03\x04" + b"\0" * 40, "projekt.md", "characters that cannot be stored"),
    ],
)
def test_what_is_no_draft(person, kielce, draft, read, monkeypatch, content, name, said):
    monkeypatch.setattr(importing, "LONGEST", 39_000)
    editor = person(kielce, "editor")
    page = editor.send(f"{DESK}/projekt/nowy", title="Drugi", file=(io.BytesIO(content), name))
    assert said in words(page.select_one(".problems"))
    with read() as session:
        assert session.query(Draft).count() == 1


def test_a_document_of_word(person, kielce, draft, visitor):
    editor, approver = person(kielce, "editor"), person(kielce, "approver")
    rows = table(("Lp.", "Zadanie", "Kwota"), ("1.", "Świetlica", "12.500 zł"))
    numbering = abstract(1, level(0, "decimal", "§ %1."), level(1, "decimal", "%2.")) + num(1, 1)
    body = (
        p("Zasady:", num=1, at=0),
        p("Pierwsza.", num=1, at=1),
        rows,
        p(picture("Mapa gminy")),
        p("Koniec.", num=1, at=0),
    )
    content = docx(*body, numbering=numbering)
    page = editor.send(f"{DESK}/projekt/nowy", title="Z Worda", file=(io.BytesIO(content), "Projekt programu.docx"))
    shown = [words(one) for one in page.select(".cut__label")]
    assert shown == ["§ 1", "§ 1 ust. 1", "§ 1 tabela 1", "§ 1 tabela 1 wiersz 1", "§ 1 rysunek 1", "§ 2"]
    editor.send(page, form="form[action$='/do-zatwierdzenia']")
    approver.send(f"{DESK}/projekt/2", form="form[action$='/opublikuj']")
    public = visitor.visit("/k/park-nad-silnica/projekt/2")
    row = public.select_one("#j-par-1-tabela-1-wiersz-1 dl")
    assert [words(one) for one in row.select("dt, dd")] == ["Lp.", "1.", "Zadanie", "Świetlica", "Kwota", "12.500 zł"]
    assert words(visitor.visit("/k/park-nad-silnica/projekt/2/j/par-1-tabela-1-wiersz-1").select_one("dt + dd")) == "1."
    with visitor.client.get("/k/park-nad-silnica/projekt/2/wersje/1/plik") as original:
        assert original.data == content
        assert "Projekt programu.docx" in original.headers["Content-Disposition"]


def test_a_new_version_and_its_reason(person, kielce, remarked, visitor):
    editor, approver = person(kielce, "editor"), person(kielce, "approver")
    page = editor.send(f"{DESK}/projekt/1/nowa-wersja", source="§ 1. Nowy.")
    assert "why there is another version" in words(page.select_one(".problems"))
    page = editor.send(page, {"source": "§ 1. Nowy.", "reason-pl": "Po uwagach."})
    assert "2" in words(page.h1)
    visitor.visit("/k/park-nad-silnica/projekt/1/wersje/2", status=404)
    editor.send(f"{DESK}/projekt/1", form="form[action$='/do-zatwierdzenia']")
    approver.send(f"{DESK}/projekt/1", form="form[action$='/opublikuj']")
    assert "Nowy." in words(visitor.visit("/k/park-nad-silnica/projekt/1").main)
    old = visitor.visit("/k/park-nad-silnica/projekt/1/wersje/1")
    assert "trzy dni w tygodniu" in words(old.main)


@pytest.mark.complete
def test_a_long_queue_asks_the_same(person, kielce, draft, write, asked):
    browser = person(kielce, "editor")
    counts = []
    browser.visit("/urzad")
    for _ in range(2):
        with write() as session:
            for _number in range(60):
                make_remark(session, session.get_one(Draft, draft))
        for address in (f"{DESK}/rozpatrywanie/1?stan=todo", f"{DESK}/rozpatrywanie/1/1?stan=todo"):
            with asked() as statements:
                browser.visit(address)
            counts.append(len(statements))
    assert counts[:2] == counts[2:]
    assert max(counts) < 30


def test_the_next_in_the_queue(write, draft, read):
    with write() as session:
        here = session.get_one(Draft, draft)
        kept = [make_remark(session, here, key) for key in ("par-2", "par-1-ust-1", "calosc")]
        wanted = queries.Wanted(state="todo")
        assert [queries.find_next(session, draft, wanted, remark) for remark in kept] == [3, 1, 2]
        assert [one.number for one in queries.list_beside(session, draft, wanted, kept[2], 5)] == [3, 2, 1]
