"""What kinds share that ask for numbers, written as people write them.

With a comma or a point, with spaces between thousands, with the unit behind: `1 234,50 zł`.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from consult.questionnaires.rules.reading import Reading
from consult.questionnaires.rules.shape import Mistake, Question, Typed
from consult.texts.storable import clean

MEMBERS: Mapping[str, Any] = {
    "min": "number", "max": "number", "decimals": "whole", "step": "number", "unit": "texts",
}  # fmt: skip
WRITTEN = re.compile(r"[+\N{MINUS SIGN}-]?[0-9]{1,12}(?:[.,][0-9]{1,6})?")
MOST_DECIMALS = 6


def parse_measure(reading: Reading, data: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Read the limits, the unit, and how fine a number may be."""
    low, high = reading.limits(data, where, is_whole=False)
    decimals = reading.number(data, "decimals", where, is_whole=True)
    if decimals is not None and not 0 <= decimals <= MOST_DECIMALS:
        reading.note(f"{where}.decimals", "bad_decimals", count=MOST_DECIMALS)
    step = reading.number(data, "step", where, is_whole=False)
    if step is not None and step <= 0:
        reading.note(f"{where}.step", "bad_step")
        step = None
    return {
        "low": low,
        "high": high,
        "decimals": None if decimals is None else int(decimals),
        "step": step,
        "unit": reading.texts(data, "unit", where, is_required=False),
    }


def typed_number(name: str, typed: Typed) -> str:
    """Give what was typed, without blanks around it."""
    return clean(next(iter(typed.get(name, ())), ""))


def read_number(question: Question, name: str, typed: Typed) -> tuple[int | float | None, Mistake | None]:
    """Take a number, whole where it is whole; or say what is wrong; or neither where nothing was typed."""
    written = "".join(typed_number(name, typed).split())
    if not written:
        return None, None
    exact = _exact(question, written)
    if exact is None:
        return None, Mistake(name, "not_a_number")
    if wrong := _wrong(question, exact):
        return None, Mistake(name, *wrong)
    return int(exact) if exact == exact.to_integral_value() else float(exact), None


def _exact(question: Question, written: str) -> Decimal | None:
    for unit in question.unit.values():
        end = "".join(unit.split()).casefold()
        if end and written.casefold().endswith(end):
            written = written[: -len(end)]
            break
    return Decimal(written.replace(",", ".").replace("\N{MINUS SIGN}", "-")) if WRITTEN.fullmatch(written) else None


def _wrong(question: Question, exact: Decimal) -> tuple[str, dict[str, Any]] | None:
    low, high = question.low, question.high
    if (low is not None and exact < exactly(low)) or (high is not None and exact > exactly(high)):
        return "out_of_limits", {"low": low, "high": high}
    if question.decimals is not None and exact != round(exact, question.decimals):
        return "too_fine", {"count": question.decimals}
    if question.step is not None and (exact - exactly(low or 0)) % exactly(question.step):
        return "off_step", {"low": low or 0, "step": question.step}
    return None


def exactly(number: float) -> Decimal:
    """Give the number that was written, not the nearest that a processor holds."""
    return Decimal(str(number))
