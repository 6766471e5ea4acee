"""Expressions of LimeSurvey (its Expression Manager), with the habits of PHP in comparing words and numbers."""

import math
import re
from collections.abc import Mapping
from typing import ClassVar

from consult.questionnaires.rules.imports.expressions import Grammar, Name, Value
from consult.questionnaires.rules.imports.languages import Function, compared, comparisons, number

TOKEN = re.compile(
    r"""(?P<string>"[^"]*"|'[^']*')
    |(?P<name>\d+X\d+X\d+\w*(?:\#\d)?(?:\.\w+)*|[^\W\d]\w*(?:\#\d)?(?:\.\w+)*(?::\w+)?)
    |(?P<number>\d+(?:\.\d*)?|\.\d+)
    |(?P<sign>\|\||&&|===?|!==?|<=|>=|[-+*/<>=!(),&|.])""",
    re.VERBOSE,
)
EQUAL, RELATION = 30, 40
BINARY = {
    "or": (10, "or"), "||": (10, "or"), "and": (20, "and"), "&&": (20, "and"),
    "==": (EQUAL, "="), "===": (EQUAL, "="), "eq": (EQUAL, "="), "!=": (EQUAL, "!="), "!==": (EQUAL, "!="),
    "ne": (EQUAL, "!="), "<": (RELATION, "<"), "lt": (RELATION, "<"), "<=": (RELATION, "<="), "le": (RELATION, "<="),
    ">": (RELATION, ">"), "gt": (RELATION, ">"), ">=": (RELATION, ">="), "ge": (RELATION, ">="),
    "+": (50, "+"), "-": (50, "-"), "*": (60, "*"), "/": (60, "/"), "=": (5, "= (assignment)"),
}  # fmt: skip


class Answer(str):
    """What a person chose: PHP takes it for a number where it looks like one, unlike words between quotation marks."""

    __slots__ = ()


def _text(value: Value) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return "1"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else "NAN" if math.isnan(value) else str(value)
    return str(value)


def _is_numeric(text: str) -> bool:
    found = number(text)
    return found is not None and not math.isnan(found) and text in {_text(found), "0"}


def _truth(value: Value) -> bool:
    return _text(value) not in {"", "0"}


def _equal(left: Value, right: Value) -> bool:
    """Compare loosely, as PHP 8 does: two texts that both are numbers are compared as numbers."""
    first, second = number(_text(left)), number(_text(right))
    return first == second if first is not None and second is not None else _text(left) == _text(right)


def _compare(op: str, left: Value, right: Value) -> bool:
    if op in {"=", "!="}:
        return _equal(left, right) is (op == "=")
    first, second = _text(left), _text(right)
    are_numbers = _is_numeric(first) and _is_numeric(second)
    are_texts = (first in {"", "0"} or not _is_numeric(first)) and (second in {"", "0"} or not _is_numeric(second))
    is_quoted = any(isinstance(value, str) and not isinstance(value, Answer) for value in (left, right))
    if are_numbers and not is_quoted:
        return compared(op, float(first), float(second))
    if not are_numbers and not are_texts:
        return False
    if {first, second} == {"", "0"} and op in {"<=", ">"}:
        return op == "<="
    return compared(op, first, second)


def _number(value: Value) -> float:
    found = number(_text(value))
    return 0.0 if found is None else found


def _both(op: str) -> Function:
    def computed(left: Value, right: Value) -> Value:
        first, second = number(_text(left)), number(_text(right))
        if first is None or second is None:
            return _text(left) + _text(right) if op == "+" else math.nan
        if op == "/":
            return first / second if second else math.nan
        return {"+": first + second, "-": first - second, "*": first * second}[op]

    return computed


def _listed(parts: tuple[Value, ...]) -> list[Value]:
    return [one for part in parts for one in (part if isinstance(part, tuple) else (part,))]  # type: ignore[misc]


FUNCTIONS: Mapping[str, Function] = {
    **comparisons(_compare),
    **{op: _both(op) for op in ("+", "-", "*", "/")},
    "neg": lambda part: -_number(part),
    "and": lambda *parts: all(map(_truth, parts)),
    "or": lambda *parts: any(map(_truth, parts)),
    "not": lambda part: not _truth(part),
    "is_empty": lambda part: _text(part) in {"", "false"},
    "is_numeric": lambda part: number(_text(part)) is not None,
    "count": lambda *parts: float(sum(_text(part) != "" for part in _listed(parts))),
    "sum": lambda *parts: sum(map(_number, _listed(parts))),
    "min": lambda *parts: min(map(_number, _listed(parts))),
    "max": lambda *parts: max(map(_number, _listed(parts))),
    "intval": lambda part: float(int(_number(part))),
    "floatval": _number,
    "abs": lambda part: abs(_number(part)),
    "round": lambda part, digits=0.0: float(round(_number(part), int(_number(digits)))),
    "strlen": lambda part: float(len(_text(part))),
    "trim": lambda part: _text(part).strip(),
    "strtolower": lambda part: _text(part).lower(),
    "strtoupper": lambda part: _text(part).upper(),
    "countif": lambda wanted, *parts: float(sum(_equal(part, wanted) for part in _listed(parts))),
}


class Manager:
    """The expressions of LimeSurvey."""

    grammar: ClassVar[Grammar] = Grammar(TOKEN, BINARY, before={"!": "not", "not": "not", "-": "neg"}, named=Name)
    nothing: ClassVar[Value] = Answer("")
    functions: ClassVar[Mapping[str, Function]] = FUNCTIONS

    @staticmethod
    def truth(value: Value) -> bool:
        """Take what is neither empty nor 0 as true."""
        return _truth(value)
