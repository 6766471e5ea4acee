"""A person's own words: one line, or several."""

from collections.abc import Mapping
from typing import Any

from consult.questionnaires.rules.kinds.choosing import LONGEST_WORDS, said_words, wrong_words
from consult.questionnaires.rules.reading import Reading
from consult.questionnaires.rules.shape import Answers, Cell, Line, Mistake, Question, Read, Said, Typed, Variable
from consult.texts.storable import clean

MEMBERS: Mapping[str, Any] = {"long": "flag", "max": "whole"}
NEEDS: tuple[str, ...] = ()
LONGEST = 20_000
USUAL_LONG = 5_000


def parse(reading: Reading, data: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Read how long the text may be, in characters."""
    is_long = reading.flag(data, "long", where)
    high = reading.number(data, "max", where, is_whole=True)
    if high is not None and not 1 <= high <= LONGEST:
        reading.note(f"{where}.max", "bad_length", count=LONGEST)
    return {"is_long": is_long, "high": (USUAL_LONG if is_long else LONGEST_WORDS) if high is None else high}


def compared(_question: Question, _op: str, _value: Any) -> Any:
    """Compare no words: whether there are any is all that a condition may ask."""
    return None


def fields(question: Question) -> tuple[str, ...]:
    """Name the one field."""
    return (question.name,)


def read(question: Question, typed: Typed) -> Read:
    """Take the words as typed, without the blanks around them."""
    words = clean(next(iter(typed.get(question.name, ())), ""))
    if not words:
        return Read(mistakes=(Mistake(question.name, "missing_words"),) if question.is_required else ())
    wrong = wrong_words(words, int(question.high or LONGEST))
    return Read(words, mistakes=(Mistake(question.name, *wrong),) if wrong else ())


def said(question: Question, typed: Typed) -> tuple[Said, ...]:
    """Give the words."""
    return said_words(question, typed)


def lines(question: Question) -> tuple[Line, ...]:
    """Count who wrote: words are read."""
    return (Line("", question.text, counts="words"),)


def values(_question: Question, answer: Any, _line: str) -> tuple[int | str, ...]:
    """Give the words."""
    return (answer,)


def variables(question: Question) -> tuple[Variable, ...]:
    """Export the words."""
    return (Variable("", question.text, "words"),)


def cells(question: Question, answers: Answers) -> tuple[Cell, ...]:
    """Give the words."""
    return (answers[question.key],)
