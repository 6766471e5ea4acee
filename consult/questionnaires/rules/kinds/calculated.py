"""A number that is computed from the answers before: nobody types or sees it, but texts and conditions may use it.

`answering.take` computes it, where all answers are known.
"""

from collections.abc import Mapping
from typing import Any

from consult.questionnaires.rules.computing import ORDER
from consult.questionnaires.rules.kinds.measuring import MOST_DECIMALS
from consult.questionnaires.rules.reading import LARGEST, Reading
from consult.questionnaires.rules.shape import Answers, Cell, Line, Question, Read, Said, Typed, Variable

MEMBERS: Mapping[str, Any] = {"value": "calculation", "decimals": "whole", "unit": "texts"}
NEEDS = ("value",)


def parse(reading: Reading, data: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Read how fine it is, and its unit; the calculation is read with the questions that it looks at."""
    decimals = reading.number(data, "decimals", where, is_whole=True)
    if decimals is not None and not 0 <= decimals <= MOST_DECIMALS:
        reading.note(f"{where}.decimals", "bad_decimals", count=MOST_DECIMALS)
    return {
        "decimals": None if decimals is None else int(decimals),
        "unit": reading.texts(data, "unit", where, is_required=False),
    }


def compared(_question: Question, op: str, value: Any) -> Any:
    """Compare with a number."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST
    return value if is_number and op in {"=", "!=", *ORDER} else None


def fields(_question: Question) -> tuple[str, ...]:
    """Name no field."""
    return ()


def read(_question: Question, _typed: Typed) -> Read:
    """Take nothing that is typed."""
    return Read()


def said(_question: Question, _typed: Typed) -> tuple[Said, ...]:
    """Give nothing to be read again."""
    return ()


def lines(question: Question) -> tuple[Line, ...]:
    """Sum up the numbers."""
    return (Line("", question.text, counts="numbers"),)


def values(_question: Question, answer: Any, _line: str) -> tuple[int | str, ...]:
    """Give the number."""
    return (answer,)


def variables(question: Question) -> tuple[Variable, ...]:
    """Export the number."""
    return (Variable("", question.text, "number"),)


def cells(question: Question, answers: Answers) -> tuple[Cell, ...]:
    """Give the number."""
    return (answers[question.key],)
