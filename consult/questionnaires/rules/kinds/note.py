"""Words between the questions: nothing is asked, counted or exported."""

from collections.abc import Mapping
from typing import Any

from consult.questionnaires.rules.reading import Reading
from consult.questionnaires.rules.shape import Answers, Cell, Line, Question, Read, Said, Typed, Variable

MEMBERS: Mapping[str, Any] = {}
NEEDS: tuple[str, ...] = ()


def parse(_reading: Reading, _data: Mapping[str, Any], _where: str) -> dict[str, Any]:
    """Read nothing beside the text."""
    return {}


def compared(_question: Question, _op: str, _value: Any) -> Any:
    """Compare nothing."""
    return None


def fields(_question: Question) -> tuple[str, ...]:
    """Name no field."""
    return ()


def read(_question: Question, _typed: Typed) -> Read:
    """Take no answer."""
    return Read()


def said(_question: Question, _typed: Typed) -> tuple[Said, ...]:
    """Give nothing to be read again."""
    return ()


def lines(_question: Question) -> tuple[Line, ...]:
    """Count nothing."""
    return ()


def values(_question: Question, _answer: Any, _line: str) -> tuple[int | str, ...]:
    """Give no value."""
    return ()


def variables(_question: Question) -> tuple[Variable, ...]:
    """Export nothing."""
    return ()


def cells(_question: Question, _answers: Answers) -> tuple[Cell, ...]:
    """Give nothing."""
    return ()
