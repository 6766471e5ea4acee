"""What is to be agreed, and with whom, leads to procedures of the catalogue."""

import pytest

from consult.consultations.rules.choosing import (
    FORECAST,
    MATTERS,
    OF_MATTER,
    OF_ORGANISATIONS,
    OF_RESIDENTS,
    ORGANISATIONS,
    RESIDENTS,
    suggested,
)
from consult.procedures.loading import load_catalogue

KNOWN = frozenset(load_catalogue().versions)


def test_what_is_suggested_is_in_the_catalogue():
    assert {*OF_MATTER.values(), *OF_RESIDENTS.values(), OF_ORGANISATIONS, FORECAST} <= KNOWN


def test_every_matter_leads_somewhere():
    for matter in MATTERS:
        assert suggested(matter, [RESIDENTS, ORGANISATIONS], "gmina", KNOWN), matter


@pytest.mark.parametrize(
    ("matter", "invited", "level", "keys"),
    [
        ("matter", [], "gmina", ["konsultacje_gmina"]),
        ("matter", [RESIDENTS], "powiat", ["konsultacje_powiat"]),
        ("matter", [RESIDENTS], "wojewodztwo", ["konsultacje_wojewodztwo"]),
        ("programme", [ORGANISATIONS], "gmina", ["program_wspolpracy"]),
        ("programme", [ORGANISATIONS, RESIDENTS], "powiat", ["program_wspolpracy", "konsultacje_powiat"]),
        ("local_act", [ORGANISATIONS], "gmina", ["akt_prawa_miejscowego_ngo"]),
        ("local_act", [RESIDENTS], "gmina", ["konsultacje_gmina"]),
        ("strategy", [RESIDENTS], "gmina", ["strategia_rozwoju"]),
    ],
)
def test_suggestions(matter, invited, level, keys):
    assert list(suggested(matter, invited, level, KNOWN)) == keys


def test_a_forecast_adds_its_own_procedure_once():
    assert suggested("strategy", [], "gmina", KNOWN, has_forecast=True) == ("strategia_rozwoju", FORECAST)
    assert suggested("environment_document", [], "gmina", KNOWN, has_forecast=True) == (FORECAST,)


def test_what_the_level_does_not_have_is_not_suggested():
    assert suggested("revitalisation", [RESIDENTS], "powiat", KNOWN - {"rewitalizacja"}) == ()
