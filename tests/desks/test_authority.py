"""The page of an authority: the year's plan, and whom to ask."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from consult.authorities.models import Authority
from consult.paging import SIZE
from tests.factories.authorities import POWIAT_KIELECKI, make_authority
from tests.factories.published import make_published
from tests.page_checks import words

NOON = datetime(2026, 9, 18, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today(at):
    at(NOON)


@pytest.fixture
def reader(visitor):
    """Give somebody who has chosen English."""
    visitor.client.set_cookie("lang", "en")
    return visitor


@pytest.fixture
def kielce(write):
    with write() as session:
        office = make_authority(
            session,
            host="kielce.example.org",
            contact_phone="41 000 00 00",
            contact_email="dialog@example.org",
            address="Rynek 1\nroom 12",
            controller={"pl": "Prezydent Miasta"},
            data_protection_officer="Ewa Nowak",
            dpo_email="iod@example.org",
        )
        make_published(session, office, "Programme", date(2026, 9, 7), date(2026, 9, 28))
        make_published(session, office, "Waste fees", date(2027, 1, 12), date(2027, 2, 2))
        make_published(session, office, "Night buses", date(2025, 12, 15), date(2026, 1, 1))
        make_published(session, office, "Last year", date(2025, 12, 1), date(2025, 12, 31))
        make_authority(session, POWIAT_KIELECKI, "powiat kielecki")


def test_the_plan_holds_what_is_open_announced_and_closed_this_year(kielce, reader):
    page = reader.visit("/u/kielce")
    assert words(page.h1) == "Kielce: 3 matters in the plan of consultations"
    assert words(page.select_one(".lead")) == "Open now: 1. Announced: 1. Closed in 2026: 1."
    assert [words(heading) for heading in page.select("main h3")] == ["Programme", "Night buses"]
    assert "Waste fees" in words(page.select_one("main dl"))


def test_earlier_years_are_a_step_away(kielce, reader):
    page = reader.visit("/u/kielce")
    link = page.select_one("[aria-labelledby=zakonczone] nav a")
    assert (words(link), link["href"]) == ("2025", "/u/kielce?rok=2025#zakonczone")
    page = reader.visit("/u/kielce?rok=2025")
    assert [words(heading) for heading in page.select("main h3")] == ["Programme", "Last year"]
    assert words(page.select_one("#zakonczone")) == "Closed in 2025"
    for year in ("2024", "2027", "x", "9" * 500):
        assert words(reader.visit(f"/u/kielce?rok={year}").select_one("#zakonczone")) == "Closed in 2026"


def test_long_lists_are_in_pages_of_their_own(kielce, write, reader):
    with write() as session:
        office = session.scalars(select(Authority).where(Authority.slug == "kielce")).one()
        for number in range(SIZE):
            make_published(session, office, f"Soon {number}", date(2026, 10, 1), date(2026, 10, 30))
            make_published(session, office, f"Over {number}", date(2026, 2, 1), date(2026, 2, 25))
    page = reader.visit("/u/kielce")
    assert f"Announced: {SIZE + 1}. Closed in 2026: {SIZE + 1}." in words(page.select_one(".lead"))
    following = [link["href"] for link in page.select("a[rel=next]")]
    assert following == ["?ogloszone=2#ogloszone", "?zakonczone=2#zakonczone"]
    page = reader.visit("/u/kielce?ogloszone=2&zakonczone=2")
    assert words(page.select_one("main dl dd")) == "Waste fees"
    assert words(page.select("main h3")[-1]) == "Night buses"
    assert page.select_one("a[rel=prev]")["href"] == "?zakonczone=2&ogloszone=1#ogloszone"


def test_it_says_whom_to_ask_and_who_answers_for_data(kielce, reader):
    aside = reader.visit("/u/kielce").select_one("aside")
    for said in ("41 000 00 00", "dialog@example.org", "room 12", "Prezydent Miasta", "Ewa Nowak", "iod@example.org"):
        assert said in words(aside)
    assert aside.select_one("a[href='tel:+48410000000']")
    assert aside.select_one("a[href='/deklaracja-dostepnosci?urzad=kielce']")


def test_an_empty_plan_says_what_will_be_here(kielce, reader):
    page = reader.visit("/u/powiat-kielecki")
    assert words(page.h1) == "powiat kielecki: no matters in the plan of consultations yet"
    assert words(page.select_one(".empty h2")) == "Here will be the plan of consultations"
    assert "The office has not said yet how to reach it." in words(page.select_one("aside"))


def test_an_unknown_office(kielce, visitor):
    visitor.visit("/u/nowhere", status=404)


def test_a_host_name_of_one_office_knows_no_other(kielce, visitor):
    visitor.visit("/u/kielce", base_url="http://kielce.example.org")
    visitor.visit("/u/powiat-kielecki", base_url="http://kielce.example.org", status=404)
