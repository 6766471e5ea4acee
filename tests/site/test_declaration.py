"""The accessibility declaration: the ids that the ministry wants, one per office, honest where it is not complete."""

from datetime import date

import pytest

from tests.factories.authorities import POWIAT_KIELECKI, make_authority
from tests.page_checks import words

PAGE = "/deklaracja-dostepnosci"
IDS = (
    "a11y-deklaracja",
    "a11y-wstep",
    "a11y-podmiot",
    "a11y-url",
    "a11y-data-publikacja",
    "a11y-data-aktualizacja",
    "a11y-data-przeglad",
    "a11y-status",
    "a11y-data-sporzadzenie",
    "a11y-kontakt",
    "a11y-osoba",
    "a11y-email",
    "a11y-telefon",
    "a11y-procedura",
    "a11y-architektura",
    "a11y-aplikacje",
)
COMPLETE = {
    "official_name": "Urząd Miasta Kielce",
    "accessibility_status": "full",
    "accessibility_made_on": date(2026, 3, 2),
    "accessibility_reviewed_on": date(2026, 3, 30),
    "accessibility_contact": "Jan Zych",
    "accessibility_email": "dostepnosc@example.org",
    "accessibility_phone": "41 000 00 02",
    "accessibility_building": {"pl": "Wejście bez schodów."},
}


@pytest.fixture
def offices(write):
    """One office with all that the declaration needs, one with nothing."""
    with write() as session:
        make_authority(session, host="kielce.example.org", **COMPLETE)
        make_authority(session, POWIAT_KIELECKI, "powiat kielecki")


@pytest.mark.parametrize("language", ["pl", "en", "uk"])
@pytest.mark.parametrize("office", ["kielce", "powiat-kielecki"])
def test_each_id_is_there_once_in_each_language(offices, office, language, visitor):
    page = visitor.visit(f"{PAGE}?urzad={office}&lang={language}")
    for name in IDS:
        assert len(page.select(f"#{name}")) == 1, name
        assert words(page.select_one(f"#{name}")), name


def test_a_complete_declaration(offices, reader):
    page = reader.visit(f"{PAGE}?urzad=kielce")
    assert not page.select("main .note")
    assert words(page.select_one("#a11y-podmiot")) == "Urząd Miasta Kielce"
    assert page.select_one("#a11y-url")["href"] == "http://localhost/u/kielce"
    assert page.select_one("#a11y-data-sporzadzenie")["datetime"] == "2026-03-02"
    assert page.select_one("#a11y-data-aktualizacja")["datetime"] == "2026-03-30"
    assert "complies" in words(page.select_one("#a11y-status"))
    assert page.select_one("#a11y-email")["href"] == "mailto:dostepnosc@example.org"
    assert page.select_one("#a11y-telefon")["href"] == "tel:+48410000002"


def test_the_procedure_names_its_time_limits_and_the_commissioner(offices, reader):
    procedure = words(reader.visit(f"{PAGE}?urzad=kielce").select_one("#a11y-procedura"))
    for said in ("without delay", "7 days", "2 months", "complain", "Rzecznik Praw Obywatelskich"):
        assert said in procedure


def test_an_unfinished_declaration_says_so(offices, reader):
    page = reader.visit(f"{PAGE}?urzad=powiat-kielecki")
    note = page.select_one("main .note")
    assert words(note.h2) == "The office has not completed this declaration yet"
    assert len(note.select("li")) == 5
    assert words(page.select_one("#a11y-email")) == "not given yet"
    assert "has not said yet" in words(page.select_one("#a11y-status"))


def test_where_offices_share_the_site_one_chooses(offices, visitor):
    page = visitor.visit(PAGE)
    assert {link["href"] for link in page.select("main a")} == {
        f"{PAGE}?urzad=kielce",
        f"{PAGE}?urzad=powiat-kielecki",
    }
    visitor.visit(f"{PAGE}?urzad=nowhere", status=404)


def test_the_host_name_of_an_office_shows_its_own(offices, visitor):
    page = visitor.visit(f"{PAGE}?urzad=powiat-kielecki", base_url="http://kielce.example.org")
    assert words(page.select_one("#a11y-podmiot")) == "Urząd Miasta Kielce"
    assert page.select_one("#a11y-url")["href"] == "http://kielce.example.org/"


def test_one_office_alone_needs_no_choice(write, visitor):
    with write() as session:
        make_authority(session, **COMPLETE)
    assert visitor.visit(PAGE).select_one("#a11y-podmiot")


def test_without_any_office(reader):
    assert words(reader.visit(PAGE).select_one(".empty h2")) == "No office uses this site yet"
