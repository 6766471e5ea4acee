"""A number, written as people write it: with a comma or a point, with spaces between thousands."""

import re
from collections.abc import Mapping
from typing import Any

from consult.questionnaires.rules.conditions import ORDER
from consult.questionnaires.rules.kinds.choosing import said_words
from consult.questionnaires.rules.reading import LARGEST, Reading
from consult.questionnaires.rules.shape import Line, Mistake, Question, Read, Said, Typed
from consult.texts.storable import clean

WRITTEN = re.compile(r"[+\N{MINUS SIGN}-]?[0-9]{1,12}(?:[.,][0-9]{1,6})?")


def parse(reading: Reading, data: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Read the limits."""
    low, high = reading.limits(data, where, is_whole=False)
    return {"low": low, "high": high}


def compared(_question: Question, op: str, value: Any) -> Any:
    """Compare with a number."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST
    return value if is_number and op in {"=", "!=", *ORDER} else None


def fields(question: Question) -> tuple[str, ...]:
    """Name the one field."""
    return (question.name,)


def read(question: Question, typed: Typed) -> Read:
    """Take a number: whole where it is whole."""
    written = "".join(clean(next(iter(typed.get(question.name, ())), "")).split())
    if not written:
        return Read(mistakes=(Mistake(question.name, "missing_number"),) if question.is_required else ())
    if not WRITTEN.fullmatch(written):
        return Read(mistakes=(Mistake(question.name, "not_a_number"),))
    exact = float(written.replace(",", ".").replace("\N{MINUS SIGN}", "-"))
    value = int(exact) if exact.is_integer() else exact
    is_within = (question.low is None or value >= question.low) and (question.high is None or value <= question.high)
    if not is_within:
        return Read(mistakes=(Mistake(question.name, "out_of_limits", {"low": question.low, "high": question.high}),))
    return Read(value)


def said(question: Question, typed: Typed) -> tuple[Said, ...]:
    """Give the number as typed."""
    return said_words(question, typed)


def lines(_question: Question) -> tuple[Line, ...]:
    """Count no values: numbers are summed up, not listed."""
    return ()


def values(_question: Question, answer: Any, _line: str) -> tuple[int | str, ...]:
    """Give the number."""
    return (answer,)
