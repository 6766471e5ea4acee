"""Tables of public statistics as CSV: found out of how they are written, and cut into entries."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import mode

from consult.territory.indicators import codes, heads
from consult.territory.indicators.cells import BadCell, read_cell
from consult.territory.indicators.findings import Finding, Gathered, Problem
from consult.territory.indicators.heads import Head

DELIMITERS = ";\t,|"
FIRST_ROWS = 30
"""The head stands within so many rows."""
MOST_CELLS = 2_000_000
ISO_LETTERS = frozenset("ąśźĄŚŹ".encode("iso8859-2"))
WINDOWS_LETTERS = frozenset("ąśźĄŚŹ".encode("cp1250"))
"""The only Polish letters that these two write each in its own way."""


class BadSheet(Exception):
    """A file of which nothing can be taken; `problem` is a key of the words, `text` what they speak of."""

    def __init__(self, problem: str, text: str = "", findings: Sequence[Finding] = ()) -> None:
        super().__init__(f"{problem}: {text}" if text else problem)
        self.problem = problem
        self.text = text
        self.findings = tuple(findings)


@dataclass(frozen=True)
class Entry:
    """A cell of a file, with all that says what it means; `head` is the head of its column as it stands."""

    row: int
    code: str
    name: str
    column: str
    head: str
    year: int | None
    text: str


@dataclass(frozen=True)
class Column:
    """What a file says of units in one column, or in one for each year: its name, unit of measure and years."""

    name: str
    unit: str
    years: tuple[int, ...]
    heads: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A file cut into entries."""

    entries: tuple[Entry, ...]
    columns: tuple[Column, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class _Table:
    """Rows below a head, each with its number in the file; where code, name and year stand."""

    head: list[str]
    rows: list[tuple[int, list[str]]]
    code: int
    name: int | None
    year: int | None


def decoded(data: bytes) -> str:
    """Read bytes as UTF-8, UTF-16 with its mark, or what Polish offices wrote before; raise `BadSheet`."""
    if data.startswith((b"PK\x03\x04", b"%PDF")):
        raise BadSheet("not_text")
    is_wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    before = "iso8859-2" if ISO_LETTERS & {*data} and not WINDOWS_LETTERS & {*data} else "cp1250"
    for encoding in ["utf-16"] if is_wide else ["utf-8-sig", before]:
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        if "\0" in text:
            break
        return text
    raise BadSheet("not_text")


def read_sheet(text: str) -> Sheet:
    """Cut a table into entries; raise `BadSheet`."""
    found = Gathered()
    table = _table(text, found)
    rows = _fitting(table, found)
    if not rows:
        raise BadSheet("no_rows")
    numbers = _numbers(table, rows)
    if not numbers:
        raise BadSheet("no_numbers")
    entries = tuple(_entries(table, rows, numbers, found))
    return Sheet(entries, columns_of(entries, [head for _place, head in numbers]), found.all())


def columns_of(entries: Sequence[Entry], known: Sequence[Head]) -> tuple[Column, ...]:
    """List what entries speak of, in their order."""
    units = {head.name: head.unit for head in known}
    years: dict[str, dict[int, None]] = {}
    written: dict[str, dict[str, None]] = {}
    for entry in entries:
        years.setdefault(entry.column, {})
        written.setdefault(entry.column, {})[entry.head] = None
        if entry.year is not None:
            years[entry.column][entry.year] = None
    return tuple(
        Column(name, units.get(name, ""), tuple(sorted(held)), tuple(written[name])) for name, held in years.items()
    )


def _table(text: str, found: Gathered) -> _Table:
    """Find the delimiter, the head and the column of codes: by a name that we know, else by what the cells hold."""
    tried = [_split(text, delimiter) for delimiter in DELIMITERS]
    named = [(rows, at, place) for rows in tried for at, place in _named_head(rows)]
    if named:
        rows, at, place = max(named, key=lambda one: len([cell for cell in one[0][one[1]][1] if cell.strip()]))
    else:
        guessed = [(rows, *where) for rows in tried if (where := _guessed_head(rows))]
        if not guessed:
            raise BadSheet("no_codes")
        rows, at, place = max(guessed, key=lambda one: len(one[0][one[1]][1]))
    first, last = _extent(rows, at, place)
    if first:
        found.add(Problem.TITLE, *(number for number, _cells in rows[:first]), count=first)
    head = heads.joined([cells for _number, cells in rows[first : last + 1]])
    below = rows[last + 1 :]
    name = heads.find(head, heads.NAMES)
    head = _mended(head, below, place if name is None else max(place, name))
    return _Table(head, below, place, name, heads.find(head, heads.YEARS))


def _split(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """Split a text into rows with their numbers; empty rows are passed over."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[tuple[int, list[str]]] = []
    size = 0
    try:
        for cells in reader:
            size += len(cells)
            if size > MOST_CELLS:
                raise BadSheet("too_large")
            if any(cell.strip() for cell in cells):
                rows.append((reader.line_num, cells))
    except csv.Error as mistake:
        raise BadSheet("no_table", str(mistake)) from mistake
    return rows


def _named_head(rows: Sequence[tuple[int, list[str]]]) -> Iterator[tuple[int, int]]:
    """Find the first row with more than one cell in which a column is called a code."""
    for at, (_number, cells) in enumerate(rows[:FIRST_ROWS]):
        place = heads.find(cells, heads.CODES)
        if place is not None and len(cells) > 1:
            yield at, place
            return


def _guessed_head(rows: Sequence[tuple[int, list[str]]]) -> tuple[int, int] | None:
    """Find the row above the first code, where most cells of a column are codes of gminas."""
    width = max((len(cells) for _number, cells in rows), default=0)
    for place in range(min(width, 4)) if width > 1 else ():
        coded = [at for at, (_number, cells) in enumerate(rows) if place < len(cells) and _is_code(cells[place])]
        if coded and coded[0] > 0 and 2 * len(coded) > len(rows):
            return coded[0] - 1, place
    return None


def _is_code(text: str) -> bool:
    try:
        return len(codes.bare(text)) >= codes.SIX and not isinstance(codes.unit_of(text, codes.WHOLE), codes.Outside)
    except codes.BadCode:
        return False


def _extent(rows: Sequence[tuple[int, list[str]]], at: int, place: int) -> tuple[int, int]:
    """Tell where a head of several rows begins and ends: its other rows have no code and something to the right."""

    def belongs(number: int) -> bool:
        cells = rows[number][1]
        return len(cells) > place + 1 and not any(cell.strip() for cell in cells[: place + 1])

    first = last = at
    while first > 0 and belongs(first - 1):
        first -= 1
    while last + 1 < len(rows) and belongs(last + 1):
        last += 1
    return first, last


def _mended(head: list[str], rows: Sequence[tuple[int, list[str]]], place: int) -> list[str]:
    """Put a head together that was torn at its separators, when it has more cells than the rows below."""
    usual = mode(len(cells) for _number, cells in rows) if rows else 0
    while len(head) > usual and not head[-1].strip():
        head = head[:-1]
    return head if len(head) <= usual else [*head[: place + 1], *heads.regrouped(head[place + 1 :])]


def _fitting(table: _Table, found: Gathered) -> list[tuple[int, list[str]]]:
    """Give the rows that fit the head; shorter ones are filled up, longer ones are left out."""
    kept = []
    for number, cells in table.rows:
        if any(cell.strip() for cell in cells[len(table.head) :]):
            found.add(Problem.TOO_MANY_CELLS, number)
            continue
        missing = len(table.head) - len(cells)
        if missing > 0 and len([cell for cell in cells if cell.strip()]) > 1:
            found.add(Problem.TOO_FEW_CELLS, number)
        kept.append((number, [*cells[: len(table.head)], *[""] * missing]))
    return kept


def _numbers(table: _Table, rows: Sequence[tuple[int, list[str]]]) -> list[tuple[int, Head]]:
    """Find the columns of numbers: most of their cells that are not empty can be read."""
    aside = {table.code, table.name, table.year}
    found = []
    for place, text in enumerate(table.head):
        words = heads.plain(text)
        is_code = words in heads.CODES or "teryt" in words.split()
        if place in aside or not text.strip() or is_code or words in heads.ATTRIBUTES:
            continue
        cells = [cells[place] for _number, cells in rows if cells[place].strip()]
        if cells and 2 * sum(map(_is_readable, cells)) > len(cells):
            found.append((place, heads.read_head(text)))
    return found


def _is_readable(text: str) -> bool:
    try:
        return read_cell(text) is not None
    except BadCell:
        return False


def _entries(
    table: _Table, rows: Sequence[tuple[int, list[str]]], numbers: Sequence[tuple[int, Head]], found: Gathered
) -> Iterator[Entry]:
    """Cut rows into entries; in a long table the words of a row say what its number is, and each needs its year."""
    said = _words(table, [place for place, _head in numbers]) if table.year is not None else []
    attribute = heads.find(table.head, heads.ATTRIBUTES)
    for number, cells in rows:
        code = cells[table.code].strip()
        name = cells[table.name].strip() if table.name is not None else ""
        own = "; ".join(cells[place].strip() for place in said if cells[place].strip())
        own_year = heads.read_head(cells[table.year]).year if table.year is not None else None
        if table.year is not None and own_year is None:
            found.add(Problem.BAD_CELL, number, text=cells[table.year][:40])
            continue
        for place, head in numbers:
            year = head.year if own_year is None else own_year
            column = own if heads.plain(head.name) in heads.VALUES and own else head.name
            text = cells[place].strip() or (cells[attribute].strip() if attribute is not None else "")
            yield Entry(number, code, name, column, head.text, year, text)


def _words(table: _Table, numbers: Sequence[int]) -> list[int]:
    """List the columns of a long table whose words say what a number is, without those that say where."""
    aside = {table.code, table.name, table.year, *numbers}
    passed = {*heads.PLACES, *heads.UNITS, *heads.ATTRIBUTES, *heads.CODES}
    return [place for place, text in enumerate(table.head) if place not in aside and heads.plain(text) not in passed]
