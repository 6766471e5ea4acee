"""How TERC codes are built, and what the register's file may hold."""

import re
import string
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.territory.rules import BadCode, BadRow, Kind, kind_of, lasting, parent_of, read_terc

HEADER = "WOJ;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA"
GOOD = """\
26;;;;ŚWIĘTOKRZYSKIE;województwo;2024-01-01
26;02;;;jędrzejowski;powiat;2024-01-01
26;02;08;2;Sobków;gmina wiejska;2024-01-01
26;02;03;3;Małogoszcz;gmina miejsko-wiejska;2024-01-01
26;02;03;4;Małogoszcz;miasto;2024-01-01
26;02;03;5;Małogoszcz;obszar wiejski;2024-01-01

26;61;;;Kielce;miasto na prawach powiatu;2024-01-01
26;61;01;1;Kielce;gmina miejska;2024-01-01
""".splitlines()


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("26", Kind.VOIVODESHIP),
        ("2604", Kind.POWIAT),
        ("2661", Kind.CITY),
        ("2661011", Kind.URBAN),
        ("2602082", Kind.RURAL),
        ("2602083", Kind.URBAN_RURAL),
    ],
)
def test_a_code_tells_its_kind(code, kind):
    assert kind_of(code) is kind


@pytest.mark.parametrize(
    "code",
    [
        "",
        "2",
        "27",
        "34",
        "00",
        "266",
        "2600",
        "26610",
        "266101",
        "2661001",
        "2661014",
        "2661018",
        "26610111",
        "२६",
        "26 ",
        "2a",
    ],
)
def test_what_is_no_code(code):
    with pytest.raises(BadCode, match=re.escape(repr(code))):
        kind_of(code)


@given(st.text(alphabet=string.digits + "a ", max_size=8))
def test_every_code_lies_in_the_one_above(code):
    try:
        kind_of(code)
    except BadCode:
        return
    above = parent_of(code)
    assert above is None or (code.startswith(above) and kind_of(above) in {Kind.VOIVODESHIP, Kind.POWIAT, Kind.CITY})


def test_the_kind_of_a_gmina_does_not_last():
    assert lasting("2602082") == lasting("2602083") == "260208"
    assert lasting("2604") == "2604"


def test_the_register_is_read_without_parts():
    units = read_terc([HEADER, *GOOD])
    assert [unit.code for unit in units] == ["26", "2602", "2602082", "2602033", "2661", "2661011"]
    assert units[0].name == "świętokrzyskie"
    assert units[2].stated_on == units[2].valid_from == date(2024, 1, 1)
    assert units[2].source == "GUS, TERC 2024-01-01"


def test_both_spellings_of_the_header():
    assert read_terc([HEADER.replace("NAZWA_DOD", "NAZDOD"), *GOOD]) == read_terc([HEADER, *GOOD])


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("26;02;08", "7 columns were expected, not 3"),
        ("26;2;08;2;Sobków;gmina;2024-01-01", "must have two digits"),
        ("26;;08;2;Sobków;gmina;2024-01-01", "must have two digits"),
        ("26;02;08;;Sobków;gmina;2024-01-01", "must have two digits"),
        (";;;;Sobków;gmina;2024-01-01", "must have two digits"),
        ("27;;;;LUBUSKIE;województwo;2024-01-01", "no voivodeship 27"),
        ("26;02;08;7;Sobków;gmina;2024-01-01", "is 1, 2 or 3"),
        ("26;02;08;2;;gmina;2024-01-01", "NAZWA must be"),
        ("26;02;08;2;So\x00bków;gmina;2024-01-01", "NAZWA must be"),
        ("26;02;08;2;Sobków;gmina;1.01.2024", "STAN_NA must be a date"),
        ("26;02;03;2;Małogoszcz;gmina wiejska;2024-01-01", "the unit 2602032 was there before"),
        ('26;02;08;2;"Sobków;gmina;2024-01-01', "unexpected end of data"),
    ],
)
def test_a_bad_row_is_named(row, what):
    with pytest.raises(BadRow, match=f"^row 11: .*{re.escape(what)}"):
        read_terc([HEADER, *GOOD, row])


@pytest.mark.parametrize("lines", [[], GOOD, ["kod,nazwa"]])
def test_another_file_is_refused(lines):
    with pytest.raises(BadRow, match=r"^row 1: the header must be WOJ;POW;GMI;RODZ"):
        read_terc(lines)


@given(st.lists(st.text(max_size=30), max_size=5))
def test_whatever_comes_is_read_or_refused(lines):
    with suppress(BadRow):
        read_terc([HEADER, *lines])
