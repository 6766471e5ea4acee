"""The filters in an address: which are on, which can be chosen, and the way to take each off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from consult.questionnaires.models import CLASSES
from consult.results import words
from consult.results.rules.filters import ANSWER, AREA, CLASS, GMINA, MOST, POWIAT, Filter
from consult.results.rules.groups import choosable
from consult.results.rules.tally import Scheme, Tally

NAMES = {CLASS: "kto", AREA: "obszar"}
OF_ANSWER = "p-"


@dataclass(frozen=True)
class Option:
    """One value to choose."""

    value: str
    text: str
    is_chosen: bool


@dataclass(frozen=True)
class Choice:
    """A list to choose from."""

    name: str
    label: str
    options: list[Option]


@dataclass(frozen=True)
class Chip:
    """A filter that is on: its words, and the address without it."""

    text: str
    query: Mapping[str, str]


def name_of(dimension: str) -> str:
    """Name the dimension in an address."""
    return NAMES.get(dimension) or OF_ANSWER + dimension.removeprefix(ANSWER)


def filters_in(given: MultiDict[str, str], scheme: Scheme) -> list[Filter]:
    """Read the filters of an address; what names nothing that could be chosen is left out."""
    found = []
    for dimension in dimensions(scheme):
        value = given.get(name_of(dimension), "")
        if value and is_possible(dimension, value, scheme):
            found.append(Filter(dimension, value))
    return found[:MOST]


def dimensions(scheme: Scheme) -> list[str]:
    """List what can be filtered by: class, area, and each question with one answer."""
    return [CLASS, AREA, *(ANSWER + question.key for question in scheme.questions if question.kind == "single")]


def is_possible(dimension: str, value: str, scheme: Scheme) -> bool:
    """Tell whether the dimension has such a value."""
    if dimension == CLASS:
        return value in CLASSES
    if dimension == AREA:
        return value.isascii() and value.isdecimal() and len(value) in {POWIAT, GMINA}
    question = scheme.question(dimension.removeprefix(ANSWER))
    return bool(question and question.kind == "single" and value in {option.key for option in question.options})


def choices(
    scheme: Scheme, tallies: Sequence[Tally], filters: Sequence[Filter], names: Mapping[str, str], *, at_least: int
) -> list[Choice]:
    """List what can be chosen: never a group of a few. A choice that is on stays, also where it no longer could be."""
    chosen = {one.dimension: one.value for one in filters}
    found = []
    for dimension in dimensions(scheme):
        values = choosable(tallies, dimension, at_least=at_least)
        if dimension in chosen:
            values.setdefault(chosen[dimension], 0)
        options = [
            Option(value, _with_count(text, values[value]), chosen.get(dimension) == value)
            for value, text in _texts(dimension, values, scheme, names)
        ]
        if len(options) > 1 or dimension in chosen:
            found.append(Choice(name_of(dimension), _label(dimension, scheme), options))
    return found


def _with_count(text: str, count: int) -> str:
    return f"{text} ({words.number(count)})" if count else text


def _texts(
    dimension: str, values: Mapping[str, int], scheme: Scheme, names: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Put the values in order, with their words; a city that is its own powiat stands once."""
    if dimension == AREA:
        both = {code[:POWIAT] for code in values if len(code) == GMINA and names.get(code) == names.get(code[:POWIAT])}
        listed = [code for code in values if not (len(code) == GMINA and code[:POWIAT] in both)]
        return [(code, value_words(Filter(AREA, code), scheme, names)) for code in sorted(listed)]
    if dimension == CLASS:
        order: Sequence[str] = CLASSES
    else:
        question = scheme.question(dimension.removeprefix(ANSWER))
        order = [option.key for option in question.options] if question else ()
    return [(value, value_words(Filter(dimension, value), scheme, names)) for value in order if value in values]


def _label(dimension: str, scheme: Scheme) -> str:
    if dimension == CLASS:
        return str(_("Who"))
    if dimension == AREA:
        return str(_("Powiat or gmina"))
    question = scheme.question(dimension.removeprefix(ANSWER))
    return words.plain(question.text) if question else ""


def value_words(chosen: Filter, scheme: Scheme, names: Mapping[str, str]) -> str:
    """Say the value of a filter."""
    if chosen.dimension == CLASS:
        return words.class_words(chosen.value)
    if chosen.dimension == AREA:
        name = names.get(chosen.value, chosen.value)
        return str(_("powiat %(name)s", name=name)) if len(chosen.value) == POWIAT and name.islower() else name
    question = scheme.question(chosen.dimension.removeprefix(ANSWER))
    texts = {option.key: option.text for option in question.options} if question else {}
    return words.plain(texts.get(chosen.value, {})) or chosen.value


def chips(filters: Sequence[Filter], scheme: Scheme, names: Mapping[str, str]) -> list[Chip]:
    """Give each filter that is on a way off."""
    query = {name_of(one.dimension): one.value for one in filters}
    return [
        Chip(
            f"{_label(one.dimension, scheme)}: {value_words(one, scheme, names)}",
            {name: value for name, value in query.items() if name != name_of(one.dimension)},
        )
        for one in filters
    ]


def codes_in(tallies: Sequence[Tally]) -> set[str]:
    """List the codes of all areas that answers name, and of their powiats."""
    areas = {area for tally in tallies for area in tally.areas if area}
    return areas | {area[:POWIAT] for area in areas}
