"""How long something takes, in hours and minutes; it is stored in minutes. Days, weeks and years are numbers."""

from collections.abc import Mapping
from typing import Any

from consult.questionnaires.rules.computing import ORDER
from consult.questionnaires.rules.moments import MINUTES_OF_AN_HOUR
from consult.questionnaires.rules.reading import LARGEST, Reading
from consult.questionnaires.rules.shape import (
    Answers,
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
from consult.texts.storable import clean

MEMBERS: Mapping[str, Any] = {"min": "whole", "max": "whole"}
NEEDS: tuple[str, ...] = ()
HOURS, MINUTES = PARTS = ("hours", "minutes")
UNIT: Texts = {"pl": "min", "en": "min", "uk": "хв"}  # Ukrainian
MOST_DIGITS = 4


def parse(reading: Reading, data: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Read the limits, in minutes."""
    low, high = reading.limits(data, where)
    return {"low": 0 if low is None else low, "high": high, "unit": UNIT, "decimals": 0}


def compared(_question: Question, op: str, value: Any) -> Any:
    """Compare with a number of minutes."""
    is_number = isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST
    return value if is_number and op in {"=", "!=", *ORDER} else None


def fields(question: Question) -> tuple[str, ...]:
    """Name the fields of both parts; the first stands for the whole, and nothing is typed into it."""
    return (question.name, *(question.name_of(part) for part in PARTS))


def _written(question: Question, typed: Typed) -> dict[str, str]:
    return {part: clean(next(iter(typed.get(question.name_of(part), ())), "")) for part in PARTS}


def read(question: Question, typed: Typed) -> Read:
    """Take hours and minutes; a part that is left empty is none."""
    written = _written(question, typed)
    if not any(written.values()):
        return Read(mistakes=(Mistake(question.name, "missing_duration"),) if question.is_required else ())
    if not all(not words or (words.isdecimal() and words.isascii()) for words in written.values()):
        return Read(mistakes=(Mistake(question.name, "not_a_duration"),))
    hours, minutes = (int(written[part][: MOST_DIGITS + 1] or 0) for part in PARTS)
    if any(len(words) > MOST_DIGITS for words in written.values()) or (hours and minutes >= MINUTES_OF_AN_HOUR):
        return Read(mistakes=(Mistake(question.name, "not_a_duration"),))
    value = hours * MINUTES_OF_AN_HOUR + minutes
    if value < (question.low or 0) or (question.high is not None and value > question.high):
        return Read(mistakes=(Mistake(question.name, "out_of_duration", {"low": question.low, "high": question.high}),))
    return Read(value)


def said(question: Question, typed: Typed) -> tuple[Said, ...]:
    """Give hours and minutes, as on a clock."""
    written = _written(question, typed)
    if not any(written.values()):
        return ()
    return (Said({}, {}, f"{written[HOURS] or '0'}:{(written[MINUTES] or '0').zfill(2)}"),)


def lines(question: Question) -> tuple[Line, ...]:
    """Sum up the minutes."""
    return (Line("", question.text, counts="numbers"),)


def values(_question: Question, answer: Any, _line: str) -> tuple[int | str, ...]:
    """Give the minutes."""
    return (answer,)


def variables(question: Question) -> tuple[Variable, ...]:
    """Export the minutes."""
    return (Variable("", question.text, "number", low=question.low),)


def cells(question: Question, answers: Answers) -> tuple[Cell, ...]:
    """Give the minutes."""
    return (answers[question.key],)
