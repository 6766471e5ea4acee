"""CSV: as RFC 4180 has it, and as Polish Excel opens it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from consult.documents.as_csv import PLAIN, POLISH_EXCEL, Manner, table
from consult.documents.harmless import harmless
from consult.questionnaires.rules.shape import Blank, Cell
from consult.results.exporting.data_set import Column, DataSet
from consult.results.rules.laying import Row


def write_plain(data: DataSet, *, with_labels: bool = False) -> Iterator[bytes]:
    """Write commas, points, UTF-8."""
    return _written(data, PLAIN, with_labels=with_labels)


def write_for_polish_excel(data: DataSet, *, with_labels: bool = False) -> Iterator[bytes]:
    """Write semicolons, decimal commas, UTF-8 with the mark by which Excel knows it."""
    return _written(data, POLISH_EXCEL, with_labels=with_labels)


def _written(data: DataSet, manner: Manner, *, with_labels: bool) -> Iterator[bytes]:
    yield from table([[harmless(column.name) for column in data.columns]], manner)
    makers = [_maker(column, manner, data.words if with_labels else None) for column in data.columns]
    yield from table(_cells(data.rows(), makers), Manner(manner.delimiter, manner.decimal_point))


def _cells(rows: Iterable[Row], makers: Sequence[Callable[[Cell], Any]]) -> Iterator[list[Any]]:
    for row in rows:
        yield [make(cell) for make, cell in zip(makers, row, strict=True)]


def _maker(column: Column, manner: Manner, words: Mapping[str, str] | None) -> Callable[[Cell], Any]:
    """Give the way of a cell of this column into the file; with `words`, codes become theirs."""
    known: dict[Cell, Any] = {Blank.NOT_ASKED: "", Blank.SKIPPED: column.skipped}
    if column.holds == "code":
        known |= {code: code if isinstance(code, int) else harmless(code) for code in column.values}
    elif column.holds == "flag":
        known |= {0: 0, 1: 1}
    if words is not None:
        known |= {code: harmless(label) for code, label in column.values.items()}
        known[Blank.SKIPPED] = harmless(words[Blank.SKIPPED.value])
    if column.holds == "number":
        return lambda cell: known[cell] if isinstance(cell, Blank) else number_words(cell, manner.decimal_point)
    return lambda cell: known[cell] if cell in known else harmless(str(cell))


def number_words(number: Cell, decimal_point: str) -> str:
    """Write a number in digits, all of them, without a power of ten."""
    written = str(number)
    if "e" in written:
        written = format(Decimal(written), "f")
    return written.replace(".", decimal_point)
