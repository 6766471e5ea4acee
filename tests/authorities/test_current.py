"""Which office a page shows."""

from datetime import timedelta

import pytest
from flask import render_template_string
from sqlalchemy import text
from werkzeug.exceptions import NotFound

from consult.authorities import current
from consult.authorities.queries import find_by_slug
from consult.extensions import db
from tests.factories.authorities import MADE_AT, POWIAT_KIELECKI, make_authority

HOST = "konsultacje.example.pl"


@pytest.fixture
def offices(write):
    """Make two offices, one with a host name and all that pages show."""
    with write() as session:
        make_authority(
            session,
            host=HOST,
            brand="#1f4a86",
            official_name="Urząd Miasta Kielce",
            contact_phone="41 367 60 00",
            hours={"pl": "pon.–pt. 7.30–15.30", "en": "Mon–Fri 7:30–15:30"},
        )
        make_authority(session, POWIAT_KIELECKI, "Powiat kielecki")


def shown(app, host, template="{{ office.name if office else 'all' }}", query=""):
    with app.test_request_context(f"/?{query}", base_url=f"http://{host}"):
        return render_template_string(template)


@pytest.mark.parametrize("host", [HOST, f"{HOST}:8000", HOST.upper()])
def test_a_host_name_shows_its_office(app, offices, host):
    assert shown(app, host) == "Kielce"


def test_other_host_names_show_all(app, offices):
    assert shown(app, "localhost") == "all"
    assert shown(app, "other.example.pl") == "all"


def test_the_address_of_the_site_is_nobodys_where_there_are_several(app, write):
    with write() as session:
        make_authority(session).host = app.extensions["settings"].host
        make_authority(session, "2604", "Powiat kielecki")
    assert shown(app, app.extensions["settings"].host) == "all"


def test_the_address_of_the_site_belongs_to_the_only_office(app, write):
    with write() as session:
        make_authority(session)
    assert shown(app, app.extensions["settings"].host) == "Kielce"


def test_what_a_page_shows(app, offices):
    template = "{{ office.official_name }}, {{ office.phone_href }}, {{ office.has_theme }}, {{ office.hours }}"
    assert shown(app, HOST, template) == "Urząd Miasta Kielce, tel:+48413676000, True, pon.–pt. 7.30–15.30"
    assert shown(app, HOST, "{{ office.hours }}", "lang=en") == "Mon–Fri 7:30–15:30"
    assert shown(app, HOST, "{{ office.hours }}", "lang=uk") == "pon.–pt. 7.30–15.30"


def test_an_address_may_name_another_office(app, offices):
    with app.test_request_context("/", base_url="http://localhost"):
        current.enter(find_by_slug(db.session(), "powiat-kielecki"))
        assert render_template_string("{{ office.name }} {{ office.has_theme }}") == "Powiat kielecki False"


def test_offices_are_asked_for_every_half_minute(app, offices, write, at):
    at(MADE_AT)
    assert shown(app, HOST) == "Kielce"
    with write() as session:
        find_by_slug(session, "kielce").name = "Miasto Kielce"
    assert shown(app, HOST) == "Kielce"
    at(MADE_AT + timedelta(seconds=30))
    assert shown(app, HOST) == "Miasto Kielce"


def test_a_page_about_a_fault_needs_no_database(app, write, offices, at):
    at(MADE_AT)
    assert shown(app, HOST) == "Kielce"
    with write() as session:
        session.execute(text("ALTER TABLE authorities RENAME TO gone"))
    at(MADE_AT + timedelta(minutes=1))
    assert shown(app, HOST) == "Kielce"


def test_a_demonstration_is_marked(app, offices, write, at):
    at(MADE_AT)
    assert shown(app, "localhost", "{{ demonstration }}") == "False"
    with write() as session:
        find_by_slug(session, "powiat-kielecki").is_demonstration = True
    at(MADE_AT + timedelta(minutes=1))
    assert shown(app, "localhost", "{{ demonstration }}") == "True"
    assert shown(app, HOST, "{{ demonstration }}") == "False"
    with app.test_request_context("/", base_url="http://localhost"):
        current.enter(find_by_slug(db.session(), "powiat-kielecki"))
        assert render_template_string("{{ demonstration }}") == "True"


def test_the_host_name_of_an_office_knows_no_other(app, offices):
    with app.test_request_context("/", base_url=f"http://{HOST}"), pytest.raises(NotFound):
        current.enter(find_by_slug(db.session(), "powiat-kielecki"))
