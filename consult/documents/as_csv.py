"""CSV: as RFC 4180 has it, and as Polish Excel opens it."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from consult.documents.harmless import harmless
from consult.documents.plain import plain
from consult.documents.tree import Sheet, Value

MEDIA_TYPE = "text/csv; charset=utf-8"
AT_ONCE = 500
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


@dataclass(frozen=True)
class Manner:
    """How values are separated, and numbers written."""

    delimiter: str = ","
    decimal_point: str = "."
    begins: str = ""


PLAIN = Manner()
"""Commas, points, UTF-8."""
POLISH_EXCEL = Manner(";", ",", BYTE_ORDER_MARK)
"""Semicolons, decimal commas, UTF-8 with the mark by which Excel knows it."""


def write(sheet: Sheet) -> bytes:
    """Write a sheet as RFC 4180 has it."""
    return _written(sheet, PLAIN)


def write_for_polish_excel(sheet: Sheet) -> bytes:
    """Write a sheet as Polish Excel opens it."""
    return _written(sheet, POLISH_EXCEL)


def table(rows: Iterable[Sequence[Any]], manner: Manner) -> Iterator[bytes]:
    """Write rows of finished cells, some hundred at once."""
    page = io.StringIO(newline="")
    page.write(manner.begins)
    writer = csv.writer(page, delimiter=manner.delimiter, lineterminator="\r\n")
    for number, row in enumerate(rows, 1):
        writer.writerow(row)
        if number % AT_ONCE == 0:
            yield page.getvalue().encode()
            page.seek(0)
            page.truncate()
    yield page.getvalue().encode()


def _written(sheet: Sheet, manner: Manner) -> bytes:
    heads = [column.title for column in sheet.columns]
    return b"".join(table(([_cell(value) for value in row] for row in (heads, *sheet.rows)), manner))


def _cell(value: Value) -> Value:
    """Make a cell that no spreadsheet takes for a formula; days and numbers stay as they are."""
    return harmless(plain(value)) if isinstance(value, str) else value
