"""What a report on a file of indicators says, in the reader's language; on the command line, in English."""

from collections.abc import Iterable, Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from consult.territory.indicators.findings import Finding, Problem
from consult.territory.indicators.sheets import BadSheet
from consult.territory.rules import Kind

KIND_WORDS: Mapping[str, str] = {
    Kind.VOIVODESHIP: lazy_gettext("voivodeships"),
    Kind.POWIAT: lazy_gettext("powiats"),
    Kind.CITY: lazy_gettext("cities with the rights of a powiat"),
    Kind.URBAN: lazy_gettext("urban gminas"),
    Kind.URBAN_RURAL: lazy_gettext("urban-rural gminas"),
    Kind.RURAL: lazy_gettext("rural gminas"),
}
"""Types of units, in the plural."""
SHEETS: Mapping[str, str] = {
    "bad_json": lazy_gettext("The file begins like JSON and is none: %(text)s."),
    "bad_result": lazy_gettext("Result %(text)s of the JSON has no values."),
    "columns_clash": lazy_gettext("Choose one of these columns, they speak of the same year: %(text)s."),
    "no_codes": lazy_gettext("No column holds codes of units. Name it teryt or kod."),
    "no_numbers": lazy_gettext("No column beside the codes holds numbers."),
    "no_results": lazy_gettext("The JSON has no results, as the Local Data Bank gives them."),
    "no_rows": lazy_gettext("The file has no rows below its head."),
    "no_such_column": lazy_gettext("There is no such column. The file has: %(text)s."),
    "no_table": lazy_gettext("The file is no table: %(text)s."),
    "not_text": lazy_gettext("The file is no text. Save the table as CSV."),
    "nothing_left": lazy_gettext("No value could be taken. %(text)s"),
    "several_columns": lazy_gettext("The file has several columns, choose one: %(text)s."),
    "too_large": lazy_gettext("The table is too large."),
}
"""Why nothing can be taken from a file."""
FOUND: Mapping[Problem, str] = {
    Problem.TITLE: lazy_gettext("Lines above the head of the table were passed over."),
    Problem.TOO_MANY_CELLS: lazy_gettext("The row has more cells than the head, and was left out."),
    Problem.TOO_FEW_CELLS: lazy_gettext("The row has fewer cells than the head; the others count as empty."),
    Problem.BAD_CODE: lazy_gettext("“%(text)s” is no code of a unit, the row was left out."),
    Problem.COUNTRY: lazy_gettext("Numbers of the whole country or of a macroregion were left out."),
    Problem.REGION: lazy_gettext("Numbers of statistical regions were left out."),
    Problem.PART: lazy_gettext("Numbers of parts of gminas (town, rural area, district) were left out."),
    Problem.ELSEWHERE: lazy_gettext("No units of the voivodeship %(code)s are loaded, the rows were left out."),
    Problem.UNKNOWN: lazy_gettext(
        "No unit has the code %(code)s (%(text)s): a district, or an old code. The row was left out."
    ),
    Problem.SAME_TWICE: lazy_gettext("%(code)s %(text)s is there more than once with the same number, it counts once."),
    Problem.CHOSEN_BY_NAME: lazy_gettext(
        "%(code)s %(text)s is there more than once with different numbers. "
        "The row with its own name was taken, this one was left out."
    ),
    Problem.CONTRADICTED: lazy_gettext(
        "%(code)s %(text)s is there more than once with different numbers. None was taken."
    ),
    Problem.BAD_CELL: lazy_gettext("“%(text)s” is no number, the cell was left out."),
    Problem.EMPTY: lazy_gettext("The cell is empty."),
    Problem.NONE: lazy_gettext("The sign - was read as zero: the thing did not occur."),
    Problem.NO_DATA: lazy_gettext("In place of a number there is the sign that there are no data."),
    Problem.SECRET: lazy_gettext("The number is kept secret by the source."),
    Problem.NO_SENSE: lazy_gettext("The sign x says that the cell cannot be filled."),
    Problem.REVISED: lazy_gettext("The source has marked the number as revised."),
    Problem.ATTRIBUTE: lazy_gettext("The Local Data Bank has marked the value with the attribute %(text)s."),
    Problem.NOT_IN_FILE: lazy_gettext("These gminas are not in the file (%(count)s): %(text)s."),
}
"""What was found in rows of a file."""


def why_not(mistake: BadSheet) -> str:
    """Say why nothing can be taken from a file."""
    first = next(iter(mistake.findings), None)
    text = f"{where(first)}: {what(first)}" if first else mistake.text
    return str(SHEETS[mistake.problem]) % {"text": text.strip()}


def where(finding: Finding) -> str:
    """Name the rows, or how many there are."""
    if not finding.rows:
        return str(_("Whole file"))
    first, known = finding.rows[0], len(finding.rows)
    if finding.count > known:
        said = ngettext("%(num)d row, from %(row)s on", "%(num)d rows, from %(row)s on", finding.count, row=first)
    else:
        said = ngettext("Row %(rows)s", "Rows %(rows)s", known, rows=", ".join(map(str, finding.rows)))
    return str(said)


def what(finding: Finding) -> str:
    """Say what was found."""
    said = {"code": finding.code, "text": finding.text or "?", "count": finding.count}
    return str(FOUND[finding.problem]) % said


def report(findings: Iterable[Finding]) -> list[dict[str, str]]:
    """Give a report as it is shown and printed: where, and what."""
    return [{"where": where(finding), "what": what(finding)} for finding in findings]
