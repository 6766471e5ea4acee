"""One of several options."""

from collections.abc import Mapping
from typing import Any

from consult.questionnaires.rules.kinds.choosing import (
    chosen_in,
    fields_of,
    lines_of,
    option_compared,
    parse_options,
    said_of,
    words_beside,
)
from consult.questionnaires.rules.reading import Reading
from consult.questionnaires.rules.shape import Line, Mistake, Question, Read, Said, Typed


def parse(reading: Reading, data: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Read the options."""
    return {"options": parse_options(reading, data, where)}


def compared(question: Question, op: str, value: Any) -> Any:
    """Compare with an option."""
    return option_compared(question, value) if op in {"=", "!="} else None


def fields(question: Question) -> tuple[str, ...]:
    """Name the field of the options, and of the words beside them."""
    return fields_of(question)


def read(question: Question, typed: Typed) -> Read:
    """Take the key of one option."""
    chosen, foreign = chosen_in(question, typed)
    if foreign or len(chosen) > 1:
        return Read(mistakes=(Mistake(question.name, "not_offered"),))
    if not chosen:
        return Read(mistakes=(Mistake(question.name, "missing"),) if question.is_required else ())
    words, mistakes = words_beside(question, chosen, typed)
    return Read(chosen[0], words, tuple(mistakes))


def said(question: Question, typed: Typed) -> tuple[Said, ...]:
    """Give the option."""
    return said_of(question, typed)


def lines(question: Question) -> tuple[Line, ...]:
    """Count the options."""
    return lines_of(question)


def values(_question: Question, answer: Any, _line: str) -> tuple[int | str, ...]:
    """Give the option."""
    return (answer,)
