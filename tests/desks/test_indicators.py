"""The page of a unit: its indicators beside similar units, and one of them on a map."""

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import event

from consult.extensions import db
from consult.territory.indicators.comparing import Group
from consult.territory.queries import find_unit
from consult.territory.snapshots import compare_with
from tests.factories.accounts import english
from tests.factories.authorities import make_authority
from tests.factories.indicators import BROUGHT_AT, TOWNS, make_indicator
from tests.page_checks import words


class Nobody:
    """Whoever sets a group."""

    id = None


@pytest.fixture
def reader(app):
    """Give a stranger who reads English."""
    return english(app)


def test_a_card_tells_value_place_quarter_course_and_source(reader, write):
    with write() as session:
        make_authority(session)
        make_indicator(session)
    page = reader.visit("/wskazniki/2661011")
    assert page.h1.text.strip() == "Kielce: one indicator beside similar units"
    card = words(page.select_one(".indicator"))
    assert "Place in the group, from the highest 1 of 5 in the highest quarter" in card
    assert "Up from 180 in 2020 to 184 in 2024" in card
    assert "GUS, as of 30" in card
    assert len(page.select(".indicator svg circle")) == 5
    assert [words(cell) for cell in page.select(".indicator tbody td")] == ["180", "181", "182", "183", "184"]
    assert "urban gminas" in words(page.select_one("aside"))
    assert "4 of 4" in words(reader.visit("/wskazniki/2610011").select_one(".indicator"))


def test_one_indicator_on_the_map(reader, write):
    with write() as session:
        make_indicator(session, unit="osoba")
    page = reader.visit("/wskazniki/2661011/dochod")
    assert page.h1.text.strip() == "Kielce: Dochód na mieszkańca, 184 in 2024"
    shapes = page.select("#map svg.map path")
    assert len(shapes) == 102
    assert len([shape for shape in shapes if "map__own" in shape["class"]]) == 1
    assert len([shape for shape in shapes if "f-withheld" in shape["class"]]) == 97
    assert "From 14 to 184 in the gminas of the voivodeship" in words(page.select_one("#map"))
    assert "Counts are higher where more people live." in words(page.select_one("#map"))
    rows = page.select("#map tbody tr")
    assert len(rows) == 102
    assert words(rows[0]) == "Kielce 184 1"
    assert "no data" in words(rows[-1])
    assert words(page.select_one("section[aria-labelledby=others] tbody tr")) == "Kielce 184 1"


def test_courses_in_words_and_a_year_without_a_number(reader, write):
    later = date(2026, 1, 1)
    with write() as session:
        make_indicator(session, years=[2022, 2023, 2024])
        make_indicator(session, years=[2024], values={"2661011": "#"}, stated_on=later)
        make_indicator(session, years=[2023], values={"2661011": 190}, stated_on=later)
        make_indicator(session, "b", "B", years=[2023], values={"2661011": 7, "2611011": 7})
        make_indicator(session, "b", "B", years=[2024], values={"2661011": 7})
        make_indicator(session, "c", "C", years=[2024], values={"2661011": "-", "2611011": "."})
        make_indicator(session, "c", "C", years=[2020], values={"2661011": 3})
        city = find_unit(session, "2661011")
        group = Group(frozenset({"city", "urban"}), 10_000, 500_000)
        compare_with(session, city, group, authority_id=uuid4(), actor=Nobody(), now=BROUGHT_AT)
    page = words(reader.visit("/wskazniki/2661011").select_one("main"))
    assert "Up from 180 in 2022 to 190 in 2023" in page
    assert "2024: kept secret by the source" in page
    assert "The same in 2024 as in 2023: 7" in page
    assert "Down from 3 in 2020 to 0 in 2024" in page
    assert "10,000 to 500,000" in page
    page = reader.visit("/wskazniki/2611011/c")
    assert page.h1.text.strip() == "Starachowice: C, no number"
    assert not page.select("#map")


def test_what_has_no_number_is_said(reader, write):
    values = TOWNS | {"2661011": 0}
    with write() as session:
        make_indicator(session)
        make_indicator(session, "nic", "Nic", years=[2025], values={"2611011": 1})
        snapshot = make_indicator(session, "jedno", "Jedno", unit="%", years=[2023], values=values)
        assert snapshot.indicator.unit == "%"
    page = reader.visit("/wskazniki/2661011")
    assert page.h1.text.strip() == "Kielce: 2 indicators beside similar units"
    assert "One year is known: 2023" in words(page.select_one("main"))
    assert reader.visit("/wskazniki/2601011").h1.text.strip() == "Busko-Zdrój: no indicators yet"
    assert not reader.visit("/wskazniki/2611011/nic").select("#map .note--no")
    reader.visit("/wskazniki/2661011/nic", status=404)
    reader.visit("/wskazniki/2661011/inne", status=404)
    reader.visit("/wskazniki/2699011", status=404)
    reader.visit("/wskazniki/x", status=404)


def test_more_indicators_ask_no_more_questions(app, reader, write):
    asked = []
    with write() as session:
        make_authority(session)
        make_indicator(session)
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *arguments: asked.append(arguments[2]))
    reader.visit("/wskazniki/2661011")
    asked.clear()
    reader.visit("/wskazniki/2661011")
    few = len(asked)
    with write() as session:
        for number in range(8):
            make_indicator(session, f"dochod-{number}", f"Dochód {number}")
    asked.clear()
    assert len(reader.visit("/wskazniki/2661011").select(".indicator")) == 9
    assert len(asked) == few
