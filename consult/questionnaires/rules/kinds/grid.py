"""A table to fill in: for each row, boxes to tick, or a number or words in each column.

Words stand beside the answer, as those beside options do: `{"q": {"row": ["column"]}, "q.row.column": "words"}`.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from consult.questionnaires.rules.kinds import measuring
from consult.questionnaires.rules.kinds.choosing import LONGEST_WORDS, parse_options, wrong_words
from consult.questionnaires.rules.kinds.measuring import parse_measure, read_number, typed_number
from consult.questionnaires.rules.reading import Reading
from consult.questionnaires.rules.shape import (
    Answers,
    Blank,
    Cell,
    Line,
    Mistake,
    Option,
    Question,
    Read,
    Row,
    Said,
    Typed,
    Variable,
)
from consult.texts.storable import clean

HELD = ("multiple", "number", "text")
MULTIPLE, NUMBER, TEXT = HELD
MEMBERS: Mapping[str, Any] = {"cells": HELD, "rows": "rows", "options": "options", **measuring.MEMBERS}
NEEDS = ("rows", "options")
MOST_ROWS = 50
MOST_COLUMNS = 12


def parse(reading: Reading, data: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Read the rows, the columns, and what stands in a cell."""
    holds = reading.one_of(data, "cells", where, HELD)
    options = parse_options(reading, data, where, most=MOST_COLUMNS)
    measure: dict[str, Any] = {}
    if holds == NUMBER:
        measure = parse_measure(reading, data, where)
    elif holds == TEXT:
        high = reading.number(data, "max", where, is_whole=True)
        if high is not None and not 1 <= high <= LONGEST_WORDS:
            reading.note(f"{where}.max", "bad_length", count=LONGEST_WORDS)
        measure = {"high": LONGEST_WORDS if high is None else high}
    else:
        low, high = reading.limits(data, where)
        if options and not 0 <= (low or 0) <= (len(options) if high is None else high) <= len(options):
            reading.note(f"{where}.min", "limits_beyond_options")
        measure = {"low": low, "high": high}
    return {"holds": holds, "rows": reading.rows(data, "rows", where, most=MOST_ROWS), "options": options, **measure}


def compared(_question: Question, _op: str, _value: Any) -> Any:
    """Compare nothing: a table has as many answers as cells."""
    return None


def _name(question: Question, row: Row, option: Option) -> str:
    return question.name_of(f"{row.key}.{option.key}")


def fields(question: Question) -> tuple[str, ...]:
    """Name the field of each row, or of each cell."""
    if question.holds == MULTIPLE:
        return tuple(question.name_of(row.key) for row in question.rows)
    return tuple(_name(question, row, option) for row in question.rows for option in question.options)


def read(question: Question, typed: Typed) -> Read:
    """Take the cells by row; rows left out have none."""
    each = {MULTIPLE: _ticked, NUMBER: _numbers, TEXT: _words}[question.holds]
    value, words, mistakes = {}, dict[str, str](), list[Mistake]()
    for row in question.rows:
        found, beside, wrong = each(question, row, typed)
        if found:
            value[row.key] = found
        elif question.is_required and not wrong:
            wrong = [Mistake(_first(question, row), _missing(question), {"low": question.low, "high": question.high})]
        words |= beside
        mistakes += wrong
    return Read(value or None, words, tuple(mistakes))


def _first(question: Question, row: Row) -> str:
    return question.name_of(row.key) if question.holds == MULTIPLE else _name(question, row, question.options[0])


def _missing(question: Question) -> str:
    if question.holds == MULTIPLE:
        return "too_few" if (question.low or 0) > 1 else "missing_several"
    return {NUMBER: "missing_number", TEXT: "missing_words"}[question.holds]


Found = tuple[Any, dict[str, str], list[Mistake]]


def _ticked(question: Question, row: Row, typed: Typed) -> Found:
    name = question.name_of(row.key)
    given = [value for value in typed.get(name, ()) if value]
    chosen = [option.key for option in question.options if option.key in given]
    wrong = _wrong_choice(question, chosen) if set(given) <= set(chosen) else "not_offered"
    limits = {"low": question.low, "high": question.high}
    return chosen, {}, [Mistake(name, wrong, limits)] if given and wrong else []


def _wrong_choice(question: Question, chosen: list[str]) -> str | None:
    if any(option.is_exclusive for option in question.options if option.key in chosen):
        return "exclusive" if len(chosen) > 1 else None
    if len(chosen) < (question.low or 0):
        return "too_few"
    return "too_many" if question.high is not None and len(chosen) > question.high else None


def _numbers(question: Question, row: Row, typed: Typed) -> Found:
    found, mistakes = {}, []
    for option in question.options:
        number, mistake = read_number(question, _name(question, row, option), typed)
        if number is not None:
            found[option.key] = number
        if mistake:
            mistakes.append(mistake)
    return found, {}, mistakes


def _words(question: Question, row: Row, typed: Typed) -> Found:
    words, mistakes = {}, []
    for option in question.options:
        name = _name(question, row, option)
        if said := clean(next(iter(typed.get(name, ())), "")):
            words[option.key] = said
            if wrong := wrong_words(said, int(question.high or LONGEST_WORDS)):
                mistakes.append(Mistake(name, *wrong))
    beside = {f"{question.key}.{row.key}.{key}": said for key, said in words.items()}
    return list(words), beside, mistakes


def said(question: Question, typed: Typed) -> tuple[Said, ...]:
    """Give what stands in each cell that is not empty."""
    return tuple(_said(question, typed))


def _said(question: Question, typed: Typed) -> Iterator[Said]:
    for row in question.rows:
        for option in question.options:
            if question.holds == MULTIPLE:
                if option.key in typed.get(question.name_of(row.key), ()):
                    yield Said(row.text, option.text, "")
            elif words := typed_number(_name(question, row, option), typed):
                yield Said(row.text, option.text, words, question.unit)


def lines(question: Question) -> tuple[Line, ...]:
    """Count the ticks of each row, or each cell apart."""
    if question.holds == MULTIPLE:
        options = tuple((option.key, option.text) for option in question.options)
        return tuple(Line(row.key, row.text, options, counts="several") for row in question.rows)
    counts: Literal["numbers", "words"] = "numbers" if question.holds == NUMBER else "words"
    return tuple(
        Line(f"{row.key}.{option.key}", _both(row, option), counts=counts)
        for row in question.rows
        for option in question.options
    )


def _both(row: Row, option: Option) -> dict[str, str]:
    """Name a cell by its row and column, in each language that both have."""
    return {code: f"{row.text[code]}: {option.text[code]}" for code in row.text if code in option.text}


def values(question: Question, answer: Any, line: str) -> tuple[int | str, ...]:
    """Give the ticks of this row, or what stands in this cell."""
    row, _point, column = line.partition(".")
    held = answer.get(row, ())
    if question.holds == MULTIPLE:
        return tuple(held)
    if column not in held:
        return ()
    return (held[column],) if question.holds == NUMBER else (column,)


def variables(question: Question) -> tuple[Variable, ...]:
    """Export each cell."""
    sorts: Mapping[str, Literal["flag", "number", "words"]] = {MULTIPLE: "flag", NUMBER: "number", TEXT: "words"}
    sort = sorts[question.holds]
    return tuple(
        Variable(f"{row.key}.{option.key}", _both(row, option), sort, low=question.low if sort == "number" else None)
        for row in question.rows
        for option in question.options
    )


def cells(question: Question, answers: Answers) -> tuple[Cell, ...]:
    """Give what stands in each cell."""
    held = answers[question.key]
    return tuple(_cell(question, answers, held, row, option) for row in question.rows for option in question.options)


def _cell(question: Question, answers: Answers, held: Mapping[str, Any], row: Row, option: Option) -> Cell:
    if question.holds == MULTIPLE:
        return int(option.key in held[row.key]) if row.key in held else Blank.SKIPPED
    if question.holds == NUMBER:
        found: Cell = held.get(row.key, {}).get(option.key, Blank.SKIPPED)
        return found
    words: Cell = answers.get(f"{question.key}.{row.key}.{option.key}", Blank.SKIPPED)
    return words
