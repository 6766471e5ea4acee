"""Population by sex and age: how the files of GUS are read, and how ages are added up. Plain values only."""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from consult.territory.rules import BadCode, BadRow, kind_of, lasting

SEXES = {"K": "K", "M": "M", "kobiety": "K", "mężczyźni": "M"}
"""The register's words for the sexes, and how they are kept."""
WHOLE = frozenset({"", "ogolem", "ogółem"})
POLAND = "00"
AGE = re.compile(r"(?:razem_)?(\d{1,3})(?:\s*[-\u2013]\s*(\d{1,3})|(\+))?")
UNIT, SEX, PLACE, YEARS, COUNT, YEAR = "teryt", "plec", "obszar", "wiek", "liczba", "rok"


class BadAges(Exception):
    """Ages that cannot be counted from what is known."""

    def __init__(self, known: str, name: str) -> None:
        super().__init__(f"the population is known for the ages {known}, which {name} cuts")
        self.known = known
        self.name = name


@dataclass(frozen=True)
class Band:
    """People of a sex and of some years of age in a unit, by its lasting code; without an end, all above."""

    code6: str
    sex: str
    age_from: int
    age_to: int | None
    people: int


def ages_in(text: str) -> tuple[int, int | None] | None:
    """Read `18-24`, `65+` or `7`."""
    found = AGE.fullmatch(text.strip())
    if found is None:
        return None
    first = int(found[1])
    if found[3]:
        return first, None
    last = int(found[2]) if found[2] else first
    return (first, last) if first <= last else None


def read_population(lines: Iterable[str]) -> list[Band]:
    """Read a CSV with `teryt` and `plec` (M, K), and either `wiek` and `liczba`, or a column for each age.

    Rows of towns and rural areas apart (`obszar`), of the whole country, sums of both sexes, and empty cells are passed
    over; of several years (`rok`) the last counts.
    Raises `BadRow`; the header is row 1.
    """
    reader = csv.DictReader(lines, strict=True)
    if not {UNIT, SEX} <= set(reader.fieldnames or ()):
        raise BadRow(1, f"the header needs {UNIT}, {SEX}, and {YEARS} and {COUNT} or a column for each age")
    try:
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error as mistake:
        raise BadRow(reader.line_num, str(mistake)) from mistake
    last = max((row.get(YEAR) or "" for _number, row in rows), default="")
    found: dict[tuple[str, str, int], Band] = {}
    for number, row in rows:
        for band in _bands(row, number) if (row.get(YEAR) or "") == last else []:
            key = band.code6, band.sex, band.age_from
            if key in found:
                raise BadRow(number, f"{band.code6} has {band.sex} from the age of {band.age_from} already")
            found[key] = band
    return list(found.values())


def _bands(row: Mapping[str, str | None], number: int) -> list[Band]:
    cells = {str(name): (value or "").strip() for name, value in row.items() if name is not None}
    sex = cells[SEX]
    if sex in WHOLE or cells.get(PLACE, "") not in WHOLE or cells[UNIT] == POLAND:
        return []
    if sex not in SEXES:
        raise BadRow(number, f"{SEX} must be M or K, not {sex!r}")
    try:
        kind_of(cells[UNIT])
    except BadCode as mistake:
        raise BadRow(number, str(mistake)) from mistake
    counted = {cells[YEARS]: cells.get(COUNT, "")} if YEARS in cells else cells
    bands = []
    for words, people in counted.items():
        ages = ages_in(words)
        if ages is not None and people:
            bands.append(Band(lasting(cells[UNIT]), SEXES[sex], *ages, _people(people, number)))
    return bands


def _people(text: str, number: int) -> int:
    if not text.isascii() or not text.isdecimal():
        raise BadRow(number, f"{text!r} is no number of people")
    return int(text)


def added_up(bands: Iterable[Band], ranges: Mapping[str, tuple[int, int | None]]) -> dict[tuple[str, str], int]:
    """Add up the people of each sex in each range of ages; raise `BadAges` where a band lies across an edge."""
    found = {(sex, name): 0 for sex in sorted(set(SEXES.values())) for name in ranges}
    for band in bands:
        last = band.age_to if band.age_to is not None else float("inf")
        for name, (low, high) in ranges.items():
            top = high if high is not None else float("inf")
            if band.age_from > top or last < low:
                continue
            if band.age_from < low or last > top:
                known = f"{band.age_from}-{band.age_to}" if band.age_to is not None else f"{band.age_from}+"
                raise BadAges(known, name)
            found[band.sex, name] += band.people
    return found
