"""The people of units by sex and age: read, counted, and added up to ranges."""

import csv
from datetime import date
from importlib.resources import files

import pytest

from consult.territory import operations, queries
from consult.territory.population import BadAges, Band, added_up, ages_in, read_population
from consult.territory.rules import BadRow

LONG = ["teryt,nazwa,plec,wiek,liczba", "2661011,Kielce,M,0,5", "2661011,Kielce,K,0,6", "2661011,Kielce,ogółem,0,11"]
WIDE = ["teryt,nazwa,obszar,plec,ogolem,18-24,25+", "2604,kielecki,ogolem,M,9,4,5", "2604,kielecki,miasto,M,2,1,1"]


def test_both_shapes_are_read():
    assert read_population(LONG) == [Band("266101", "M", 0, 0, 5), Band("266101", "K", 0, 0, 6)]
    assert read_population(WIDE) == [Band("2604", "M", 18, 24, 4), Band("2604", "M", 25, None, 5)]


def test_of_several_years_the_last_counts():
    rows = ["teryt,rok,plec,wiek,liczba", "26,2023,kobiety,0-4,7", "26,2024,kobiety,0-4,8", "00,2024,kobiety,0-4,99"]
    assert read_population(rows) == [Band("26", "K", 0, 4, 8)]


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (["a,b"], "row 1"),
        ([LONG[0], "26,x,X,0,1"], "row 2: plec"),
        ([LONG[0], "99,x,M,0,1"], "row 2"),
        ([LONG[0], "26,x,M,0,-1"], "row 2"),
        ([LONG[0], "26,x,M,0,1", "26,x,M,0,2"], "row 3"),
    ],
)
def test_a_wrong_row_is_named(rows, says):
    with pytest.raises(BadRow, match=says):
        read_population(rows)


def test_ages_add_up_and_are_never_cut():
    bands = [Band("26", "M", 0, 17, 9), Band("26", "M", 18, 24, 4), Band("26", "M", 25, None, 5)]
    assert added_up(bands, {"18-24": (18, 24), "25+": (25, None)}) == {
        ("K", "18-24"): 0, ("K", "25+"): 0, ("M", "18-24"): 4, ("M", "25+"): 5}  # fmt: skip
    with pytest.raises(BadAges, match="18-24, which 18-20 cuts"):
        added_up(bands, {"18-20": (18, 20)})
    assert [ages_in(words) for words in ("18-24", "65+", "7", "old")] == [(18, 24), (65, None), (7, 7), None]


@pytest.mark.both_databases
def test_a_unit_without_rows_is_the_sum_of_its_parts(write, shared_data):
    """102 gminas: the voivodeship of the table of 30 June 2020."""
    path = shared_data / "gus" / "ludnosc_gminy_2020-06-30_plec_wiek5.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    bands = read_population([lines[0], *(line for line in lines if line.startswith("26"))])
    with write() as session:
        operations.load_bundled(session)
        loaded = operations.load_population(session, bands, stated_on=date(2020, 6, 30), source="GUS")
        again = operations.load_population(session, bands, stated_on=date(2020, 6, 30), source="GUS")
        whole = queries.list_population(session, "26")
        assert loaded == again and loaded.units == 102
        assert sum(row.people for row in whole) == sum(band.people for band in bands)
        assert queries.list_population(session, "14") == []


@pytest.mark.both_databases
def test_the_bundled_people_are_those_of_the_register(write, shared_data):
    """Loaded once, and never over what an office has loaded itself."""
    path = shared_data / "gus" / "marginesy_dorosli_powiaty_wojewodztwa_2020.csv"
    with path.open(encoding="utf-8-sig") as file:
        known = next(
            row for row in csv.DictReader(file) if (row["teryt"], row["obszar"], row["plec"]) == ("26", "ogolem", "K")
        )
    with write() as session:
        operations.load_bundled(session)
        operations.load_bundled_population(session)
        operations.load_population(
            session, [Band("266101", "K", 18, None, 1)], stated_on=date(2026, 1, 1), source="own"
        )
        operations.load_bundled_population(session)
        people = [
            Band(row.code6, row.sex, row.age_from, row.age_to, row.people)
            for row in queries.list_population(session, "26")
        ]
        assert [band.people for band in people if band.code6 == "266101"] == [1]
        rest = [band for band in people if band.code6 != "266101"]
        kielce = read_population(
            files("consult.territory").joinpath(operations.BUNDLED_PEOPLE).read_text().splitlines()
        )
        whole = added_up([*rest, *(band for band in kielce if band.code6 == "266101")], AGES)
        assert {ages: whole["K", ages] for ages in AGES} == {ages: int(known[ages]) for ages in AGES}


AGES = {
    "18-24": (18, 24),
    "25-34": (25, 34),
    "35-44": (35, 44),
    "45-54": (45, 54),
    "55-64": (55, 64),
    "65+": (65, None),
}
