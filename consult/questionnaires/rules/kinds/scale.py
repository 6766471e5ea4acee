"""One step of a scale."""

from collections.abc import Mapping
from typing import Any

from consult.questionnaires.rules.conditions import ORDER
from consult.questionnaires.rules.kinds.stepping import column_of, parse_columns, read_step, said_step, values_of
from consult.questionnaires.rules.reading import Reading
from consult.questionnaires.rules.shape import Line, Question, Read, Said, Typed


def parse(reading: Reading, data: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Read the steps."""
    return {"columns": parse_columns(reading, data, where)}


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
