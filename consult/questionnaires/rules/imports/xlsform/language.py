"""Expressions of XLSForm: XPath 1.0 with the functions of ODK, `${name}` for an answer."""

import math
import re
from collections.abc import Mapping
from typing import ClassVar

from consult.questionnaires.rules.imports.expressions import Call, Grammar, Name, Node, Value
from consult.questionnaires.rules.imports.languages import Function, compared, comparisons, number

STRAIGHT = dict.fromkeys(range(0x2018, 0x201C), "'") | dict.fromkeys(range(0x201C, 0x2020), '"')
"""Spreadsheets bend quotation marks; ODK reads them as straight ones."""
TOKEN = re.compile(
    r"""(?P<string>"[^"]*"|'[^']*')|(?P<number>\d+(?:\.\d*)?|\.\d+)
    |(?P<name>\$\{[^}]*\}|(?:\.\./|/)[\w./-]*|current\(\)/[\w./-]+|\.\.?(?![\w])|[^\W\d][\w.-]*(?::[\w-]+)?)
    |(?P<sign>!=|<=|>=|[-+*=<>|(),\[\]@])""",
    re.VERBOSE,
)
COMPARED = 30
BINARY = {
    "or": (10, "or"), "and": (20, "and"), "=": (COMPARED, "="), "!=": (COMPARED, "!="), "<": (40, "<"),
    "<=": (40, "<="), ">": (40, ">"), ">=": (40, ">="), "+": (50, "+"), "-": (50, "-"), "*": (60, "*"),
    "div": (60, "div"), "mod": (60, "mod"), "|": (70, "union"),
}  # fmt: skip
THIS = "."


def _named(text: str) -> Node:
    if text.startswith("${"):
        return Name(text[2:-1].strip())
    if text in {THIS, ".."}:
        return Name(THIS)
    return Name(text.rsplit("/", 1)[-1]) if "/" in text else Name(text)


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else "NaN" if math.isnan(value) else str(value)
    return "" if value is None else str(value)


def _number(value: Value) -> float:
    found = number(value.strip()) if isinstance(value, str) else number(value)
    return math.nan if found is None else found


def _truth(value: Value) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return bool(value) and not math.isnan(value)
    return bool(value)


def _compare(op: str, left: Value, right: Value) -> bool:
    if op not in {"=", "!="}:
        return compared(op, _number(left), _number(right))
    if isinstance(left, bool) or isinstance(right, bool):
        return compared(op, _truth(left), _truth(right))
    if isinstance(left, float) or isinstance(right, float):
        return compared(op, _number(left), _number(right))
    return compared(op, _text(left), _text(right))


def _coalesce(first: Value, second: Value) -> Value:
    return first if _text(first) else second


def _selected(chosen: Value, option: Value) -> bool:
    return _text(option).strip() in _text(chosen).split()


def _divided(left: Value, right: Value) -> float:
    return _number(left) / _number(right) if _number(right) else math.nan


FUNCTIONS: Mapping[str, Function] = {
    **comparisons(_compare),
    "+": lambda left, right: _number(left) + _number(right),
    "-": lambda left, right: _number(left) - _number(right),
    "*": lambda left, right: _number(left) * _number(right),
    "div": _divided,
    "mod": lambda left, right: math.fmod(_number(left), _number(right)),
    "neg": lambda part: -_number(part),
    "and": lambda *parts: all(map(_truth, parts)),
    "or": lambda *parts: any(map(_truth, parts)),
    "not": lambda part: not _truth(part),
    "true": lambda: True,
    "false": lambda: False,
    "boolean": _truth,
    "boolean-from-string": lambda part: _text(part) in {"1", "true"},
    "number": _number,
    "int": lambda part: float(math.trunc(_number(part))),
    "round": lambda part, digits=0.0: float(round(_number(part), int(_number(digits)))),
    "string": _text,
    "string-length": lambda part: float(len(_text(part))),
    "concat": lambda *parts: "".join(map(_text, parts)),
    "contains": lambda words, part: _text(part) in _text(words),
    "starts-with": lambda words, part: _text(words).startswith(_text(part)),
    "ends-with": lambda words, part: _text(words).endswith(_text(part)),
    "normalize-space": lambda words: " ".join(_text(words).split()),
    "translate": lambda words, old, new: _text(words).translate(
        {ord(mark): _text(new)[at] if at < len(_text(new)) else None for at, mark in enumerate(_text(old))}
    ),
    "selected": _selected,
    "count-selected": lambda chosen: float(len(_text(chosen).split())),
    "coalesce": _coalesce,
    "once": lambda part: part,
    "date": _text,
}


class XPath:
    """The expressions of XLSForm."""

    grammar: ClassVar[Grammar] = Grammar(TOKEN, BINARY, before={"-": "neg"}, before_strength={"-": 65}, named=_named)
    nothing: ClassVar[Value] = ""
    functions: ClassVar[Mapping[str, Function]] = FUNCTIONS

    @staticmethod
    def truth(value: Value) -> bool:
        """Take what is not empty and not 0 as true."""
        return _truth(value)


def about(node: Node, name: str) -> Node:
    """Put the name of a question for the dot that stands for its own answer."""
    if node == Name(THIS):
        return Name(name)
    return Call(node.function, tuple(about(part, name) for part in node.parts)) if isinstance(node, Call) else node
