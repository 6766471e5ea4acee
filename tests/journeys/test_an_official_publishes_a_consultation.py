"""An editor prepares in three languages, an approver returns it, then publishes; a resident reads; a correction."""

import io
from datetime import timedelta

import pytest

from tests.factories.consultations import NOW, make_office, signed_in
from tests.page_checks import words

DESK = "/urzad/k/park-nad-silnica"
PARK = "/k/park-nad-silnica"
SEND = "form[action$='/do-zatwierdzenia']"
RETURN = "form[action$='/do-poprawy']"
PUBLISH = "form[action$='/opublikuj']"
IN_THREE = {
    "title": ("Park nad Silnicą", "A park by the river", "Парк над річкою"),
    "summary": ("Powstanie park.", "There will be a park.", "Буде парк."),
    "can_change": ("- ławki\n- drzewa", "- benches\n- trees", "- лавки\n- дерева"),
    "cannot_change": ("- granice", "- its borders", "- межі"),
    "invited": ("Wszyscy", "Everybody", "Усі"),
    "decision": ("Rada w maju.", "The council in May.", "Рада в травні."),
    "purpose": ("Odpowiedzi.", "Answers.", "Відповіді."),
    "legal_basis": ("Art. 6 RODO.", "Art. 6 GDPR.", "Ст. 6 GDPR."),
    "retention": ("Pięć lat.", "Five years.", "П’ять років."),
    "reason": ("Zły termin.", "A wrong date.", "Помилкова дата."),
}
LANGUAGES = ("pl", "en", "uk")


def said(*names):
    """Fill in texts in three languages."""
    return {f"{name}-{code}": words for name in names for code, words in zip(LANGUAGES, IN_THREE[name], strict=True)}


@pytest.fixture
def office(write):
    with write() as session:
        return make_office(session, languages=list(LANGUAGES), address="ul. Nowa 1").id


@pytest.fixture
def person(app, write, office):
    def sign_in(*roles, now=NOW):
        with write() as session:
            return signed_in(app, session, [office], *roles, now=now)

    return sign_in


def test_an_official_publishes_a_consultation(person, visitor, at):
    at(NOW)
    editor, approver = person("editor"), person("approver")
    prepare(editor)

    page = editor.visit(f"{DESK}/publikacja")
    assert not page.select(".checks .bad")
    editor.send(page, form=SEND)
    visitor.visit(PARK, status=404)

    waiting = approver.visit("/urzad").select_one("section[aria-labelledby=waiting] a")["href"]
    page = approver.visit(waiting)
    assert "Powstanie park." in words(approver.visit(f"{DESK}/podglad").main)
    approver.send(page, form=RETURN, because="Kto decyduje?")

    page = editor.visit(editor.visit("/urzad").select_one("section[aria-labelledby=waiting] a")["href"])
    assert "Kto decyduje?" in words(page.main)
    editor.send(f"{DESK}/tresc", {"decision-pl": "Rada Miasta 20 maja."})
    editor.send(f"{DESK}/publikacja", form=SEND)
    approver.send(f"{DESK}/publikacja", form=PUBLISH)

    for code, title, summary in zip(LANGUAGES, IN_THREE["title"], IN_THREE["summary"], strict=True):
        page = visitor.visit(f"{PARK}?lang={code}")
        assert words(page.h1) == title
        assert summary in words(page.main)
        assert not page.select("main [lang]")
    with visitor.fetch(page.select_one(".docs a")["href"]) as document:
        assert document.data == b"Mapa."

    later = NOW + timedelta(days=20)
    at(later)
    correct(person("editor", now=later), person("approver", now=later))
    page = visitor.visit(f"{PARK}?lang=pl")
    assert "Zły termin." in words(page.select_one("#formal").parent)
    first, second = visitor.visit(f"{PARK}/wersje/1"), visitor.visit(f"{PARK}/wersje/2")
    assert "31 marca 2026" in words(first.main)
    assert "7 kwietnia 2026" in words(second.main)
    assert "Zły termin." in words(second.main)


def prepare(editor):
    page = editor.send("/urzad/k/nowa", {"title-pl": IN_THREE["title"][0], "languages": ["en", "uk"]})
    page = editor.send(page, {"procedures": ["konsultacje_gmina"]})
    page = editor.send(page, said("title", "summary", "can_change", "cannot_change", "invited", "decision"))
    page = editor.send(page, {"opens_on": "2026-03-10", "last_day": "2026-03-31"})
    people = {"contact_name": "Ewa Lis", "contact_email": "ewa@example.org", "contact_role-pl": "prowadzi"}
    roles = {"contact_role-en": "runs it", "contact_role-uk": "веде"}
    page = editor.send(page, people | roles)
    page = editor.send(page, said("purpose", "legal_basis", "retention"))
    titles = {"title-pl": "Mapa", "title-en": "Map", "title-uk": "Мапа"}
    page = editor.send(page, titles | {"file": (io.BytesIO(b"Mapa."), "mapa.txt")})
    assert page.url.endswith("/dokumenty")


def correct(editor, approver):
    """The last day was wrong: people get a week more."""
    page = editor.send(DESK, form="form[action$='/popraw']")
    page = editor.send(page, said("reason"))
    editor.send(page, {"last_day": "2026-04-07"})
    editor.send(f"{DESK}/publikacja", form=SEND)
    approver.send(f"{DESK}/publikacja", form=PUBLISH)
