"""The operator looks at a file of an indicator, and keeps its numbers."""

from io import BytesIO

import pytest

from consult.territory.operations import load_bundled
from tests.factories.accounts import CHEAP, english, make_account, sign_in
from tests.factories.authorities import make_authority
from tests.page_checks import words

TABLE = "kod;nazwa;ogółem_2023;ogółem_2024;pożary_2024\n2661011;Kielce;1 446;#;5\n2601013;Busko;5;6;7\n1;2;3;4;5\n"


@pytest.fixture
def operator(app, write):
    """Give the operator's browser."""
    app.extensions["passwords"] = CHEAP
    with write() as session:
        load_bundled(session)
        make_account(session, "operator@example.org", "operator", language="en")
    visitor = english(app)
    sign_in(visitor, "operator@example.org")
    return visitor


def test_a_file_is_looked_at_and_kept(operator):
    page = operator.visit("/admin/wskazniki")
    page = operator.send(page, file=(BytesIO(TABLE.encode("cp1250")), "zdarzenia.csv"))
    assert page.h1.text == "Which column do you want?"
    page = operator.visit(page.find("a", string="ogółem")["href"])
    assert page.h1.text == "The file has numbers of 2 units"
    report = words(page.select_one("main table"))
    assert "The number is kept secret by the source." in report
    assert "“1” is no code of a unit" in report

    page = operator.send(page, name="Zdarzenia", key="Nie Klucz", source="KG PSP", stated_on="2025-01-31")
    assert page.select_one(".error")
    page = operator.send(page, key="zdarzenia")
    assert "The numbers are kept." in words(page.select_one("main"))
    assert "KG PSP" in words(page.select_one(".facts"))
    assert "is no code of a unit" in words(page.select_one("main table"))
    assert "Zdarzenia" in words(operator.visit("/admin/wskazniki").select_one("main table"))

    page = operator.send(page, button="Remove")
    assert page.h1.text == "0 sets of numbers were brought"


def test_what_cannot_be_read_is_told(operator):
    page = operator.send("/admin/wskazniki", file=(BytesIO(b"\x00\x01"), "x.csv"))
    assert "The file is no text." in words(page.select_one(".error"))
    page = operator.send("/admin/wskazniki", file=(BytesIO(b""), "x.csv"))
    assert page.select_one(".error")
    page = operator.send("/admin/wskazniki", file=(BytesIO(b"a;b\nc;d\n"), "x.csv"))
    assert page.h1.text == "Nothing can be taken from the file"
    assert "No column holds codes of units." in words(page.select_one(".note"))
    operator.visit("/admin/wskazniki/plik/" + "0" * 32, status=404)
    operator.visit("/admin/wskazniki/plik/x", status=404)


def test_an_admin_sets_with_whom_the_unit_is_compared(app, write):
    app.extensions["passwords"] = CHEAP
    with write() as session:
        office = make_authority(session)
        make_account(session, "anna@example.org", "admin", authority_id=office.id, language="en")
    visitor = english(app)
    sign_in(visitor)
    page = visitor.visit("/admin/urzedy/kielce/porownanie")
    page = visitor.send(page, population_from="20 000", population_to="10000")
    assert "not below the first" in words(page.select_one(".error"))
    page = visitor.send(page, population_to="x", kinds=[])
    assert len(page.select("p.error")) == 2
    page = visitor.send(page, kinds=["city", "urban"], population_from="20000", population_to="")
    assert "The group is saved." in words(page.select_one("main"))
    assert page.select_one("[name=population_from]")["value"] == "20000"
    group = words(visitor.visit("/wskazniki/2661011").select_one("aside"))
    assert "20,000 or more" in group
    assert "Change the group" in group
    visitor.visit("/admin/wskazniki", status=404)
