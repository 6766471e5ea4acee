"""How TERC codes are built, and how the register's file is read (GUS, territorial division of the country)."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

VOIVODESHIPS = frozenset(f"{number:02}" for number in range(2, 33, 2))
FIRST_CITY = "61"
"""From this number on a powiat is a city with the rights of one."""
COLUMNS = (
    ("WOJ", "POW", "GMI", "RODZ", "NAZWA", "NAZWA_DOD", "STAN_NA"),
    ("WOJ", "POW", "GMI", "RODZ", "NAZWA", "NAZDOD", "STAN_NA"),
)
PARTS = frozenset("4589")
"""Kinds of what is a part of a gmina: town and rural area of an urban-rural one, districts, delegations."""


class Kind(StrEnum):
    """What kind of unit it is."""

    VOIVODESHIP = "voivodeship"
    POWIAT = "powiat"
    CITY = "city"  # with the rights of a powiat
    URBAN = "urban"
    RURAL = "rural"
    URBAN_RURAL = "urban_rural"


GMINAS = {"1": Kind.URBAN, "2": Kind.RURAL, "3": Kind.URBAN_RURAL}


class BadCode(Exception):
    """A code has not the shape of a TERC code; the message says what is wrong."""


class BadRow(Exception):
    """A row of the file cannot be read; the message names it."""

    def __init__(self, number: int, what: str) -> None:
        super().__init__(f"row {number}: {what}")


@dataclass(frozen=True, kw_only=True)
class UnitFacts:
    """What a register says of one unit; a fact that it does not know is None."""

    code: str
    name: str
    stated_on: date
    valid_from: date
    source: str
    population: int | None = None
    population_on: date | None = None
    area_hectares: int | None = None


def kind_of(code: str) -> Kind:
    """Tell the kind of unit by its code of 2, 4 or 7 digits; raise `BadCode`."""
    if not re.fullmatch(r"[0-9]{2}([0-9]{2}([0-9]{3})?)?", code):
        raise BadCode(f"{code!r} is no TERC code: give 2, 4 or 7 digits")
    if code[:2] not in VOIVODESHIPS:
        raise BadCode(f"{code!r}: there is no voivodeship {code[:2]}")
    if len(code) == len("26"):
        return Kind.VOIVODESHIP
    if code[2:4] == "00" or code[4:6] == "00":
        raise BadCode(f"{code!r}: powiats and gminas are numbered from 01")
    if len(code) == len("2661"):
        return Kind.CITY if code[2:4] >= FIRST_CITY else Kind.POWIAT
    if code[6] not in GMINAS:
        raise BadCode(f"{code!r}: the last digit of a gmina is 1, 2 or 3")
    return GMINAS[code[6]]


def lasting(code: str) -> str:
    """Give what stays of a code when a gmina changes its kind: the first six digits."""
    return code[:6]


def parent_of(code: str) -> str | None:
    """Give the code of the unit above: a gmina's powiat, a powiat's voivodeship."""
    return {2: None, 4: code[:2], 7: code[:4]}[len(code)]


def read_terc(lines: Iterable[str]) -> list[UnitFacts]:
    """Read the register's CSV: voivodeships, powiats and gminas; parts of gminas are left out.

    Raises `BadRow` for the first row that is wrong; the header is row 1.
    """
    rows = _numbered(lines)
    number, header = next(rows, (1, []))
    if tuple(header) not in COLUMNS:
        raise BadRow(number, f"the header must be {';'.join(COLUMNS[0])}")
    units: dict[str, UnitFacts] = {}
    for number, row in rows:
        if len(row) != len(header):
            raise BadRow(number, f"{len(header)} columns were expected, not {len(row)}")
        if row[3] in PARTS:
            continue
        unit = _unit(number, row)
        if lasting(unit.code) in units:
            raise BadRow(number, f"the unit {unit.code} was there before")
        units[lasting(unit.code)] = unit
    return list(units.values())


def _numbered(lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """Split the rows, with the number of the line that each ends on; empty lines are passed over."""
    reader = csv.reader(lines, delimiter=";", strict=True)
    try:
        for row in reader:
            if row:
                yield reader.line_num, [cell.strip() for cell in row]
    except csv.Error as mistake:
        raise BadRow(reader.line_num, str(mistake)) from mistake


def _unit(number: int, row: Sequence[str]) -> UnitFacts:
    code, name = "".join(row[:4]), row[4]
    if [len(part) for part in row[:4]] not in ([2, 0, 0, 0], [2, 2, 0, 0], [2, 2, 2, 1]):
        raise BadRow(number, "WOJ, POW and GMI must have two digits and RODZ one, none of them after an empty one")
    try:
        kind = kind_of(code)
        stated_on = date.fromisoformat(row[6])
    except BadCode as mistake:
        raise BadRow(number, str(mistake)) from mistake
    except ValueError as mistake:
        raise BadRow(number, f"STAN_NA must be a date like 2025-01-01, not {row[6]!r}") from mistake
    if not name or not name.isprintable():
        raise BadRow(number, "NAZWA must be the name of the unit")
    return UnitFacts(
        code=code,
        name=name.lower() if kind is Kind.VOIVODESHIP else name,
        stated_on=stated_on,
        valid_from=stated_on,
        source=f"GUS, TERC {stated_on}",
    )
