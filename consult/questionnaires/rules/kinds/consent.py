"""A statement that a person agrees to by a tick. What was agreed to is kept: the print of its words beside the answer.

Who leaves the box empty does not agree; so everybody who was asked has an answer.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from consult.questionnaires.rules.reading import Reading
from consult.questionnaires.rules.shape import (
    Answers,
    Blank,
    Cell,
    Line,
    Mistake,
    Question,
    Read,
    Said,
    Texts,
    Typed,
    Variable,
)

MEMBERS: Mapping[str, Any] = {}
NEEDS: tuple[str, ...] = ()
YES, NO = "yes", "no"
WORDS: Mapping[str, Texts] = {
    YES: {"pl": "tak, zgadzam się", "en": "yes, I agree", "uk": "так, погоджуюся"},
    NO: {"pl": "bez zgody", "en": "no consent", "uk": "без згоди"},
}
"""The two answers, which the format itself offers."""
PRINT = "text"
DIGITS = 12


def parse(_reading: Reading, _data: Mapping[str, Any], _where: str) -> dict[str, Any]:
    """Read nothing beside the statement."""
    return {}


def compared(_question: Question, op: str, value: Any) -> Any:
    """Compare with yes or no."""
    return value if op in {"=", "!="} and value in (YES, NO) else None


def fields(question: Question) -> tuple[str, ...]:
    """Name the box."""
    return (question.name,)


def print_of(question: Question) -> str:
    """Give the print of the statement in all its languages: other words have another."""
    said = "\n".join(f"{code}:{words}" for code, words in sorted({**question.text}.items()))
    return sha256(said.encode()).hexdigest()[:DIGITS]


def _is_ticked(question: Question, typed: Typed) -> bool:
    return YES in typed.get(question.name, ())


def read(question: Question, typed: Typed) -> Read:
    """Take the consent with the print of its words."""
    if _is_ticked(question, typed):
        return Read(YES, {f"{question.key}.{PRINT}": print_of(question)})
    return Read(mistakes=(Mistake(question.name, "missing_consent"),)) if question.is_required else Read(NO)


def said(question: Question, typed: Typed) -> tuple[Said, ...]:
    """Say yes or no."""
    return (Said({}, WORDS[YES if _is_ticked(question, typed) else NO], ""),)


def lines(question: Question) -> tuple[Line, ...]:
    """Count who agreed, and who did not."""
    return (Line("", question.text, tuple(WORDS.items())),)


def values(_question: Question, answer: Any, _line: str) -> tuple[int | str, ...]:
    """Give yes or no."""
    return (answer,)


def variables(question: Question) -> tuple[Variable, ...]:
    """Export the answer, and the print of the words that were agreed to."""
    return (Variable("", question.text, "code", tuple(WORDS.items())), Variable(PRINT, question.text, "words"))


def cells(question: Question, answers: Answers) -> tuple[Cell, ...]:
    """Give the answer and the print."""
    return (answers[question.key], answers.get(f"{question.key}.{PRINT}", Blank.NOT_ASKED))
