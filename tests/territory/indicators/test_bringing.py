"""Files of public statistics in the layouts that offices have, and with the mistakes that they have."""

import csv
import json
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.territory.indicators import codes
from consult.territory.indicators.bringing import bring, read
from consult.territory.indicators.cells import BadCell, Cell, Mark, read_cell
from consult.territory.indicators.findings import Problem
from consult.territory.indicators.sheets import BadSheet

UNITS = {"26": "świętokrzyskie", "2601": "buski", "260101": "Busko-Zdrój", "260102": "Gnojno", "260103": "Nowy Korczyn"}
LOWER = {"020101": "Bolesławiec", "020102": "Gromadka", "260101": "Busko-Zdrój"}


def brought(text, *wanted, units=UNITS, encoding="utf-8"):
    return bring(read(text.encode(encoding)), wanted, units)


def numbers(text, *wanted, **more):
    return {key: cell.value for key, cell in brought(text, *wanted, **more).values.items()}


def problems(found):
    return {finding.problem for finding in found.findings} - {Problem.NOT_IN_FILE}


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("1 234,5", Cell(1234.5)),
        ("1\N{NO-BREAK SPACE}234", Cell(1234)),
        ("1.234.567,8", Cell(1234567.8)),
        ("0.5", Cell(0.5)),
        ("\N{MINUS SIGN}7,25", Cell(-7.25)),
        ("12,5%", Cell(12.5)),
        ("3*", Cell(3, is_revised=True)),
        ("-", Cell(0, Mark.NONE)),
        ("\N{EN DASH}", Cell(0, Mark.NONE)),
        (".", Cell(None, Mark.NO_DATA)),
        ("n", Cell(None, Mark.NO_DATA)),
        ("#", Cell(None, Mark.SECRET)),
        ("*", Cell(None, Mark.SECRET)),
        ("X", Cell(None, Mark.NO_SENSE)),
        (" ", None),
    ],
)
def test_a_cell(text, cell):
    assert read_cell(text) == cell


@pytest.mark.parametrize("text", ["dwa", "1 23", "1,2,3", "inf", "nan", "1e99999", "9" * 50, "١٢"])
def test_what_is_no_cell(text):
    with pytest.raises(BadCell):
        read_cell(text)


@settings(max_examples=40)
@given(st.integers(-(10**9), 10**9), st.integers(0, 3))
def test_a_number_is_read_as_it_is_written(whole, decimals):
    number = whole / 10**decimals
    written = f"{number:,.{decimals}f}".replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")
    assert read_cell(written).value == pytest.approx(number)


@pytest.mark.parametrize(
    ("code", "width", "unit"),
    [
        ("2601011", 7, "260101"),
        ("2601015", 7, codes.Outside.PART),
        ("2601010", 7, "260101"),
        ("2601000", 7, "2601"),
        ("2600000", 7, "26"),
        ("0000000", 7, codes.Outside.COUNTRY),
        ("201011", 7, "020101"),
        ("20101", 6, "020101"),
        ("266101_1", 7, "266101"),
        ('="0201011"', 7, "020101"),
        ("2601011.0", 7, "260101"),
        ("062600001011", 12, "260101"),
        ("62600000000", 12, "26"),
        ("062610000000", 12, codes.Outside.REGION),
        ("060000000000", 12, codes.Outside.COUNTRY),
    ],
)
def test_a_code(code, width, unit):
    assert codes.unit_of(code, width) == unit


@pytest.mark.parametrize(
    "code", ["", "razem", "9901011", "2600011", "2601017", "260101123", "2601001", "1234567890123"]
)
def test_what_is_no_code(code):
    with pytest.raises(codes.BadCode):
        codes.unit_of(code, 7)


def test_a_column_for_each_year_and_thing():
    text = (
        "\ufeffkod;nazwa;ogolem_2023;ogolem_2024;pozary_2024\n2601011;Busko-Zdrój;1 000,5;2;3\n2601022;Gnojno;4;5;6\n"
    )
    assert numbers(text, "ogolem") == {
        ("260101", 2023): 1000.5, ("260101", 2024): 2, ("260102", 2023): 4, ("260102", 2024): 5}  # fmt: skip
    assert numbers(text, "ogolem_2024") == {("260101", 2024): 2, ("260102", 2024): 5}
    with pytest.raises(BadSheet, match="several_columns: ogolem, pozary"):
        brought(text)
    with pytest.raises(BadSheet, match="no_such_column"):
        brought(text, "wypadki")
    with pytest.raises(BadSheet, match="columns_clash"):
        brought(text, "ogolem", "pozary")


