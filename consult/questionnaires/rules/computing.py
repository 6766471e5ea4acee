"""Conditions and calculations, evaluated: total functions of the answers, without loops, names or side effects.

What nobody answered equals nothing: `=` and every comparison fail, `!=` holds; what is computed from it is nothing,
too, but sums, means, the least and the most leave it out. `static/js/logic.js` computes the same in a browser.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import MAXYEAR, date
from functools import reduce
from operator import ge, gt, le, lt
from typing import Any

from consult.questionnaires.rules.moments import WRITTEN, number_of, parsed
from consult.questionnaires.rules.shape import (
    Answers,
    Chosen,
    Compared,
    Computed,
    Condition,
    Either,
    Every,
    Given,
    Not,
    On,
    Term,
)

ORDER: Mapping[str, Callable[[Any, Any], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge}
FINEST = 1_000_000
"""Results are rounded to the millionth: so 0.1 + 0.2 is 0.3 in every program."""
LARGEST = 1e12
MONTHS_OF_A_YEAR = 12
LAST_DAY = date(MAXYEAR, 12, 31).toordinal()
Number = float | None


def holds(condition: Condition, answers: Answers, today: date | None = None) -> bool:
    """Tell whether the condition holds for these answers."""
    match condition:
        case Every(parts):
            return all(holds(part, answers, today) for part in parts)
        case Either(parts):
            return any(holds(part, answers, today) for part in parts)
        case Not(part):
            return not holds(part, answers, today)
        case Compared(left, op, right):
            return _compares(computed(left, answers, today), op, computed(right, answers, today))
    answer = part_of(answers.get(condition.question), condition.row)
    if condition.other:
        return _meets_other(answer, condition.op, answers.get(condition.other))
    return _meets(answer, condition.op, condition.value)


def part_of(answer: Any, row: str) -> Any:
    """Give the answer on a row or in a cell."""
    for key in row.split(".") if row else ():
        answer = answer.get(key) if isinstance(answer, Mapping) else None
    return answer


def _meets(answer: Any, op: str, value: Any) -> bool:
    if op == "answered":
        return (answer is not None) is value
    if op == "includes":
        return isinstance(answer, list) and value in answer
    if op in ORDER:
        are_numbers = isinstance(answer, int | float) and isinstance(value, int | float)
        are_dates = isinstance(answer, str) and isinstance(value, str)  # nothing else is stored as words in an order
        return (are_numbers or are_dates) and ORDER[op](answer, value)
    return bool(answer == value) is (op == "=")


def _meets_other(answer: Any, op: str, value: Any) -> bool:
    if answer is None or value is None:
        return op == "!="
    return _meets(answer, op, value)


def _compares(left: Number, op: str, right: Number) -> bool:
    if op == "answered":
        return (left is not None) is bool(right)
    if left is None or right is None:
        return op == "!="
    return ORDER[op](left, right) if op in ORDER else (left == right) is (op == "=")


def computed(term: Term, answers: Answers, today: date | None = None) -> Number:
    """Compute a value, rounded; nothing where it cannot be told."""
    return settled(_value(term, answers, today))


def settled(value: Number) -> Number:
    """Round to the millionth; nothing where it is no number, or too large for one."""
    if value is None or not math.isfinite(value) or abs(value) > LARGEST:
        return None
    return math.floor(value * FINEST + 0.5) / FINEST


def _value(term: Term, answers: Answers, today: date | None) -> Number:
    match term:
        case Given():
            return _given(term, answers)
        case On(day):
            if not day:
                return None if today is None else float(today.toordinal())
            return float(number_of("day", day))
        case Computed(op, parts):
            return OPERATIONS[op]([_value(part, answers, today) for part in parts])
        case Chosen(condition, then, otherwise):
            return _value(then if holds(condition, answers, today) else otherwise, answers, today)
    return float(term)


def _given(given: Given, answers: Answers) -> Number:
    answer = part_of(answers.get(given.question), given.row)
    if given.what == "count":
        return float(len(answer)) if isinstance(answer, list | Mapping) else float(answer is not None)
    if given.what == "length":
        return float(len(answer)) if isinstance(answer, str) else 0.0
    return as_number(answer)


def as_number(answer: Any) -> Number:
    """Give an answer as a number: a date by its place on its line, words where they are one."""
    if isinstance(answer, int | float) and not isinstance(answer, bool):
        return float(answer)
    if not isinstance(answer, str) or not answer.isascii():
        return None
    sort = next((sort for sort, shape in WRITTEN.items() if shape.fullmatch(answer)), "")
    if sort:
        return None if parsed(sort, answer) is None else float(number_of(sort, answer))
    digits = answer.removeprefix("-")
    return float(answer) if digits.isdecimal() and len(digits) <= len("999999999999") else None


def _known(use: Callable[[Sequence[float]], Number]) -> Callable[[Sequence[Number]], Number]:
    """Use the numbers that there are; nothing where there is none."""

    def operation(parts: Sequence[Number]) -> Number:
        there = [part for part in parts if part is not None]
        return use(there) if there else None

    return operation


def _all(use: Callable[..., Number]) -> Callable[[Sequence[Number]], Number]:
    """Use the numbers where all are there."""

    def operation(parts: Sequence[Number]) -> Number:
        there = [part for part in parts if part is not None]
        return use(*there) if len(there) == len(parts) else None

    return operation


def _sum(parts: Sequence[float]) -> float:
    """Add from the left: the order tells how floats round."""
    return reduce(lambda whole, part: whole + part, parts, 0.0)


def _product(*parts: float) -> float:
    return reduce(lambda whole, part: whole * part, parts, 1.0)


def _divided(first: float, second: float) -> Number:
    return first / second if second else None


def _rest(first: float, second: float) -> Number:
    is_there = bool(second) and math.isfinite(first) and math.isfinite(second)
    return math.fmod(first, second) if is_there else None


def _whole(part: float) -> Number:
    exact = settled(part)
    return None if exact is None else float(math.trunc(exact))


def _rounded(part: float) -> Number:
    exact = settled(part)
    return None if exact is None else float(math.floor(exact + 0.5))


def _months(first: float, second: float) -> Number:
    """Count the whole months from one day to another."""
    if not all(1 <= part <= LAST_DAY for part in (first, second)):
        return None
    start, end = sorted((int(first), int(second)))
    one, other = date.fromordinal(start), date.fromordinal(end)
    months = (other.year - one.year) * MONTHS_OF_A_YEAR + other.month - one.month - (other.day < one.day)
    return float(months if first <= second else -months)


def _years(first: float, second: float) -> Number:
    """Count the whole years likewise: the age of somebody born on the first day."""
    months = _months(first, second)
    return None if months is None else float(math.trunc(months / MONTHS_OF_A_YEAR))


OPERATIONS: Mapping[str, Callable[[Sequence[Number]], Number]] = {
    "sum": _known(_sum),
    "mean": _known(lambda parts: _sum(parts) / len(parts)),
    "least": _known(min),
    "most": _known(max),
    "first": _known(lambda parts: parts[0]),
    "product": _all(_product),
    "plus": _all(lambda first, second: first + second),
    "minus": _all(lambda first, second: first - second),
    "divide": _all(_divided),
    "rest": _all(_rest),
    "whole": _all(_whole),
    "round": _all(_rounded),
    "months": _all(_months),
    "years": _all(_years),
}
"""What can be computed; *first* is the first of its parts that is there, *plus* needs both where *sum* does not."""
OF_TWO = frozenset({"plus", "minus", "divide", "rest", "months", "years"})
OF_ONE = frozenset({"whole", "round"})
