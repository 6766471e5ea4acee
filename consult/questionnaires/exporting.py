"""A questionnaire as a file of another program: an XLSForm, with what it cannot say on a sheet of its own."""

from collections.abc import Sequence
from io import BytesIO

from flask_babel import lazy_gettext

from consult.questionnaires.rules.exporting.xlsform import Cells, sheets_of
from consult.questionnaires.rules.reading import Problem
from consult.questionnaires.rules.shape import Plan

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LINES = {
    "about_left_out": lazy_gettext("as whom and from where people answer is not asked in the file"),
    "checks_left_out": lazy_gettext(
        "not all checks between answers are in the file; a doubt that can be confirmed never is"
    ),
    "condition_not_written": lazy_gettext("its condition or calculation cannot be written in XLSForm"),
    "exclusive_left_out": lazy_gettext("an answer that excludes the others is in the file one like them"),
    "fineness_left_out": lazy_gettext("steps and digits after the comma are not limited in the file"),
    "forms_left_out": lazy_gettext("the answer stands in the text without the forms of words for numbers and answers"),
    "limits_left_out": lazy_gettext("its limits are not in the file"),
    "not_written": lazy_gettext("it is not in the file: XLSForm cannot compute it"),
    "offered_to_all": lazy_gettext("its answers or rows are offered to everybody in the file"),
    "own_words_left_out": lazy_gettext("the line for own words beside an answer is not in the file"),
    "parts_apart": lazy_gettext("each of its rows is a question of its own in the file"),
    "unit_left_out": lazy_gettext("its unit is not in the file"),
    "written_as_words": lazy_gettext("XLSForm has no such question: in the file it is one for words"),
}
"""What a file cannot say."""


def xlsform(plan: Plan, form_id: str) -> tuple[bytes, list[Problem]]:
    """Write an XLSForm; gives also what it cannot say."""
    from openpyxl import Workbook  # noqa: PLC0415  # heavy, and few requests take a spreadsheet
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    def as_words(words: str) -> WriteOnlyCell:
        """Make a cell that no program takes for a formula."""
        cell = WriteOnlyCell(sheet, words)
        cell.data_type = "s"
        return cell

    sheets = sheets_of(plan, form_id)
    book = Workbook(write_only=True)
    told: list[Cells] = [{"name": line.where, "not_in_this_file": str(LINES[line.what])} for line in sheets.lines]
    lists = sheets.choices or [{"list_name": "", "name": ""}]
    parts: dict[str, Sequence[Cells]] = {
        "survey": sheets.survey, "choices": lists, "settings": [sheets.settings], "notes": told,
    }  # fmt: skip
    for name, rows in parts.items():
        sheet = book.create_sheet(name)
        columns = list(dict.fromkeys(column for row in rows for column in row))
        for cells in [columns, *([row.get(column, "") for column in columns] for row in rows)]:
            sheet.append(list(map(as_words, cells)))
    written = BytesIO()
    book.save(written)
    return written.getvalue(), sheets.lines