def test_codes_that_lost_their_zero():
    seven = "teryt\tx 2024\n201011\t1\n201022\t2\n2601011\t3\n"
    only_short = "teryt,x\n201011,1\n201022,2\n"
    six = "teryt6,x\n20101,1\n260101,3\n"
    assert numbers(seven, units=LOWER) == {("020101", 2024): 1, ("020102", 2024): 2, ("260101", 2024): 3}
    assert numbers(only_short, units=LOWER) == {("020101", None): 1, ("020102", None): 2}
    assert numbers(six, units=LOWER) == {("020101", None): 1, ("260101", None): 3}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1250", "utf-16"])
def test_an_export_of_the_data_bank(encoding):
    text = (
        '"Kod";"Nazwa";"ludność;stan na 31 XII;2023;[osoba]";"ludność;stan na 31 XII;2024;[osoba]";\n'
        '"0000000";"POLSKA";"1";"2";\n"2601000";"Powiat buski";"70 000";"-";\n"2601011";"Busko-Zdrój";"#";"n";\n'
    )
    found = brought(text, encoding=encoding)
    assert found.values == {
        ("2601", 2023): Cell(70000), ("2601", 2024): Cell(0, Mark.NONE),
        ("260101", 2023): Cell(None, Mark.SECRET), ("260101", 2024): Cell(None, Mark.NO_DATA)}  # fmt: skip
    assert found.unit == "osoba"
    assert found.columns[0].name == "ludność; stan na 31 XII"
    assert problems(found) == {Problem.COUNTRY, Problem.NONE, Problem.SECRET, Problem.NO_DATA}


def test_heads_of_several_rows_and_heads_torn_apart():
    rows = "Tabl. 1\n\nKod;Nazwa;ludność;;urodzenia;\n;;2023;2024;2023;2024\n;;[osoba];;[szt.];\n2601011;B;1;2;3;4\n"
    torn = "Kod;Nazwa;ludność;2024;[osoba];urodzenia;2024;[szt.]\n2601011;Busko-Zdrój;5;6\n"
    assert numbers(rows, "urodzenia") == {("260101", 2023): 3, ("260101", 2024): 4}
    assert problems(brought(rows, "ludność")) == {Problem.TITLE}
    assert numbers(torn, "urodzenia") == {("260101", 2024): 6}
    assert brought(torn, "urodzenia").unit == "szt."


def test_a_head_above_that_of_the_codes():
    text = ";;ludność;;urodzenia\nKod;Nazwa;2023;2024;2024\n2601011;Busko-Zdrój;1;2*;\n2601022;Gnojno;3;;5\n"
    assert numbers(text, "ludność") == {("260101", 2023): 1, ("260101", 2024): 2, ("260102", 2023): 3}
    assert problems(brought(text, "ludność")) == {Problem.REVISED, Problem.EMPTY}


def test_powiats_and_rows_that_are_too_short():
    assert numbers("teryt,x\n2601,1\n26,2\n") == {("2601", None): 1, ("26", None): 2}
    found = brought("kod;nazwa;2023;2024\n2601011;Busko-Zdrój;1\n2601022;Gnojno;2;3\n2601033;Nowy Korczyn;4;5\n")
    assert found.values["260101", 2023] == Cell(1)
    assert Problem.TOO_FEW_CELLS in problems(found)


def test_a_year_that_cannot_be():
    values = [{"year": 12, "val": 1}, {"year": 2024, "val": 2}]
    found = brought(json.dumps({"results": [{"id": "062600001011", "values": values}]}))
    assert set(found.values) == {("260101", 2024)}
    assert problems(found) == {Problem.BAD_CELL}


def test_long_tables():
    plain = "teryt,rok,wartosc\n2601011,2023,4\n2601011,2024,5\n"
    said = (
        "Kod;Nazwa;Płeć;Rok;Wartosc;Jednostka miary;Atrybut\n"
        "2601011;Busko-Zdrój;kobiety;2023;5;osoba;\n2601011;Busko-Zdrój;mężczyźni;2023;;osoba;#\n"
    )
    assert numbers(plain) == {("260101", 2023): 4, ("260101", 2024): 5}
    assert numbers(said, "kobiety") == {("260101", 2023): 5}
    assert brought(said, "mężczyźni").values == {("260101", 2023): Cell(None, Mark.SECRET)}


def test_a_head_without_a_name_for_the_codes():
    assert numbers("jednostka|obszar|2024\nBusko|2601011|1\nGnojno|2601022|2\n") == {
        ("260101", 2024): 1, ("260102", 2024): 2}  # fmt: skip


def test_json_of_the_data_bank():
    values = [{"year": "2023", "val": 1.5, "attrId": 1}, {"year": "2024", "val": None, "attrId": 7}]
    by_variable = {"variableId": 72305, "results": [{"id": "062600001011", "name": "Busko", "values": values}]}
    by_unit = {"unitId": "062600001011", "unitName": "Busko", "results": [{"id": 72305, "values": values}]}
    for document in (by_variable, [by_variable], by_unit, by_variable["results"]):
        found = brought(json.dumps(document))
        assert found.values == {("260101", 2023): Cell(1.5), ("260101", 2024): Cell(None, Mark.NO_DATA)}
        assert problems(found) == {Problem.ATTRIBUTE, Problem.NO_DATA}


