"""What everybody reads of a consultation: in three languages, at each stage, and nothing that is not public."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.authorities.models import Authority
from consult.consultations.models import Consultation
from consult.consultations.rules.stages import closing_moment, opening_moment
from tests.factories.consultations import (
    LAST_DAY,
    NOW,
    OPENS_ON,
    add_text_document,
    approve,
    correct,
    make_preparing,
    make_public,
)
from tests.page_checks import words

PARK = "/k/park-nad-silnica"
OPEN = opening_moment(OPENS_ON) + timedelta(hours=9)
OVER = closing_moment(LAST_DAY)
DAY = 24 * 60
LANGUAGES = ["pl", "en", "uk"]
TITLE = {"pl": "Park nad Silnicą", "en": "Park on the river", "uk": "Парк над річкою"}
SUMMARY = {"pl": "Nowy park.", "en": "A new park.", "uk": "Новий парк."}


@pytest.fixture
def park(write, kielce):
    """Publish a consultation: `park(title=…)`."""

    def make(**changes):
        with write() as session:
            return make_public(session, session.get_one(Authority, kielce), **changes).id

    return make


@pytest.fixture
def correct_park(write):
    def make(**changes):
        with write() as session:
            consultation = session.scalars(select(Consultation)).one()
            correct(session, consultation, **changes)
            approve(session, consultation, now=NOW + timedelta(days=1))

    return make


@pytest.fixture
def in_three(write, kielce):
    """Publish a consultation in three languages."""
    with write() as session:
        begun = make_preparing(session, session.get_one(Authority, kielce), languages=LANGUAGES, summary=SUMMARY)
        version = begun.versions[0]
        version.title = TITLE
        approve(session, begun)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_three_languages(visitor, in_three, language):
    page = visitor.visit(f"{PARK}?lang={language}")
    assert page.html["lang"] == language
    assert words(page.h1) == TITLE[language]
    assert SUMMARY[language] in words(page.main)
    assert not page.h1.select("[lang]")


def test_what_is_not_translated_is_shown_in_polish_and_marked(visitor, in_three):
    page = visitor.visit(f"{PARK}?lang=uk")
    invited = page.select_one("main .lead [lang=pl]")
    assert words(invited) == "Wszyscy mieszkańcy"
    assert words(page.select_one(".people [lang=pl]")) == "prowadzi konsultacje"


@pytest.mark.parametrize("language", ["en", "uk"])
def test_a_reader_of_another_language_is_told_once(visitor, park, language):
    park()
    polish = visitor.visit(f"{PARK}?lang=pl")
    assert not polish.select("main [lang]")
    page = visitor.visit(f"{PARK}?lang={language}")
    assert words(page.select_one("h1 [lang=pl]")) == "Park nad Silnicą"
    for text in ("Nowy park przy rzece.", "gdzie staną ławki", "Rada Miasta w maju."):
        assert any(text in words(marked) for marked in page.select("main [lang=pl]"))
    said = [words(one) for one in page.select("main p.soft.small") if not one.find_parent(class_="people")]
    assert len(said) == 1


class TestStages:
    """The first screen says until when, and what one can do now."""

    def test_announced(self, visitor, park):
        park()
        page = visitor.visit(PARK)
        assert words(page.select_one(".plate--rest b")) == "8"
        assert page.select_one(".cards--ways a[href='mailto:ewa.lis@example.org']")

    def test_open(self, visitor, park, at):
        park()
        at(OPEN)
        page = visitor.visit(PARK)
        assert words(page.select_one(".head .plate b")) == "21"
        assert page.select_one(".timeline .now")
        headings = [heading["id"] for heading in page.select("main h2[id]")]
        assert headings.index("ways") < headings.index("about")
        assert page.select_one(".cards--ways a[href='tel:+48410000000']")
        assert "ul. Nowa 1" in words(page.select_one(".cards--ways"))

    @pytest.mark.parametrize(("minutes", "is_soon"), [(4 * DAY + 1, False), (4 * DAY, True), (1, True)])
    def test_time_gets_short(self, visitor, park, at, minutes, is_soon):
        park()
        at(OVER - timedelta(minutes=minutes))
        plate = visitor.visit(PARK).select_one(".head .plate")
        assert ("plate--soon" in plate["class"]) == is_soon

    def test_over(self, visitor, park, at):
        park()
        at(OVER)
        page = visitor.visit(PARK)
        assert page.select_one("main .note--info")
        assert not page.select(".cards--ways")
        assert page.select_one(".timeline .now")
        assert page.select_one(".people a[href='mailto:ewa.lis@example.org']")


def test_without_a_telephone_one_writes(visitor, park):
    park(contact_phone="")
    assert not visitor.visit(PARK).select("a[href^='tel:']")


def test_versions_with_reason_and_date(visitor, park, correct_park):
    park()
    correct_park(summary={"pl": "Większy park."})
    page = visitor.visit(PARK)
    assert "Większy park." in words(page.main)
    assert "Poprawiony błąd." in words(page.select_one("#formal").parent)
    listed = visitor.visit(f"{PARK}/wersje")
    assert [link["href"] for link in listed.select("main .rows a")] == [f"{PARK}/wersje/2", f"{PARK}/wersje/1"]
    assert "Poprawiony błąd." in words(listed.main)
    first = visitor.visit(f"{PARK}/wersje/1")
    assert "Nowy park przy rzece." in words(first.main)
    assert first.select_one(f"main .note a[href='{PARK}']")
    second = visitor.visit(f"{PARK}/wersje/2")
    assert "Poprawiony błąd." in words(second.main)
    assert not second.select("main .note")


def test_the_privacy_notice_keeps_what_people_were_told(visitor, park, write, kielce):
    park()
    with write() as session:
        session.get_one(Authority, kielce).controller = {"pl": "Ktoś inny"}
    for language in ("pl", "en", "uk"):
        said = words(visitor.visit(f"{PARK}/prywatnosc?lang={language}").main)
        assert "Prezydent: Kielce" in said
        assert "Ktoś inny" not in said
        for told in ("Jan Brzoza", "Odpowiedź na uwagi.", "Art. 6 ust. 1 lit. e RODO.", "Pięć lat."):
            assert told.replace(" ", "") in said.replace(" ", "")


def test_a_correction_in_preparation_is_no_ones(visitor, park, write):
    park()
    with write() as session:
        correct(session, session.scalars(select(Consultation)).one(), title={"pl": "Tajne"})
    for path in (PARK, f"{PARK}/wersje", f"{PARK}/prywatnosc"):
        assert "Tajne" not in visitor.visit(path).text
    visitor.visit(f"{PARK}/wersje/2", status=404)


def test_what_is_in_preparation_is_not_there(visitor, write, kielce):
    with write() as session:
        make_preparing(session, session.get_one(Authority, kielce))
    for path in (PARK, f"{PARK}/wersje", f"{PARK}/wersje/1", f"{PARK}/prywatnosc"):
        visitor.visit(path, status=404)


class TestDocuments:
    """Published documents are everybody's; others are the office's."""

    @pytest.fixture
    def addresses(self, write, kielce, folder):
        """Give the addresses of a published document, and of one that waits in a correction."""
        with write() as session:
            begun = make_preparing(session, session.get_one(Authority, kielce))
            public = add_text_document(session, begun, folder)
            approve(session, begun)
            correct(session, begun)
            secret = add_text_document(session, begun, folder, "Tajne")
            return [f"{PARK}/dokumenty/{document.id}" for document in (public, secret)]

    def test_a_published_one(self, visitor, addresses):
        link = visitor.visit(PARK).select_one(".docs a")
        assert link["href"] == addresses[0]
        with visitor.fetch(link["href"]) as response:
            assert response.data == b"Projekt parku."
            assert response.headers["Content-Disposition"].startswith("attachment")
        assert visitor.is_stranger

    def test_one_in_preparation(self, visitor, signed, addresses, kielce, powiat):
        visitor.fetch(addresses[1], status=404)
        signed(powiat, "editor", "approver", "admin").fetch(addresses[1], status=404)
        signed(None, "operator").fetch(addresses[1], status=404)
        with signed(kielce, "analyst").fetch(addresses[1]) as response:
            assert "public" not in response.headers["Cache-Control"]

    def test_one_of_another_consultation(self, visitor, addresses, write, kielce):
        with write() as session:
            make_public(session, session.get_one(Authority, kielce), "Inne")
        visitor.fetch(addresses[0].replace("park-nad-silnica", "inne"), status=404)

    def test_a_document_in_polish_says_so(self, visitor, addresses):
        assert visitor.visit(f"{PARK}?lang=en").select_one(".docs a")["lang"] == "pl"


def test_no_more_is_asked_for_a_longer_page(visitor, park, asked, write, folder, correct_park):
    park()
    with asked() as short:
        visitor.visit(PARK)
    for _time in range(4):
        correct_park(reason={"pl": "Jeszcze raz."})
    with write() as session:
        begun = session.scalars(select(Consultation)).one()
        correct(session, begun)
        for number in range(12):
            add_text_document(session, begun, folder, f"Załącznik {number}")
        approve(session, begun, now=NOW + timedelta(days=2))
    with asked() as long:
        page = visitor.visit(PARK)
    assert len(page.select(".docs li")) == 12
    assert len(long) <= len(short) + 1, long


def test_a_long_text_is_safe(visitor, park):
    park(summary={"pl": "<script>alert(1)</script> **mocno** [link](javascript:alert(1))"})
    page = visitor.visit(PARK)
    assert page.select_one("#about").parent.select("strong")
    assert not page.select("main script")
