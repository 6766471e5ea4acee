"""One step of a scale."""

from collections.abc import Mapping
from typing import Any

from consult.questionnaires.rules.computing import ORDER
from consult.questionnaires.rules.kinds.stepping import (
    USUAL,
    column_of,
    parse_columns,
    read_step,
    said_step,
    step_variable,
    values_of,
)
from consult.questionnaires.rules.reading import Reading
from consult.questionnaires.rules.shape import Answers, Cell, Line, Question, Read, Said, Typed, Variable

LOOKS = ("steps", "stars")
MEMBERS: Mapping[str, Any] = {
    "options": "options", "min": "whole", "max": "whole", "step": "whole", "look": LOOKS, "nps": "flag",
}  # fmt: skip
NEEDS: tuple[str, ...] = ()
OF_NPS = tuple(range(11))
"""The steps of a recommendation: 0 to 10, as its readers know them."""


def parse(reading: Reading, data: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Read the steps, and how they are shown and told."""
    look, is_nps = reading.one_of(data, "look", where, LOOKS), reading.flag(data, "nps", where)
    columns = parse_columns(reading, data, where, usual=(0, 10) if is_nps else USUAL)
    steps = tuple(column.value for column in columns if not column.is_apart)
    if columns and is_nps and steps != OF_NPS:
        reading.note(f"{where}.nps", "bad_nps")
    if columns and look == "stars" and steps != tuple(range(1, len(steps) + 1)):
        reading.note(f"{where}.look", "bad_stars")
    return {"columns": columns, "look": look, "is_recommendation": is_nps}


def compared(question: Question, op: str, value: Any) -> Any:
    """Compare with a step; more and less with a number alone."""
    found = column_of(question, value)
    if op in ORDER:
        return found if isinstance(found, int) else None
    return found if op in {"=", "!="} else None


def fields(question: Question) -> tuple[str, ...]:
    """Name the one field."""
    return (question.name,)


def read(question: Question, typed: Typed) -> Read:
    """Take a step."""
    value, mistake = read_step(question, question.name, typed, "missing_step")
    return Read(value, mistakes=(mistake,) if mistake else ())


def said(question: Question, typed: Typed) -> tuple[Said, ...]:
    """Give the step."""
    return said_step(question, question.name, {}, typed)


def lines(question: Question) -> tuple[Line, ...]:
    """Count the steps."""
    return (Line("", question.text, values_of(question)),)


def values(_question: Question, answer: Any, _line: str) -> tuple[int | str, ...]:
    """Give the step."""
    return (answer,)


def variables(question: Question) -> tuple[Variable, ...]:
    """Export the step."""
    return (step_variable(question, "", question.text),)


def cells(question: Question, answers: Answers) -> tuple[Cell, ...]:
    """Give the step."""
    return (answers[question.key],)
