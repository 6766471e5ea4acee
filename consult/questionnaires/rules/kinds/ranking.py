"""Options put in an order by the person: a place for each, or for the first few."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from consult.questionnaires.rules.kinds.choosing import option_compared, parse_options
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
    Said,
    Texts,
    Typed,
    Variable,
)

MEMBERS: Mapping[str, Any] = {"options": "options", "min": "whole", "max": "whole"}
NEEDS = ("options",)
MOST = 20
"""Most options that a person can keep in mind while ordering them; more are refused."""
FEWEST = 2


def parse(reading: Reading, data: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Read the options; `max` is how many places there are, `min` how many of them must be given."""
    options = parse_options(reading, data, where, most=MOST)
    low, high = reading.limits(data, where)
    places = len(options) if high is None else high
    fewest = places if low is None else low
    if options and not (len(options) >= FEWEST and 1 <= fewest <= places <= len(options)):
        reading.note(f"{where}.max", "limits_beyond_options")
    return {"options": options, "low": fewest, "high": places}


def compared(question: Question, op: str, value: Any) -> Any:
    """See whether an option has a place."""
    return option_compared(question, value) if op == "includes" else None


def fields(question: Question) -> tuple[str, ...]:
    """Name the field of each option; the first stands for the whole, and nothing is typed into it."""
    return (question.name, *(question.name_of(option.key) for option in question.options))


def places(question: Question) -> range:
    """List the places."""
    return range(1, int(question.high or len(question.options)) + 1)


def read(question: Question, typed: Typed) -> Read:
    """Take the keys of the options, the first place first."""
    chosen = {option.key: _place(question, option, typed) for option in question.options}
    given = {key: place for key, place in chosen.items() if place}
    if not given:
        nothing = Mistake(question.name, "missing_places", _limits(question))
        return Read(mistakes=(nothing,) if question.is_required else ())
    if mistakes := _mistakes(question, given):
        return Read(mistakes=tuple(mistakes))
    return Read(sorted(given, key=lambda key: int(given[key])))


def _place(question: Question, option: Option, typed: Typed) -> str:
    return next(iter(typed.get(question.name_of(option.key), ())), "").strip()


def _mistakes(question: Question, given: Mapping[str, str]) -> list[Mistake]:
    """Tell what is wrong: no such place, a place given twice, one left out between others, too few."""
    known = {str(place) for place in places(question)}
    foreign = [Mistake(question.name_of(key), "not_offered") for key, place in given.items() if place not in known]
    if foreign:
        return foreign
    often = Counter(given.values())
    twice = [
        Mistake(question.name_of(key), "same_place", {"place": place})
        for key, place in given.items()
        if often[place] > 1
    ]
    if twice:
        return twice
    left_out = next((place for place in range(1, len(given) + 1) if str(place) not in often), None)
    if left_out:
        return [Mistake(question.name, "place_left_out", {"place": left_out})]
    return [Mistake(question.name, "missing_places", _limits(question))] if len(given) < (question.low or 1) else []


def _limits(question: Question) -> dict[str, Any]:
    return {"low": question.low, "high": question.high, "of": len(question.options)}


def said(question: Question, typed: Typed) -> tuple[Said, ...]:
    """Give the options with their places, the first place first."""
    given = [(_place(question, option, typed), option.text) for option in question.options]
    order = sorted(((place, text) for place, text in given if place), key=lambda one: (len(one[0]), one[0]))
    return tuple(Said({}, text, place) for place, text in order)


def lines(question: Question) -> tuple[Line, ...]:
    """Count the places of each option apart."""
    numbered: tuple[tuple[int | str, Texts], ...] = tuple((place, {}) for place in places(question))
    return tuple(Line(option.key, option.text, numbered) for option in question.options)


def values(_question: Question, answer: Any, line: str) -> tuple[int | str, ...]:
    """Give the place of this option, if it has one."""
    return (answer.index(line) + 1,) if line in answer else ()


def variables(question: Question) -> tuple[Variable, ...]:
    """Export the place of each option as a number."""
    return tuple(Variable(option.key, option.text, "number", low=1) for option in question.options)


def cells(question: Question, answers: Answers) -> tuple[Cell, ...]:
    """Give the place of each option."""
    order = answers[question.key]
    return tuple(order.index(option.key) + 1 if option.key in order else Blank.SKIPPED for option in question.options)
