"""The lists of options: from the sheet `choices`, or from a file beside the form."""

import csv
import io
from collections.abc import Iterable, Mapping

from consult.questionnaires.rules.imports.making import Item, Making, free_key
from consult.questionnaires.rules.imports.report import Beside, refuse
from consult.questionnaires.rules.imports.xlsform.sheets import Row, column_name

OTHER = {"pl": "inne", "en": "other", "uk": "інше"}
"""What stands for `or_other`, which has no words of its own."""
Lists = Mapping[str, list[Row]]


def lists_of(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Gather the options by the name of their list."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        name = row.get("list_name")
        if not name:
            if row.get("name", "label"):
                refuse(row.where, "list_unnamed")
            continue
        if not row.get("name"):
            refuse(row.where, "option_unnamed", list=name)
        found.setdefault(name, []).append(row)
    return found


def file_rows(name: str, beside: Beside) -> list[Row] | None:
    """Read the options of a CSV file beside the form; nothing where there is none that can be read."""
    data = beside(name)
    if data is None or not name.casefold().endswith(".csv"):
        return None
    try:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    except (UnicodeDecodeError, csv.Error):
        return None
    names = [column_name(one) for one in rows[0]] if rows else []
    found = [
        Row(f"{name}:{at}", {one: cell.strip() for one, cell in zip(names, row, strict=False) if cell.strip()})
        for at, row in enumerate(rows[1:], 2)
    ]
    return [row for row in found if row.get("name")] or None


def options_of(making: Making, rows: Iterable[Row], *, has_other: bool) -> tuple[list[Item], dict[str, str], list[Row]]:
    """Make the options of a list; gives also the key of each by its name, and their rows."""
    kept: list[Row] = []
    taken: set[str] = set()
    options: list[Item] = []
    keys: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    for row in rows:
        name = row.get("name")
        text = making.named(labels(row, making.spoken.base), name, row.where)
        if (name, text["pl"]) in seen:
            making.report.tell(row.where, "option_twice", name=name)
            continue
        seen.add((name, text["pl"]))
        key = free_key(name, taken, "o")
        kept.append(row)
        keys.setdefault(name, key)
        options.append({"key": key, "text": text})
    if has_other and "other" not in taken:
        languages = making.spoken.languages
        options.append({"key": "other", "text": {code: OTHER[code] for code in languages}, "other": True})
        keys["other"] = "other"
    return options, keys, kept


def labels(row: Row, base: str, name: str = "label") -> dict[str, str]:
    """Give the words of a row by language."""
    found = {column.partition("::")[2]: cell for column, cell in row.cells.items() if column.startswith(f"{name}::")}
    return {base: row.cells[name], **found} if name in row.cells else found
