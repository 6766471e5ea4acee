"""A table as JSON. Withheld is null; without weights, so are the weighted base and the design effect.

`se`, `low` and `high` are those of a simple random sample (Wilson's interval at 95%), as shares from 0 to 1.
A bin of numbers has its lower edge as its value.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from consult.questionnaires.rules.kinds import KINDS
from consult.questionnaires.rules.shape import Line, Question, Texts
from consult.results.rules.cross import Place
from consult.results.rules.disclosure import is_small
from consult.results.rules.results import Cell, Result, Table
from consult.results.rules.shares import estimate

DIGITS = 6
NOTHING: dict[str, float | None] = {"share": None, "se": None, "low": None, "high": None}


def of_result(result: Result) -> dict[str, Any]:
    """Write the table of a question; of a matrix, a table for each row."""
    if not result.tables:
        return withheld(result.question)
    return _whole(result.question, result.answered, [(table.line, _of_table(table)) for table in result.tables])


def withheld(question: Question) -> dict[str, Any]:
    """Write the table of a question of which nothing is shown."""
    lines = KINDS[question.kind].lines(question) or (Line("", question.text, ()),)
    return _whole(question, None, [(line, _nothing(line)) for line in lines])


def _whole(question: Question, answered: int | None, tables: Sequence[tuple[Line, dict[str, Any]]]) -> dict[str, Any]:
    """Join the tables of a question: where it is a matrix, as its lines."""
    if not tables[0][0].key:
        return {"question": question.key, **tables[0][1]}
    lines = [{"line": line.key, "label": _polish(line.text), **table} for line, table in tables]
    return {"question": question.key, **_weights(answered), "lines": lines}


def _nothing(line: Line) -> dict[str, Any]:
    rows = [_row(value, _polish(text, value), None, 0) for value, text in line.values]
    return {**_weights(None), "asked": None, "skipped": None, "rows": rows}


def of_cross(
    counts: Mapping[Place, int], shown: Mapping[Place, int | None], first: Question, second: Question, at_least: int
) -> dict[str, Any]:
    """Write a cross-tabulation: for each column its rows, as shares of the column."""
    down, across = (KINDS[question.kind].lines(question)[0].values for question in (first, second))
    columns = []
    for column, text in across:
        base = sum(counts.get((row, column), 0) for row, _text in down)
        known = _unless_small(base, at_least)
        rows = [_row(row, _polish(words, row), shown[row, column], known or 0) for row, words in down]
        columns.append({"value": column, "label": _polish(text, column), **_weights(known), "rows": rows})
    return {
        "question": first.key,
        "by": second.key,
        **_weights(_unless_small(sum(counts.values()), at_least)),
        "columns": columns,
    }


def _unless_small(people: int, at_least: int) -> int | None:
    return None if is_small(people, at_least) else people


def _of_table(table: Table) -> dict[str, Any]:
    rows: Sequence[dict[str, Any]] = [_row(_value(cell), _label(cell), cell.count, table.whole) for cell in table.cells]
    told = {name: value for name, value in (("mean", table.mean), ("median", table.median)) if value is not None}
    return {**_weights(table.base), "asked": table.asked, "skipped": table.blank, **told, "rows": rows}


def _weights(base: int | None) -> dict[str, Any]:
    return {"base": base, "weighted_base": None, "deff": None}


def _row(value: float | str, label: str, count: int | None, base: int) -> dict[str, Any]:
    found = None if count is None else estimate(count, base)
    shares = (
        NOTHING
        if found is None
        else {
            "share": round(found.share, DIGITS),
            "se": round(found.error, DIGITS),
            "low": round(found.low, DIGITS),
            "high": round(found.high, DIGITS),
        }
    )
    return {"value": value, "label": label, "count": count, **shares}


def _value(cell: Cell) -> float | str:
    if cell.bin is None:
        return cell.value
    return cell.value if cell.bin.low is None else cell.bin.low


def _label(cell: Cell) -> str:
    if cell.bin is None:
        return _polish(cell.text, cell.value)
    low, high = ("" if edge is None else f"{edge:g}" for edge in (cell.bin.low, cell.bin.high))
    return f"{low}–{high}"  # noqa: RUF001  # the dash of a range


def _polish(text: Texts, value: int | str = "") -> str:
    return text.get("pl") or str(value)