def test_all_that_is_wrong_is_told():
    text = (
        "kod;nazwa;x 2024\n"
        "2601011;Busko-Zdrój;1\n2601011;Busko-Zdrój;1\n"
        "2601022;Gnojno (2);2\n2601022;Inna;3\n"
        "2601033;a;4\n2601033;b;5\n"
        "2601044;Miasto;6\n2609991;Nie ma;7\n1001011;Daleko;8\nrazem;;9\n"
        "2601000;buski;dużo\n2600000;świętokrzyskie;1;2\n"
    )
    found = brought(text)
    assert found.values == {("260101", 2024): Cell(1), ("260102", 2024): Cell(2)}
    told = {(finding.problem, finding.rows, finding.code) for finding in found.findings}
    assert told == {
        (Problem.TOO_MANY_CELLS, (13,), ""),
        (Problem.PART, (8,), ""),
        (Problem.UNKNOWN, (9,), "260999"),
        (Problem.ELSEWHERE, (10,), "10"),
        (Problem.BAD_CODE, (11,), ""),
        (Problem.SAME_TWICE, (2, 3), "260101"),
        (Problem.CHOSEN_BY_NAME, (5,), "260102"),
        (Problem.CONTRADICTED, (6, 7), "260103"),
        (Problem.BAD_CELL, (12,), ""),
    }


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "no_codes"),
        (b"a;b\nc;d\n", "no_codes"),
        (b"kod;x\n", "no_rows"),
        (b"kod;x\n2601011;a\n2601022;b\n", "no_numbers"),
        (b"kod;x\n1001011;1\n", "nothing_left"),
        (b"PK\x03\x04\x00\x00", "not_text"),
        (b"\xff\xfea", "not_text"),
        (b'kod;x\n"' + b"x" * 140_000, "no_table"),
        (b"{", "bad_json"),
        (b"[1]", "no_results"),
        (b'{"results": [1]}', "bad_result"),
        (b'{"results": [{"id": "1", "values": [1]}]}', "bad_result"),
        (b'{"results": []}', "no_rows"),
    ],
)
def test_of_some_files_nothing_can_be_taken(data, problem):
    with pytest.raises(BadSheet) as refused:
        bring(read(data), (), UNITS)
    assert refused.value.problem == problem


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet='2601;,\t\n"[]{}#-.*xkod ', max_size=200))
def test_no_file_brings_it_down(text):
    try:
        brought(f"kod;x\n{text}")
    except BadSheet:
        return


def test_the_dirty_table_of_the_fire_service(shared_data):
    """2,535 rows for 2,479 gminas: districts, an old code, and 17 codes twice."""
    folder = shared_data / "gus"
    with (folder / "gminy.csv").open(encoding="utf-8-sig") as file:
        units = {row["teryt"][:6]: row["nazwa"] for row in csv.DictReader(file)}
    sheet = read((folder / "psp_zdarzenia_gminy_2023_2024.csv").read_bytes())
    found = bring(sheet, ["ogolem"], units)
    told = Counter(finding.problem for finding in found.findings)
    assert len(found.values) == 2 * 2479
    assert told == {Problem.UNKNOWN: 40, Problem.CHOSEN_BY_NAME: 16}
    assert found.values["060303", 2023] == Cell(188)
    assert found.values["100607", 2024] == Cell(239)


def test_a_long_table_needs_the_year_of_each_row():
    found = brought("kod;rok;wartosc\n2601011;;1\n2601011;1023;2\n2601011;2023;3\n")
    assert {key: cell.value for key, cell in found.values.items()} == {("260101", 2023): 3}
    assert [(one.rows, one.text) for one in found.findings if one.problem is Problem.BAD_CELL] == [
        ((2,), ""),
        ((3,), "1023"),
    ]
    values = [{"year": None, "val": 1}, {"year": "2023", "val": 2}]
    page = {"variableId": 1, "results": [{"id": "042600000000", "name": "x", "values": values}]}
    assert numbers(json.dumps(page)) == {("26", 2023): 2}


@pytest.mark.parametrize("encoding", ["iso8859-2", "cp1250", "utf-8-sig", "utf-16"])
def test_letters_of_every_old_program(encoding):
    found = brought("kod;Źródła\u00a0ścieków i wąskie [%] 2023\n2601011;1\n", encoding=encoding)
    assert found.columns[0].name == "Źródła\u00a0ścieków i wąskie"


def test_a_workbook_is_no_text():
    with pytest.raises(BadSheet, match="not_text"):
        read(b"PK\x03\x04 a workbook")
