"""The rows of a question as questions of their own: so conditions and calculations can look at one of them."""

from dataclasses import replace
from typing import Any

from consult.questionnaires.rules.shape import Question


def row_of(question: Question, row: Any) -> Question | None:
    """Give the question that a row, a part or a cell (`row.column`) asks; nothing where it is not there."""
    if not isinstance(row, str):
        return None
    if question.kind == "matrix":
        return _named(question, row, "scale") if row in {one.key for one in question.rows} else None
    if question.kind == "number" and question.parts:
        known = {one.key for one in question.parts}
        return replace(_named(question, row, "number"), parts=()) if row in known else None
    return _cell(question, row) if question.kind == "grid" else None


def _cell(question: Question, row: str) -> Question | None:
    first, _point, column = row.partition(".")
    if first not in {one.key for one in question.rows}:
        return None
    if question.holds == "multiple":
        return None if column else _named(question, row, "multiple")
    is_there = question.holds == "number" and column in {option.key for option in question.options}
    return replace(_named(question, row, "number"), options=()) if is_there else None


def _named(question: Question, row: str, kind: str) -> Question:
    """Make the row's question; it is told apart by its row in every test that looks at it."""
    text = next((one.text for one in (*question.rows, *question.parts) if one.key == row.partition(".")[0]), {})
    return replace(question, kind=kind, rows=(), text=text, holds="")
