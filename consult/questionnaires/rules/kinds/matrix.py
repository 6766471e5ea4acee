"""One step of the same scale for each of several rows."""

from collections.abc import Mapping
from typing import Any

from consult.questionnaires.rules.kinds.stepping import parse_columns, read_step, said_step, step_variable, values_of
from consult.questionnaires.rules.reading import Reading
from consult.questionnaires.rules.shape import Answers, Blank, Cell, Line, Question, Read, Said, Typed, Variable

MEMBERS: Mapping[str, Any] = {"rows": "rows", "options": "options", "min": "whole", "max": "whole", "step": "whole"}
NEEDS = ("rows",)
MOST_ROWS = 50


def parse(reading: Reading, data: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Read the rows and the steps."""
    rows = reading.rows(data, "rows", where, most=MOST_ROWS)
    return {"rows": rows, "columns": parse_columns(reading, data, where)}


def compared(_question: Question, _op: str, _value: Any) -> Any:
    """Compare nothing: a matrix has as many answers as rows."""
    return None


def fields(question: Question) -> tuple[str, ...]:
    """Name a field for each row."""
    return tuple(question.name_of(row.key) for row in question.rows)


def read(question: Question, typed: Typed) -> Read:
    """Take the steps by row; rows left out have none."""
    steps = {row.key: read_step(question, question.name_of(row.key), typed, "missing_step") for row in question.rows}
    value = {key: step for key, (step, _mistake) in steps.items() if step is not None}
    return Read(value or None, mistakes=tuple(mistake for _step, mistake in steps.values() if mistake))


def said(question: Question, typed: Typed) -> tuple[Said, ...]:
    """Give the step of each row."""
    return tuple(
        said for row in question.rows for said in said_step(question, question.name_of(row.key), row.text, typed)
    )


def lines(question: Question) -> tuple[Line, ...]:
    """Count each row apart."""
    return tuple(Line(row.key, row.text, values_of(question)) for row in question.rows)


def values(_question: Question, answer: Any, line: str) -> tuple[int | str, ...]:
    """Give the step of this row, if there is one."""
    return (answer[line],) if line in answer else ()


def variables(question: Question) -> tuple[Variable, ...]:
    """Export the step of each row."""
    return tuple(step_variable(question, row.key, row.text) for row in question.rows)


def cells(question: Question, answers: Answers) -> tuple[Cell, ...]:
    """Give the step of each row."""
    steps = answers[question.key]
    return tuple(steps.get(row.key, Blank.SKIPPED) for row in question.rows)
