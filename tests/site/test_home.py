"""The first page: what is open, until when, what comes, what is being considered."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event

from consult.extensions import db
from tests.factories.authorities import POWIAT_KIELECKI, make_authority
from tests.factories.published import make_published
from tests.page_checks import words

NOON = datetime(2026, 9, 18, 10, tzinfo=UTC)
LAST_MINUTE = datetime(2026, 9, 28, 21, 59, tzinfo=UTC)
MIDNIGHT = datetime(2026, 9, 28, 22, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today(at):
    at(NOON)


@pytest.fixture
def kielce(write):
    """Two matters open, one announced, one closed, one closed long ago."""
    with write() as session:
        office = make_authority(session, host="kielce.example.org")
        make_published(session, office, "Programme", date(2026, 9, 7), date(2026, 9, 28), summary="First.\n\nSecond.")
        make_published(session, office, "Old playground", date(2026, 9, 1), date(2026, 9, 21))
        make_published(session, office, "Waste fees", date(2026, 10, 12), date(2026, 11, 2))
        make_published(session, office, "Night buses", date(2026, 6, 1), date(2026, 6, 30), decision="The council.")
        make_published(session, office, "Long ago", date(2025, 6, 1), date(2025, 6, 30))


@pytest.fixture
def powiat(write):
    with write() as session:
        office = make_authority(session, POWIAT_KIELECKI, "powiat kielecki")
        make_published(session, office, "Roads", date(2026, 9, 1), date(2026, 9, 30))


def titles(page):
    return [words(heading) for heading in page.select("main h3")]


def test_what_ends_first_comes_first(kielce, reader):
    page = reader.visit("/")
    assert words(page.h1) == "2 matters await your opinion"
    assert [words(heading) for heading in page.select(".rows h3")] == ["Old playground", "Programme"]


def test_the_plate_takes_the_accent_from_the_third_day(kielce, reader):
    plates = reader.visit("/").select(".rows .plate")
    assert ["plate--soon" in plate["class"] for plate in plates] == [True, False]
    assert [words(plate.b) for plate in plates] == ["3", "10"]


def test_one_that_ends_today_is_said_under_the_heading(kielce, reader, at):
    at(datetime(2026, 9, 21, 8, tzinfo=UTC))
    assert "One of them ends today." in words(reader.visit("/").select_one(".lead"))
    at(LAST_MINUTE)
    page = reader.visit("/")
    assert words(page.h1) == "One matter awaits your opinion"
    assert words(page.select_one(".lead")).startswith("It ends today.")


def test_at_midnight_it_is_closed_and_considered(kielce, reader, at):
    at(MIDNIGHT)
    page = reader.visit("/")
    assert words(page.h1) == "The next consultation opens on 12 October 2026"
    assert titles(page) == ["Programme", "Old playground", "Night buses"]
    assert "The council." in words(page.select_one("main"))


def test_what_closed_long_ago_is_not_here(kielce, reader):
    assert "Long ago" not in words(reader.visit("/").select_one("main"))


def test_only_the_first_paragraph_is_shown_and_marked_as_polish(kielce, reader):
    page = reader.visit("/")
    assert words(page.select_one(".rows__body [lang=pl] p")) == "First."
    assert "Second." not in words(page)


def test_an_empty_page_says_what_will_be_here(reader):
    page = reader.visit("/")
    assert words(page.h1) == "No consultation is open now"
    assert words(page.select_one(".empty h2")) == "Here you will find what your office asks about"


def test_several_offices_are_named_and_linked(kielce, powiat, reader):
    page = reader.visit("/")
    assert [words(row.select_one(".rows__meta li")) for row in page.select(".rows > li")] == [
        "Kielce",
        "Kielce",
        "powiat kielecki",
    ]
    assert {"/u/kielce", "/u/powiat-kielecki"} <= {link["href"] for link in page.select("main a")}


def test_a_host_name_of_one_office_shows_it_alone(kielce, powiat, visitor):
    page = visitor.visit("/", base_url="http://kielce.example.org")
    assert "Roads" not in words(page)
    assert "Old playground" in titles(page)
    assert page.select_one("main a[href='/u/kielce']")
    assert not page.select_one("main a[href='/u/powiat-kielecki']")


def test_what_is_in_preparation_is_not_shown(kielce, write, reader):
    with write() as session:
        draft = make_published(
            session, make_authority(session, "2602", "powiat"), "Secret", date(2026, 9, 1), date(2026, 9, 30)
        )
        draft.published_number = draft.opens_at = draft.closes_at = None
    assert "Secret" not in words(reader.visit("/"))


def test_it_costs_four_queries_and_may_be_kept(kielce, powiat, app, visitor):
    visitor.visit("/")  # from now on the host names are known
    asked = []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
        page = visitor.visit("/")
    selects = [statement for statement in asked if statement.startswith("SELECT")]
    assert len(selects) <= 4, selects
    assert page.headers["cache-control"] == "public, no-cache"
    assert page.headers["etag"]
