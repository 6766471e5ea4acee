"""Spreadsheets for tests, made in memory."""

from io import BytesIO

from openpyxl import Workbook


def workbook(**sheets):
    """Make a workbook: each sheet is a list of rows."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    written = BytesIO()
    book.save(written)
    return written.getvalue()
