"""From when until when: two days, months, years or hours, of which the second is not before the first."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from consult.questionnaires.rules.kinds import date
from consult.questionnaires.rules.moments import UNITS, number_of
from consult.questionnaires.rules.reading import Reading
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

MEMBERS: Mapping[str, Any] = date.MEMBERS
NEEDS: tuple[str, ...] = ()
FROM, TO, LENGTH = "from", "to", "length"
ENDS: Mapping[str, Texts] = {
    FROM: {"pl": "od", "en": "from", "uk": "від"},
    TO: {"pl": "do", "en": "to", "uk": "до"},
}
LENGTHS: Mapping[str, Texts] = {
    "day": {"pl": "ile dni", "en": "how many days", "uk": "скільки днів"},
    "month": {"pl": "ile miesięcy", "en": "how many months", "uk": "скільки місяців"},
    "year": {"pl": "ile lat", "en": "how many years", "uk": "скільки років"},
    "time": {"pl": "ile minut", "en": "how many minutes", "uk": "скільки хвилин"},
}
"""What the time between is called; days, months and years count from the first to the last, minutes between them."""


def parse(reading: Reading, data: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Read what sort of dates they are, and their limits."""
    return date.parse(reading, data, where)


def compared(_question: Question, _op: str, _value: Any) -> Any:
    """Compare nothing: there are two answers."""
    return None


def end(question: Question, which: str) -> Question:
    """Give one end as a date that is asked."""
    return replace(question, key=f"{question.key}.{which}", kind="date")


def fields(question: Question) -> tuple[str, ...]:
    """Name the fields of both ends; the first stands for the whole, and nothing is typed into it."""
    return (question.name, *(name for which in ENDS for name in date.fields(end(question, which))))


def read(question: Question, typed: Typed) -> Read:
    """Take both ends, or none."""
    found = {which: date.read(end(question, which), typed) for which in ENDS}
    mistakes = [mistake for one in found.values() for mistake in one.mistakes]
    value = {which: one.value for which, one in found.items() if one.value is not None}
    if mistakes or not value:
        return Read(mistakes=tuple(mistakes))
    for which in ENDS:
        if which not in value:
            return Read(mistakes=(Mistake(end(question, which).name, f"missing_{question.holds}"),))
    if number_of(question.holds, value[TO]) < number_of(question.holds, value[FROM]):
        return Read(mistakes=(Mistake(end(question, TO).name, "period_turned"),))
    return Read(value)


def said(question: Question, typed: Typed) -> tuple[Said, ...]:
    """Give both ends as typed."""
    return tuple(
        replace(one, row=words) for which, words in ENDS.items() for one in date.said(end(question, which), typed)
    )


def lines(question: Question) -> tuple[Line, ...]:
    """Count both ends as dates, and the time between as a number."""
    ends = (Line(which, words, counts="numbers", unit=UNITS[question.holds]) for which, words in ENDS.items())
    return (*ends, Line(LENGTH, LENGTHS[question.holds], counts="numbers"))


def _length(question: Question, answer: Mapping[str, Any]) -> int:
    between = number_of(question.holds, answer[TO]) - number_of(question.holds, answer[FROM])
    return between + (question.holds != "time")


def values(question: Question, answer: Any, line: str) -> tuple[int | str, ...]:
    """Give the number of an end, or how long it is."""
    return (_length(question, answer) if line == LENGTH else number_of(question.holds, answer[line]),)


def variables(question: Question) -> tuple[Variable, ...]:
    """Export both ends as dates are, and how long it is."""
    ends = (replace(one, part=which, text=ENDS[which]) for which in ENDS for one in date.variables(question))
    return (*ends, Variable(LENGTH, LENGTHS[question.holds], "number"))


def cells(question: Question, answers: Answers) -> tuple[Cell, ...]:
    """Give both ends, and how long it is."""
    answer = answers[question.key]
    return (answer[FROM], answer[TO], _length(question, answer))
