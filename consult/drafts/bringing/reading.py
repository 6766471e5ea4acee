"""Read the rows of a file with a table, and what its words mean in the languages in which we export."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _

from consult.drafts.forms import KIND_WORDS, VERDICT_WORDS
from consult.drafts.rules.table_lines import HEADS, Line, NoTable, read_lines
from consult.drafts.words import CHANNELS

MOST_LINES = 2000
"""So many remarks come in with one file: they are written in one go."""
LANGUAGES = ("pl", "en", "uk")
CSV_TYPES = frozenset({"text/csv", "text/plain"})


class TooLong(Exception):
    """The table has more lines than are taken at once."""


def lines_of(path: Path, media_type: str) -> list[Line]:
    """Read the lines of a stored file. Raises `NoTable`, `TooLong`."""
    heads = heads_of()
    for rows in _tables(path, media_type):
        try:
            lines = read_lines(rows, heads)
        except NoTable:
            continue
        if len(lines) > MOST_LINES:
            raise TooLong
        return lines
    raise NoTable


def heads_of() -> Mapping[str, list[str]]:
    """Give all that a column may be called."""
    found: dict[str, list[str]] = {key: list(names) for key, names in HEADS.items()}
    for language in LANGUAGES:
        with force_locale(language):
            ours = {
                "number": _("No. of the remark"),
                "received_on": _("Came on"),
                "channel": _("How it came"),
                "sender": _("Who sent it"),
                "unit": _("Unit of the draft"),
                "kind": _("Kind of remark"),
                "proposed": _("Proposed wording"),
                "justification": _("Remark and its reasons"),
                "verdict": _("Decision"),
                "reason": _("Reasons for the decision"),
            }
        for key, name in ours.items():
            found[key].append(str(name))
    return found


def names_of(words: Mapping[Any, Any]) -> Mapping[str, list[str]]:
    """Give what each key is called in every language."""
    found: dict[str, list[str]] = {str(key): [] for key in words}
    for language in LANGUAGES:
        with force_locale(language):
            for key, name in words.items():
                found[str(key)].append(str(name))
    return found


def meanings() -> Mapping[str, Mapping[str, list[str]]]:
    """Give the names of all that a cell may choose: ways, kinds and decisions."""
    return {
        "channel": names_of(CHANNELS),
        "kind": names_of(KIND_WORDS),
        "verdict": names_of({str(key): words for key, words in VERDICT_WORDS.items()}),
        "special": names_of({"delete": _DELETE, "whole": _WHOLE}),
    }


class _Said:
    """Words that are said in the language of the moment."""

    def __init__(self, say: Any) -> None:
        self.say = say

    def __str__(self) -> str:
        return str(self.say())


_DELETE = _Said(lambda: _("delete"))
_WHOLE = _Said(lambda: _("The draft as a whole"))


def _tables(path: Path, media_type: str) -> Iterator[Iterable[Sequence[Any]]]:
    """Give the tables of a file: the sheets of a workbook, or the one of a CSV file."""
    if media_type in CSV_TYPES:
        yield _csv_rows(path)
        return
    from openpyxl import load_workbook  # noqa: PLC0415  # the web starts without it

    with path.open("rb") as file:
        book = load_workbook(file, read_only=True, data_only=True)
        try:
            for sheet in book.worksheets:
                yield islice(sheet.iter_rows(values_only=True), 2 * MOST_LINES)
        finally:
            book.close()


def _csv_rows(path: Path) -> Iterable[Sequence[str]]:
    text = path.read_text(encoding="utf-8-sig")
    first = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=first.count)
    return islice(csv.reader(StringIO(text), delimiter=delimiter), 2 * MOST_LINES)
