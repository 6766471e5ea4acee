"""From the entries of a file to one value for a unit and a year, and a report of all that was not taken as it stood."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from consult.territory.indicators import codes, heads
from consult.territory.indicators.bdl_json import read_json
from consult.territory.indicators.cells import BadCell, Cell, read_cell
from consult.territory.indicators.codes import Outside
from consult.territory.indicators.findings import MOST_ROWS, Finding, Gathered, Problem
from consult.territory.indicators.sheets import BadSheet, Column, Entry, Sheet, decoded, read_sheet
from consult.texts.folding import fold

YEARS = range(1900, 2100)
KIND = re.compile(r"\s*\(\d\)$")
"""How the Local Data Bank writes the kind of a gmina behind its name."""
Units = Mapping[str, str]
"""The names of the units that we know, by their lasting codes."""


@dataclass(frozen=True)
class Brought:
    """What a file gives for one indicator: values by unit and year (None: the file has none), and the report."""

    columns: tuple[Column, ...]
    values: Mapping[tuple[str, int | None], Cell]
    findings: tuple[Finding, ...]

    @property
    def unit(self) -> str:
        """Give the unit of measure that the file names."""
        return next((column.unit for column in self.columns if column.unit), "")

    @property
    def years(self) -> list[int]:
        """List the years."""
        return sorted({year for _code, year in self.values if year is not None})

    @property
    def units(self) -> int:
        """Count the units."""
        return len({code for code, _year in self.values})


def read(data: bytes) -> Sheet:
    """Read a file in any of the layouts; raise `BadSheet`."""
    text = decoded(data)
    return read_json(text) if text.lstrip()[:1] in {"{", "["} else read_sheet(text)


def choose(sheet: Sheet, wanted: Collection[str]) -> tuple[Column, ...]:
    """Choose columns by their names or whole heads; without a wish the file must have one. Raise `BadSheet`."""
    if not wanted:
        if len(sheet.columns) > 1:
            raise BadSheet("several_columns", ", ".join(column.name or "-" for column in sheet.columns))
        return sheet.columns
    chosen: dict[str, Column] = {}
    for wish in map(heads.plain, wanted):
        found = [column for column in sheet.columns if wish in {heads.plain(column.name), *_heads(column)}]
        if not found:
            raise BadSheet("no_such_column", ", ".join(column.name or "-" for column in sheet.columns))
        chosen |= {column.name: column for column in found}
    return tuple(chosen.values())


def _heads(column: Column) -> set[str]:
    return {heads.plain(head) for head in column.heads}


def bring(sheet: Sheet, wanted: Collection[str], units: Units) -> Brought:
    """Give the values of the wanted columns for the units that we know, and what became of all others."""
    columns = choose(sheet, wanted)
    entries = _wanted(sheet.entries, columns, {heads.plain(wish) for wish in wanted})
    found = Gathered()
    width = codes.width_of({entry.code for entry in sheet.entries}, units)
    joined = _joined(entries, width, units, found)
    values: dict[tuple[str, int | None], Cell] = {}
    for (code, year), rows in joined.items():
        entry = _one_of(rows, code, units[code], found)
        cell = _cell(entry, found) if entry is not None else None
        if cell is not None:
            values[code, year] = cell
    if not values:
        raise BadSheet("nothing_left", findings=(*sheet.findings, *found.all()))
    _tell_missing(joined, units, found)
    return Brought(columns, values, (*sheet.findings, *found.all()))


def _wanted(entries: Iterable[Entry], columns: Sequence[Column], wishes: Collection[str]) -> list[Entry]:
    """Keep what is asked for: a column with all its years, or those heads of it that were named whole.

    Two columns for the same year are a mistake of who asked.
    """
    names = {column.name for column in columns}
    whole = {column.name for column in columns if not wishes or heads.plain(column.name) in wishes}
    kept = [
        entry
        for entry in entries
        if entry.column in names and (entry.column in whole or heads.plain(entry.head) in wishes)
    ]
    by_year: dict[int | None, set[str]] = {}
    for entry in kept:
        by_year.setdefault(entry.year, set()).add(entry.column)
    clashing = next((held for held in by_year.values() if len(held) > 1), None)
    if clashing:
        raise BadSheet("columns_clash", ", ".join(sorted(clashing)))
    return kept


def _joined(
    entries: Iterable[Entry], width: int, units: Units, found: Gathered
) -> dict[tuple[str, int | None], list[Entry]]:
    """Put entries to the units whose codes they have; tell of those that have no unit, once for each row."""
    loaded = {code[:2] for code in units}
    told: set[int] = set()
    joined: dict[tuple[str, int | None], list[Entry]] = {}
    for entry in entries:
        code = _unit(entry, width)
        if isinstance(code, str) and not isinstance(code, Outside) and code in units:
            if entry.year is not None and entry.year not in YEARS:
                found.add(Problem.BAD_CELL, entry.row, text=str(entry.year))
                continue
            joined.setdefault((code, entry.year), []).append(entry)
        elif entry.row not in told:
            told.add(entry.row)
            _tell_outside(entry, code, loaded, found)
    return joined


def _unit(entry: Entry, width: int) -> str | Outside | None:
    try:
        return codes.unit_of(entry.code, width)
    except codes.BadCode:
        return None


def _tell_outside(entry: Entry, code: str | Outside | None, loaded: Collection[str], found: Gathered) -> None:
    """Say why a row belongs to no unit of ours."""
    if code is None:
        found.add(Problem.BAD_CODE, entry.row, text=entry.code[:40])
    elif isinstance(code, Outside):
        found.add(Problem(code.value), entry.row)
    elif code[:2] not in loaded:
        found.add(Problem.ELSEWHERE, entry.row, code=code[:2])
    else:
        found.add(Problem.UNKNOWN, entry.row, code=code, text=entry.name)


def _one_of(rows: Sequence[Entry], code: str, name: str, found: Gathered) -> Entry | None:
    """Choose one of the rows of a unit: the same number twice is one; else the row that has the unit's own name."""
    if len(rows) == 1:
        return rows[0]
    numbers = [entry.row for entry in rows]
    if len({entry.text for entry in rows}) == 1:
        found.add(Problem.SAME_TWICE, *numbers, code=code, text=name)
        return rows[0]
    named = [entry for entry in rows if fold(KIND.sub("", entry.name)) == fold(name)]
    if len({entry.text for entry in named}) == 1:
        found.add(Problem.CHOSEN_BY_NAME, *(n for n in numbers if n != named[0].row), code=code, text=name)
        return named[0]
    found.add(Problem.CONTRADICTED, *numbers, code=code, text=name)
    return None


def _cell(entry: Entry, found: Gathered) -> Cell | None:
    """Read the cell of an entry, and tell of everything in it that is no plain number."""
    try:
        cell = read_cell(entry.text)
    except BadCell:
        found.add(Problem.BAD_CELL, entry.row, text=entry.text[:40])
        return None
    if cell is None:
        found.add(Problem.EMPTY, entry.row)
    elif cell.mark is not None:
        found.add(Problem(cell.mark.value), entry.row)
    elif cell.is_revised:
        found.add(Problem.REVISED, entry.row)
    return cell


def _tell_missing(joined: Iterable[tuple[str, int | None]], units: Units, found: Gathered) -> None:
    """Say which gminas the file leaves out, in the voivodeships of whose gminas it speaks."""
    there = {code for code, _year in joined if len(code) == codes.SIX}
    spoken_of = {code[:2] for code in there}
    missing = [code for code in units if len(code) == codes.SIX and code[:2] in spoken_of and code not in there]
    if missing:
        names = ", ".join(units[code] for code in missing[:MOST_ROWS])
        found.add(Problem.NOT_IN_FILE, text=names, count=len(missing))
