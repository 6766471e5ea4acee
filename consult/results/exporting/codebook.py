"""The codebook: for each column what it says, and for each code its words."""

from collections.abc import Iterator, Mapping

from consult.documents.as_csv import PLAIN, POLISH_EXCEL, Manner, table
from consult.documents.harmless import harmless
from consult.questionnaires.rules.shape import Blank
from consult.results.exporting.data_set import Column, DataSet
from consult.results.exporting.sav_names import sav_names

Line = tuple[str | int, ...]
HEADINGS = ("column", "spss", "says", "holds", "value", "as_number", "label")


def lines(data: DataSet) -> Iterator[Line]:
    """Give the headings, then a line for each code of each column."""
    yield tuple(data.words[key] for key in HEADINGS)
    names = sav_names([column.name for column in data.columns])
    for column, name in zip(data.columns, names, strict=True):
        for place, (code, number, label) in enumerate(_codes(column, data.words)):
            about = (column.name, name, column.label, data.words[column.holds]) if place == 0 else (column.name, name)
            yield (*about, *[""] * (4 - len(about)), code, number, label)


def _codes(column: Column, words: Mapping[str, str]) -> Iterator[tuple[str | int, str | int, str]]:
    if column.holds == "flag":
        yield 1, 1, words["chosen"]
        yield 0, 0, words["not_chosen"]
    for code, label in column.values.items():
        yield code, column.numbers[code], label
    yield column.skipped, column.skipped, words[Blank.SKIPPED.value]
    yield words["empty"], "", words[Blank.NOT_ASKED.value]


def write(data: DataSet) -> Iterator[bytes]:
    """Write the codebook as CSV."""
    return _written(data, PLAIN)


def write_for_polish_excel(data: DataSet) -> Iterator[bytes]:
    """Write it as Polish Excel opens it."""
    return _written(data, POLISH_EXCEL)


def _written(data: DataSet, manner: Manner) -> Iterator[bytes]:
    rows = ([cell if isinstance(cell, int) else harmless(cell) for cell in line] for line in lines(data))
    return table(rows, manner)
