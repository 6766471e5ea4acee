"""The sheets of a spreadsheet as texts: one row with its number, each cell under the name of its column."""

import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO, StringIO
from typing import Any

from consult.files.archives import BadArchive, kind_of
from consult.questionnaires.rules.imports.report import refuse
from consult.questionnaires.rules.reading import NotAQuestionnaire

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a spreadsheet of the old kind begins."""
NEW = b"PK"
MOST_ROWS = 20_000
MOST_BLANK = 2_000
"""So many empty rows end a sheet: some programs write a million of them."""
MOST_COLUMNS = 300
KNOWN = frozenset({"survey", "choices", "settings", "external_choices"})


@dataclass(frozen=True)
class Row:
    """A row of a sheet; cells without words are not in it."""

    where: str
    cells: Mapping[str, str]

    def get(self, *names: str) -> str:
        """Give the first of these cells that says something."""
        return next((self.cells[name] for name in names if name in self.cells), "")


def read_sheets(data: bytes) -> dict[str, tuple[Row, ...]]:
    """Read the known sheets; refuses a file that is no spreadsheet, or whose columns bear one name twice."""
    raw = _old(data) if data.startswith(OLD) else _new(data)
    return {name: tuple(_rows(name, rows)) for name, rows in raw.items()}


def _new(data: bytes) -> dict[str, list[list[str]]]:
    from openpyxl import load_workbook  # noqa: PLC0415  # heavy, and few requests bring a spreadsheet

    try:
        if kind_of(BytesIO(data)) != "xlsx":
            refuse("", "not_a_spreadsheet")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that do not matter here
            book = load_workbook(BytesIO(data), read_only=True, data_only=True)
            return {
                _name(sheet.title): _filled(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS), sheet.title)
                for sheet in book.worksheets
                if _name(sheet.title) in KNOWN
            }
    except BadArchive as mistake:
        refuse("", "broken_spreadsheet", why=mistake.problem)
    except NotAQuestionnaire:
        raise
    except Exception as mistake:  # noqa: BLE001  # likewise
        refuse("", "broken_spreadsheet", why=str(mistake) or type(mistake).__name__)


def _old(data: bytes) -> dict[str, list[list[str]]]:
    import xlrd  # noqa: PLC0415  # likewise

    try:
        book = xlrd.open_workbook(file_contents=data, logfile=StringIO())  # it would print warnings
        return {
            _name(sheet.name): _filled((_old_row(book, sheet, at) for at in range(sheet.nrows)), sheet.name)
            for sheet in book.sheets()
            if _name(sheet.name) in KNOWN
        }
    except NotAQuestionnaire:
        raise
    except Exception as mistake:  # noqa: BLE001  # a damaged file raises whatever comes from its bytes
        refuse("", "broken_spreadsheet", why=str(mistake) or type(mistake).__name__)


def _old_row(book: Any, sheet: Any, at: int) -> list[Any]:
    import xlrd  # noqa: PLC0415

    cells: list[Any] = []
    for cell in sheet.row(at)[:MOST_COLUMNS]:
        if cell.ctype == xlrd.XL_CELL_DATE:
            cells.append(xlrd.xldate_as_datetime(cell.value, book.datemode))
        elif cell.ctype == xlrd.XL_CELL_BOOLEAN:
            cells.append(bool(cell.value))
        else:
            cells.append("" if cell.ctype == xlrd.XL_CELL_ERROR else cell.value)
    return cells


def _name(title: str) -> str:
    return title.strip().casefold()


def _filled(rows: Iterable[Sequence[Any]], title: str) -> list[list[str]]:
    """Give all rows up to the last that says something."""
    found: list[list[str]] = []
    blank = 0
    for row in rows:
        cells = [_text(cell) for cell in row]
        blank = 0 if any(cells) else blank + 1
        found.append(cells if any(cells) else [])
        if blank > MOST_BLANK:
            break
        if len(found) - blank > MOST_ROWS:
            refuse(f"{_name(title)}:{MOST_ROWS}", "too_many_rows", count=MOST_ROWS)
    return found[: len(found) - blank]


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell).strip()


def _rows(sheet: str, rows: Sequence[Sequence[str]]) -> Iterator[Row]:
    """Give the rows below the names of the columns, the first that are not empty."""
    start = next((at for at, row in enumerate(rows) if row), None)
    if start is None:
        return
    said = [name.casefold() for name in rows[start]]
    if twice := next((name for name in said if name and said.count(name) > 1), None):
        refuse(f"{sheet}:{start + 1}", "column_twice", column=twice)
    names = [column_name(name) for name in rows[start]]
    for at, row in enumerate(rows[start + 1 :], start + 2):
        cells: dict[str, str] = {}
        for name, cell in zip(names, row, strict=False):
            if name and cell:
                cells.setdefault(name, cell)
        if cells:
            yield Row(f"{sheet}:{at}", cells)


ALIASES = {
    "bind:relevant": "relevant", "relevance": "relevant", "bind:constraint": "constraint",
    "bind:calculate": "calculation", "calculate": "calculation", "bind:required": "required", "caption": "label",
    "list name": "list_name", "value": "name", "title": "form_title", "set form title": "form_title",
    "default language": "default_language", "read only": "readonly", "read_only": "readonly",
    "bind:readonly": "readonly", "choice filter": "choice_filter", "constraint message": "constraint_message",
}  # fmt: skip


def column_name(said: str) -> str:
    """Name a column as the newest form of XLSForm does: `label::Polish (pl)`, `relevant`."""
    first, mark, language = said.strip().partition("::")
    name = first.casefold()
    if not mark and ":" in name and name.split(":")[0] in {"label", "hint", "caption"}:
        first, _mark, language = said.strip().partition(":")
        name, mark = first.casefold(), "::"
    if mark and name == "bind":
        name, mark, language = f"bind:{language.casefold()}", "", ""
    name = ALIASES.get(name, name.replace(" ", "_") if name not in ALIASES else name)
    return f"{name.strip()}::{language.strip()}" if mark and language.strip() else name.strip()
