"""XLSX: sheets of plain cells, their headings fixed and with a filter, long texts wrapped."""

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from consult.documents.plain import plain
from consult.documents.tree import Sheet, Value

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST = 32_767
"""Most characters in a cell."""
CUT = " […]"


def write(title: str, author: str, made_at: datetime, sheets: Sequence[Sheet]) -> bytes:
    """Write a workbook; every text is a text, whatever it begins with."""
    from xlsxwriter import Workbook  # noqa: PLC0415  # heavy, and the web starts without it

    file = io.BytesIO()
    with Workbook(file, {"constant_memory": True}) as workbook:
        moment = made_at.astimezone(UTC).replace(tzinfo=None)
        workbook.set_properties({"title": plain(title), "author": plain(author), "created": moment})
        for sheet in sheets:
            _fill(workbook, workbook.add_worksheet(sheet.name), sheet)
    return file.getvalue()


def _fill(workbook: "Workbook", page: "Worksheet", sheet: Sheet) -> None:
    head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E7EBF0", "bottom": 1})
    words = workbook.add_format({"text_wrap": True, "valign": "top"})
    day = workbook.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(0, place, plain(column.title), head)
    number = 0
    for number, row in enumerate(sheet.rows, 1):
        for place, value in enumerate(row):
            _write(page, number, place, value, day if isinstance(value, date) else words)
    page.autofilter(0, 0, number, len(sheet.columns) - 1)


def _write(page: "Worksheet", row: int, place: int, value: Value, looks: "Format") -> None:
    match value:
        case str():
            page.write_string(row, place, _that_fits(plain(value)), looks)
        case int():
            page.write_number(row, place, value, looks)
        case date():
            page.write_datetime(row, place, value, looks)


def _that_fits(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT
