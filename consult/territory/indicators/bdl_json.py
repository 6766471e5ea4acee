"""What the interface of the Local Data Bank of GUS (BDL) gives as JSON, by variable or by unit, one page or several."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from consult.territory.indicators.findings import Gathered, Problem
from consult.territory.indicators.sheets import BadSheet, Entry, Sheet, columns_of

PLAIN = 1
"""The attribute of a value about which there is nothing to say."""
YEAR = re.compile(r"[0-9]{1,9}")


def read_json(text: str) -> Sheet:
    """Cut an answer of the bank into entries: a "row" is the number of a result. Raise `BadSheet`."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as mistake:
        raise BadSheet("bad_json", str(mistake)) from mistake
    pages = document if isinstance(document, list) else [document]
    if pages and all(isinstance(page, dict) and "results" not in page and "values" in page for page in pages):
        pages = [{"results": pages}]
    found = Gathered()
    entries = tuple(_entries(pages, found))
    if not entries:
        raise BadSheet("no_rows")
    return Sheet(entries, columns_of(entries, ()), found.all())


def _entries(pages: list[Any], found: Gathered) -> Iterator[Entry]:
    row = 0
    for page in pages:
        results = page.get("results") if isinstance(page, dict) else None
        if not isinstance(results, list):
            raise BadSheet("no_results")
        for result in results:
            row += 1
            if not isinstance(result, dict) or not isinstance(result.get("values"), list):
                raise BadSheet("bad_result", str(row))
            yield from _values(row, page, result, found)


def _values(row: int, page: Mapping[str, Any], result: Mapping[str, Any], found: Gathered) -> Iterator[Entry]:
    """Give the values of a result: of a unit, or in an answer about one unit, of a variable."""
    is_by_unit = "unitId" in page
    code = str(page["unitId"] if is_by_unit else result.get("id", ""))
    name = str(page.get("unitName", "") if is_by_unit else result.get("name", ""))
    column = str(result.get("id", "") if is_by_unit else page.get("variableId", ""))
    for value in result["values"]:
        if not isinstance(value, dict):
            raise BadSheet("bad_result", str(row))
        year, number, attribute = value.get("year"), value.get("val"), value.get("attrId")
        if attribute is not None and attribute != PLAIN:
            found.add(Problem.ATTRIBUTE, row, text=str(attribute))
        text = "." if number is None else f"{number}" if not isinstance(number, bool) else "?"
        known = int(str(year)) if YEAR.fullmatch(str(year)) else None
        if known is None:
            found.add(Problem.BAD_CELL, row, text=str(year)[:40])
            continue
        yield Entry(row, code, name, column, column, known, text)
