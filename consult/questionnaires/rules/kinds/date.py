"""A day, a month, a year or a time of the day, typed part by part as people say it: day, month, year.

Limits on it may look at today and at earlier answers, so they are judged where all answers are known
(`answering.take`).
"""

from collections.abc import Mapping
from typing import Any

from consult.questionnaires.rules.computing import ORDER
from consult.questionnaires.rules.moments import SORTS, UNITS, made, number_of, parse_bound, parsed
from consult.questionnaires.rules.reading import Reading
from consult.questionnaires.rules.shape import Answers, Cell, Line, Mistake, Question, Read, Said, Typed, Variable
from consult.texts.storable import clean

MEMBERS: Mapping[str, Any] = {"precision": SORTS, "min": "limit", "max": "limit"}
NEEDS: tuple[str, ...] = ()
PARTS: Mapping[str, tuple[str, ...]] = {
    "day": ("day", "month", "year"),
    "month": ("month", "year"),
    "year": ("year",),
    "time": ("hour", "minute"),
}
"""What is typed, in the order in which it is said."""
LONGEST = {"year": 4}
USUAL = 2


def parse(reading: Reading, data: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Read what sort of date it is, and its limits."""
    sort = reading.one_of(data, "precision", where, SORTS)
    low, high = (parse_bound(reading, data, name, where, sort) for name in ("min", "max"))
    if low and high and low.on != "" and high.on != "" and number_of(sort, low.on) > number_of(sort, high.on):
        reading.note(f"{where}.max", "limits_crossed")
    return {"holds": sort, "earliest": low, "latest": high}


def compared(question: Question, op: str, value: Any) -> Any:
    """Compare with a date as it is stored."""
    return parsed(question.holds, value) if op in {"=", "!=", *ORDER} else None


def fields(question: Question) -> tuple[str, ...]:
    """Name the field of each part; the first stands for the whole, and nothing is typed into it."""
    return (question.name, *(question.name_of(part) for part in PARTS[question.holds]))


def read(question: Question, typed: Typed) -> Read:
    """Take a date that exists."""
    written = _written(question, typed)
    if not any(written.values()):
        return Read(mistakes=(Mistake(question.name, f"missing_{question.holds}"),) if question.is_required else ())
    parts = [_number(part, words) for part, words in written.items()]
    if question.holds != "time":
        parts.reverse()
    known = tuple(part for part in parts if part is not None)
    value = made(question.holds, known) if len(known) == len(parts) else None
    if value is None:
        return Read(mistakes=(Mistake(question.name, f"not_a_{question.holds}"),))
    return Read(value)


def _written(question: Question, typed: Typed) -> dict[str, str]:
    return {
        part: clean(next(iter(typed.get(question.name_of(part), ())), "")).rstrip(".") for part in PARTS[question.holds]
    }


def _number(part: str, words: str) -> int | None:
    """Read a part; a year has all its four digits, so that nobody has to guess the century."""
    most = LONGEST.get(part, USUAL)
    if not words.isdecimal() or not words.isascii() or len(words) > most:
        return None
    return int(words) if part != "year" or len(words) == most else None


def said(question: Question, typed: Typed) -> tuple[Said, ...]:
    """Give the parts as typed, between points; of a time, between colons."""
    written = _written(question, typed)
    between = ":" if question.holds == "time" else "."
    return (Said({}, {}, between.join(words or "?" for words in written.values())),) if any(written.values()) else ()


def lines(question: Question) -> tuple[Line, ...]:
    """Count dates as numbers: in days, months, years or minutes."""
    return (Line("", question.text, counts="numbers", unit=UNITS[question.holds]),)


def values(question: Question, answer: Any, _line: str) -> tuple[int | str, ...]:
    """Give the number of the date."""
    return (number_of(question.holds, answer),)


def variables(question: Question) -> tuple[Variable, ...]:
    """Export the date as it is stored: a year as a number, other dates in the order of ISO 8601."""
    return (Variable("", question.text, "number" if question.holds == "year" else "words"),)


def cells(question: Question, answers: Answers) -> tuple[Cell, ...]:
    """Give the date."""
    return (answers[question.key],)
