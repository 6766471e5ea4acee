"""Heads of columns: what a column holds, and of which year."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from consult.texts.folding import fold

CODES = (
    "teryt", "teryt6", "teryt7", "kod teryt", "terc", "kod terc", "kod jst", "kod gminy", "kod jednostki", "jpt kod je",
    "kod gus", "unit id", "unitid", "kod", "code", "id",
)  # fmt: skip
"""Names of the column with the code, the surest first."""
NAMES = ("nazwa", "nazwa gminy", "nazwa jednostki", "jednostka terytorialna", "name", "gmina", "jednostka")
YEARS = ("rok", "year")
VALUES = ("wartosc", "value", "val")
UNITS = ("jednostka miary", "jednostka", "unit")
ATTRIBUTES = ("atrybut", "attribute")
PLACES = frozenset({"wojewodztwo", "powiat", "typ", "rodzaj", "gmina", "region", "podregion", "uwaga", "uwagi"})
YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:[-_.]\d{1,2}[-_.]\d{1,2})?(?!\d)")
UNIT = re.compile(r"\[([^\]]*)\]")
SEPARATORS = " _-./();:,"


@dataclass(frozen=True)
class Head:
    """A column of numbers: its head as it stands, the name in it, the year and the unit of measure if it has them."""

    text: str
    name: str
    year: int | None
    unit: str


def plain(text: str) -> str:
    """Make a head comparable: `Kod_TERYT` is `kod teryt`."""
    return " ".join(re.split(r"[\s_.\-]+", fold(text))).strip()


def find(heads: Sequence[str], names: Iterable[str]) -> int | None:
    """Find the column with the first of these names that is there."""
    known = [plain(head) for head in heads]
    return next((known.index(name) for name in names if name in known), None)


def read_head(text: str) -> Head:
    """Read `ogolem_2023`, `ludność;2024;[osoba]`, `2024` or `ludnosc_2024_12_31`; of several years the last counts."""
    unit = UNIT.search(text)
    rest = UNIT.sub("", text)
    years = list(YEAR.finditer(rest))
    year = None
    if years:
        last = years[-1]
        year = int(last[1])
        rest = rest[: last.start()] + rest[last.end() :]
    parts = [part.strip(SEPARATORS) for part in rest.split(";")]
    return Head(text, "; ".join(dict.fromkeys(part for part in parts if part)), year, unit[1].strip() if unit else "")


def joined(rows: Sequence[Sequence[str]]) -> list[str]:
    """Join a head of several rows: a cell that spans columns holds for the empty ones to its right."""
    width = max(map(len, rows))
    filled = []
    for row in rows:
        line, last = [], ""
        for cell in [*row, *[""] * (width - len(row))]:
            last = cell.strip() or last
            line.append(last)
        filled.append(line)
    return [";".join(dict.fromkeys(part for part in column if part)) for column in zip(*filled, strict=True)]


def regrouped(heads: Sequence[str]) -> list[str]:
    """Put heads together that were torn at their separators: each ends with its unit in brackets."""
    made: list[str] = []
    torn: list[str] = []
    for cell in heads:
        torn.append(cell)
        if cell.strip().startswith("["):
            made.append(";".join(torn))
            torn = []
    return [*made, *torn] if made else list(heads)
