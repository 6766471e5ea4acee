"""A number; or one for each of several parts, which may have to add up to a total."""

from collections.abc import Iterator, Mapping
from typing import Any

from consult.questionnaires.rules.computing import ORDER
from consult.questionnaires.rules.kinds import measuring
from consult.questionnaires.rules.kinds.measuring import exactly, parse_measure, read_number, typed_number
from consult.questionnaires.rules.reading import LARGEST, Reading
from consult.questionnaires.rules.shape import (
    Answers,
    Blank,
    Cell,
    Line,
    Mistake,
    Question,
    Read,
    Row,
    Said,
    Typed,
    Variable,
)

MEMBERS: Mapping[str, Any] = {**measuring.MEMBERS, "parts": "rows", "total": "number"}
NEEDS: tuple[str, ...] = ()
MOST_PARTS = 30
FEWEST_PARTS = 2


def parse(reading: Reading, data: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Read the limits, the parts if there are any, and their total."""
    measure = parse_measure(reading, data, where)
    parts = reading.rows(data, "parts", where, most=MOST_PARTS) if data.get("parts") is not None else ()
    total = reading.number(data, "total", where, is_whole=False)
    if data.get("parts") is not None and len(parts) == 1:
        reading.note(f"{where}.parts", "too_few_items", count=FEWEST_PARTS)
    if total is not None:
        if not parts or total <= 0:
            reading.note(f"{where}.total", "total_without_parts")
        # What is given away is never less than nothing, unless the questionnaire says so.
        measure["low"] = 0 if measure["low"] is None else measure["low"]
    return {**measure, "parts": parts, "total": total}


def compared(question: Question, op: str, value: Any) -> Any:
    """Compare with a number; parts are as many answers as there are parts."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST
    return value if not question.parts and is_number and op in {"=", "!=", *ORDER} else None


def fields(question: Question) -> tuple[str, ...]:
    """Name the one field; of parts, the first stands for the whole, and nothing is typed into it."""
    return (question.name, *(question.name_of(part.key) for part in question.parts))


def read(question: Question, typed: Typed) -> Read:
    """Take a number, or the numbers by part."""
    if question.parts:
        return _read_parts(question, typed)
    value, mistake = read_number(question, question.name, typed)
    if value is None and mistake is None and question.is_required:
        mistake = Mistake(question.name, "missing_number")
    return Read(value, mistakes=(mistake,) if mistake else ())


def _read_parts(question: Question, typed: Typed) -> Read:
    found = {part.key: read_number(question, question.name_of(part.key), typed) for part in question.parts}
    value = {key: number for key, (number, _mistake) in found.items() if number is not None}
    mistakes = tuple(mistake for _number, mistake in found.values() if mistake)
    if mistakes:
        return Read(value or None, mistakes=mistakes)
    if question.total is None:
        return Read(value or None, mistakes=tuple(_missing(question, value)) if question.is_required else ())
    if not value:
        mistakes = (Mistake(question.name, "wrong_total", _sums(question, value)),) if question.is_required else ()
        return Read(mistakes=mistakes)
    return _whole(question, value)


def _missing(question: Question, value: Mapping[str, Any]) -> Iterator[Mistake]:
    """Ask for each part: without a total, nothing tells that an empty one is none."""
    for part in question.parts:
        if part.key not in value:
            yield Mistake(question.name_of(part.key), "missing_number")


def _whole(question: Question, value: Mapping[str, int | float]) -> Read:
    """Take a part that was left empty as nothing, and see that all add up."""
    full = {part.key: value.get(part.key, 0) for part in question.parts}
    if sum(map(exactly, full.values())) != exactly(question.total or 0):
        return Read(full, mistakes=(Mistake(question.name, "wrong_total", _sums(question, full)),))
    return Read(full)


def _sums(question: Question, value: Mapping[str, int | float]) -> dict[str, Any]:
    return {"total": question.total, "sum": float(sum(map(exactly, value.values()))), "unit": question.unit}


def said(question: Question, typed: Typed) -> tuple[Said, ...]:
    """Give the number as typed, or those of the parts."""
    places: tuple[tuple[str, Row | None], ...] = ((question.name, None),)
    if question.parts:
        places = tuple((question.name_of(part.key), part) for part in question.parts)
    return tuple(
        Said(part.text if part else {}, {}, words, question.unit)
        for name, part in places
        if (words := typed_number(name, typed))
    )


def lines(question: Question) -> tuple[Line, ...]:
    """Sum up the numbers, of each part apart."""
    if not question.parts:
        return (Line("", question.text, counts="numbers"),)
    return tuple(Line(part.key, part.text, counts="numbers") for part in question.parts)


def values(question: Question, answer: Any, line: str) -> tuple[int | str, ...]:
    """Give the number, or that of this part."""
    if not question.parts:
        return (answer,)
    return (answer[line],) if line in answer else ()


def variables(question: Question) -> tuple[Variable, ...]:
    """Export the number, or that of each part."""
    if not question.parts:
        return (Variable("", question.text, "number", low=question.low),)
    return tuple(Variable(part.key, part.text, "number", low=question.low) for part in question.parts)


def cells(question: Question, answers: Answers) -> tuple[Cell, ...]:
    """Give the number, or that of each part."""
    answer = answers[question.key]
    return tuple(answer.get(part.key, Blank.SKIPPED) for part in question.parts) if question.parts else (answer,)
