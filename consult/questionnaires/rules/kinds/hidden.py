"""What an answer is marked with: by which link somebody came (`?poster=market`), or a value that is always the same.

Only what the questionnaire lists can come from an address: so a link cannot be used to tell one person from others.
"""

from collections.abc import Mapping
from typing import Any

from consult.questionnaires.rules.kinds.choosing import lines_of, option_compared, parse_options
from consult.questionnaires.rules.reading import Reading
from consult.questionnaires.rules.shape import Answers, Cell, Line, Question, Read, Said, Typed, Variable

MEMBERS: Mapping[str, Any] = {"options": "options", "usual": "key"}
NEEDS = ("options",)


def parse(reading: Reading, data: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Read the marks, and the one that stands where none is named."""
    options = parse_options(reading, data, where)
    usual = str(data.get("usual", ""))
    if usual and usual not in {option.key for option in options}:
        reading.note(f"{where}.usual", "not_one_of", values=", ".join(option.key for option in options))
    return {"options": options, "holds": usual}


def compared(question: Question, op: str, value: Any) -> Any:
    """Compare with a mark."""
    return option_compared(question, value) if op in {"=", "!="} else None


def fields(question: Question) -> tuple[str, ...]:
    """Name the field that travels along."""
    return (question.name,)


def read(question: Question, typed: Typed) -> Read:
    """Take the mark; whatever is none counts as the usual one."""
    given = next(iter(typed.get(question.name, ())), "")
    marks = {option.key for option in question.options}
    return Read((given if given in marks else question.holds) or None)


def said(_question: Question, _typed: Typed) -> tuple[Said, ...]:
    """Give nothing to be read again."""
    return ()


def lines(question: Question) -> tuple[Line, ...]:
    """Count the marks."""
    return lines_of(question)


def values(_question: Question, answer: Any, _line: str) -> tuple[int | str, ...]:
    """Give the mark."""
    return (answer,)


def variables(question: Question) -> tuple[Variable, ...]:
    """Export the mark."""
    return (Variable("", question.text, "code", tuple((option.key, option.text) for option in question.options)),)


def cells(question: Question, answers: Answers) -> tuple[Cell, ...]:
    """Give the mark."""
    return (answers[question.key],)
