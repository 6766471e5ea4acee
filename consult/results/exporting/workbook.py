"""XLSX: the data on one sheet (on more where they do not fit), the codebook on another."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from consult.documents.harmless import harmless
from consult.questionnaires.rules.shape import Blank
from consult.results.exporting import codebook
from consult.results.exporting.built import built
from consult.results.exporting.data_set import DataSet
from consult.results.rules.laying import Row

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_575
"""Rows of a sheet under its headings."""
WIDTHS = (24, 24, 60, 12, 16, 16, 60)
"""Of the codebook's columns, in characters."""


def write(data: DataSet) -> Iterator[bytes]:
    """Build the workbook, each row written to the disk before the next."""
    return built(lambda path: _build(data, path))


def _build(data: DataSet, path: Path) -> None:
    from xlsxwriter import Workbook  # noqa: PLC0415  # heavy, and the web starts without it

    with Workbook(str(path), {"constant_memory": True, "tmpdir": str(path.parent)}) as workbook:
        rows, number = data.rows(), 1
        _fill(_sheet(workbook, data, number), data, islice(rows, MOST_ROWS))
        while (first := next(rows, None)) is not None:
            number += 1
            _fill(_sheet(workbook, data, number), data, chain([first], islice(rows, MOST_ROWS - 1)))
        _explain(workbook.add_worksheet(data.words["codebook"]), data)


def _sheet(workbook: "Workbook", data: DataSet, number: int) -> "Worksheet":
    return workbook.add_worksheet(f"{data.words['data']} {number}" if number > 1 else data.words["data"])


def _fill(sheet: "Worksheet", data: DataSet, rows: Iterable[Row]) -> None:
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(data.columns):
        sheet.write_string(0, place, harmless(column.name))
    write_number, write_string = sheet.write_number, sheet.write_string
    skipped = [column.skipped for column in data.columns]
    for line, row in enumerate(rows, 1):
        for place, cell in enumerate(row):
            if isinstance(cell, str):
                write_string(line, place, harmless(cell))
            elif cell is Blank.SKIPPED:
                write_number(line, place, skipped[place])
            elif cell is not Blank.NOT_ASKED:
                write_number(line, place, cell)


def _explain(sheet: "Worksheet", data: DataSet) -> None:
    sheet.freeze_panes(1, 0)
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width)
    for number, line in enumerate(codebook.lines(data)):
        for place, cell in enumerate(line):
            if isinstance(cell, int):
                sheet.write_number(number, place, cell)
            elif cell:
                sheet.write_string(number, place, harmless(cell))
