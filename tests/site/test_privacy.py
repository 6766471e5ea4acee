"""What the service itself stores, and who answers for the rest."""

from datetime import UTC, date, datetime

import pytest

from tests.factories.authorities import POWIAT_KIELECKI, make_authority
from tests.factories.published import make_published
from tests.page_checks import words


@pytest.fixture
def offices(write, at):
    at(datetime(2026, 9, 18, 10, tzinfo=UTC))
    with write() as session:
        kielce = make_authority(session, host="kielce.example.org", controller={"pl": "Prezydent Miasta"})
        powiat = make_authority(session, POWIAT_KIELECKI, "powiat kielecki")
        make_published(session, kielce, "Programme", date(2026, 9, 7), date(2026, 9, 28))
        make_published(session, powiat, "Roads", date(2026, 9, 7), date(2026, 9, 28))


def test_it_names_the_cookies_and_how_long_they_live(reader, app):
    table = words(reader.visit("/prywatnosc").select_one("table"))
    for said in ("lang", "one year", app.config["SESSION_COOKIE_NAME"], "3 hours", "12 hours", "30 minutes"):
        assert said in table


def test_it_names_each_controller_and_each_notice(offices, reader):
    aside = reader.visit("/prywatnosc").select_one("aside")
    assert "Prezydent Miasta" in words(aside)
    assert "The office has not said yet who controls the personal data." in words(aside)
    assert {link["href"] for link in aside.select("a")} == {"/k/programme/prywatnosc", "/k/roads/prywatnosc"}


def test_the_host_name_of_an_office_names_it_alone(offices, visitor):
    aside = visitor.visit("/prywatnosc", base_url="http://kielce.example.org").select_one("aside")
    assert "powiat kielecki" not in words(aside)
    assert [link["href"] for link in aside.select("a")] == ["/k/programme/prywatnosc"]


def test_it_says_where_to_complain(reader):
    assert reader.visit("/prywatnosc").select_one("a[href='https://uodo.gov.pl/']")
