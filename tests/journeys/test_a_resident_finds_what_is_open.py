"""A resident asks what is open, finds it from the first page, and learns what the office plans."""

from datetime import UTC, date, datetime

from tests.factories.authorities import make_authority
from tests.factories.published import make_published
from tests.page_checks import words


def test_a_resident_finds_what_is_open(visitor, write, at):
    at(datetime(2026, 9, 18, 10, tzinfo=UTC))
    with write() as session:
        office = make_authority(session, contact_phone="41 000 00 00")
        make_published(
            session,
            office,
            "Programme of cooperation for 2027",
            date(2026, 9, 7),
            date(2026, 9, 28),
            summary="How the town shares its money.",
            can_change="The list of tasks.",
            cannot_change="The whole sum.",
            invited="Everybody.",
            decision="The council, in November.",
            contact_name="Anna Wrona",
            purpose="To ask.",
            legal_basis="An act.",
            retention="Two years.",
        )

    first = visitor.visit("/")
    link = first.select_one(".rows h3 a")
    assert words(link) == "Programme of cooperation for 2027"

    page = visitor.visit(link["href"])  # one click
    assert words(page.h1) == "Programme of cooperation for 2027"
    assert "How the town shares its money." in words(page)

    plan = visitor.visit(page.select(".crumbs a")[-1]["href"])  # the office's plan
    assert plan.url.endswith("/u/kielce")
    assert plan.select_one(f"main a[href='{link['href']}']")
    assert plan.select_one("a[href='tel:+48410000000']")

    at(datetime(2026, 9, 28, 22, tzinfo=UTC))
    considered = visitor.visit("/").select_one(".section--stone")
    assert "The council, in November." in words(considered)
    assert visitor.is_stranger
