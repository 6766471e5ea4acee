"""What a register says becomes what we know."""

import csv
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from consult.territory.models import Unit
from consult.territory.operations import Loaded, ParentMissing, load_bundled, load_units
from consult.territory.queries import find_unit
from consult.territory.rules import UnitFacts, read_terc

pytestmark = pytest.mark.both_databases

VILLAGE = UnitFacts(
    code="2602082",
    name="Sobków",
    stated_on=date(2024, 1, 1),
    valid_from=date(2024, 1, 1),
    source="GUS, TERC 2024-01-01",
)
TOWN = replace(VILLAGE, code="2602083", stated_on=date(2025, 1, 1), valid_from=date(2025, 1, 1), source="newer")
ABOVE = [replace(VILLAGE, code="26", name="świętokrzyskie"), replace(VILLAGE, code="2602", name="jędrzejowski")]


def test_the_bundled_units(write):
    with write() as session:
        assert load_bundled(session) == Loaded(added=117, changed=0, unchanged=0)
    with write() as session:
        assert load_bundled(session) == Loaded(added=0, changed=0, unchanged=117)
        units = session.query(Unit).all()
        kinds = Counter(unit.kind for unit in units)
        assert kinds["voivodeship"] == 1
        assert (kinds["powiat"], kinds["city"]) == (13, 1)
        assert kinds["urban"] + kinds["rural"] + kinds["urban_rural"] == 102
        gminas = [unit for unit in units if len(unit.code) == 7]
        powiats = [unit for unit in units if len(unit.code) == 4]
        assert sum(unit.population for unit in gminas) == sum(unit.population for unit in powiats) == 1157991
        assert {unit.parent_code for unit in gminas} == {unit.code for unit in powiats}


def test_the_bundled_units_are_those_of_the_register(write, shared_data):
    with (shared_data / "gus" / "gminy.csv").open(encoding="utf-8-sig") as file:
        rows = {row["teryt"]: row for row in csv.DictReader(file) if row["woj_teryt"] == "26"}
    with write() as session:
        load_bundled(session)
        gminas = {unit.code: unit for unit in session.query(Unit) if len(unit.code) == 7}
        assert gminas.keys() == rows.keys()
        for code, row in rows.items():
            known = gminas[code]
            assert (known.name, known.population, known.area_hectares, known.parent_code) == (
                row["nazwa"], int(row["ludnosc_2024_12_31"]), int(row["powierzchnia_ha"]), row["powiat_teryt"],
            )  # fmt: skip


@pytest.mark.complete
def test_the_whole_of_poland(write, shared_data):
    text = (shared_data / "gus" / "terc_2024-01-01.csv").read_text(encoding="utf-8-sig")
    units = read_terc(text.splitlines())
    assert Counter(len(unit.code) for unit in units) == {2: 16, 4: 380, 7: 2477}
    with write() as session:
        load_bundled(session)
        assert load_units(session, units) == Loaded(added=2756, changed=0, unchanged=117)
        assert find_unit(session, "2602082").code == "2602083"  # the newer register is kept
        assert load_units(session, units) == Loaded(added=0, changed=0, unchanged=2873)


def test_a_village_becomes_a_town(write):
    with write() as session:
        load_units(session, [VILLAGE, *ABOVE])
        assert load_units(session, [TOWN]) == Loaded(added=0, changed=1, unchanged=0)
    with write() as session:
        unit = find_unit(session, VILLAGE.code)
        assert (unit.code, unit.kind, unit.valid_from, unit.source) == (
            "2602083", "urban_rural", date(2025, 1, 1), "newer",
        )  # fmt: skip
        assert find_unit(session, TOWN.code) is unit


def test_an_older_register_changes_nothing(write):
    with write() as session:
        load_units(session, [TOWN, *ABOVE])
        assert load_units(session, [replace(VILLAGE, name="Sobkowo")]) == Loaded(0, 0, 1)
        assert find_unit(session, TOWN.code).name == "Sobków"


def test_an_older_register_tells_that_a_code_is_older(write):
    earlier = date(2020, 1, 1)
    with write() as session:
        load_units(session, [VILLAGE, *ABOVE])
        assert load_units(session, [replace(VILLAGE, stated_on=earlier, valid_from=earlier)]) == Loaded(0, 1, 0)
        unit = find_unit(session, VILLAGE.code)
        assert (unit.valid_from, unit.stated_on) == (earlier, VILLAGE.stated_on)


def test_population_is_kept_when_a_register_has_none(write):
    counted = replace(VILLAGE, population=8301, population_on=date(2024, 12, 31), area_hectares=14429)
    with write() as session:
        load_units(session, [counted, *ABOVE])
        load_units(session, [TOWN])
        unit = find_unit(session, TOWN.code)
        assert (unit.population, unit.area_hectares) == (8301, 14429)


def test_a_unit_without_the_one_above_is_refused(write):
    with write() as session, pytest.raises(ParentMissing, match="the unit 2602082 belongs to 2602"):
        load_units(session, [VILLAGE, ABOVE[0]])


@pytest.mark.parametrize("code", ["", "260208", "2602084", "9999999", "2613", "2602082 OR 1"])
def test_no_unit(write, code):
    with write() as session:
        load_units(session, [VILLAGE, *ABOVE])
        assert find_unit(session, code) is None
