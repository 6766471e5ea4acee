"""Expressions of SurveyJS: `{name}` for an answer, words compared without regard to capitals."""

import math
import re
from collections.abc import Mapping
from typing import ClassVar

from consult.questionnaires.rules.imports.expressions import Call, Constant, Grammar, Name, Node, Value
from consult.questionnaires.rules.imports.languages import Asked, Function, compared, comparisons, number

TOKEN = re.compile(
    r"""(?P<string>"(?:\\"|[^"])*"|'(?:\\'|[^'])*')
    |(?P<name>\{[^{}]+\}|[^\W\d][\w.-]*)
    |(?P<number>0x[0-9a-fA-F]+|\d+(?:\.\d*)?|\.\d+)(?![\w])
    |(?P<sign>\|\||&&|==|!=|<>|<=|>=|\*=|[-+*/%^<>=!(),\[\]])""",
    re.VERBOSE,
)
NEGATED = "negated"
"""What `!` means; `not` is no word of SurveyJS."""
TEST, SUM, PRODUCT = 30, 40, 50
TESTS = {
    "=": "=", "==": "=", "equal": "=", "!=": "!=", "<>": "!=", "notequal": "!=", "<": "<", "less": "<", "<=": "<=",
    "lessorequal": "<=", ">": ">", "greater": ">", ">=": ">=", "greaterorequal": ">=", "contains": "contains",
    "contain": "contains", "*=": "contains", "notcontains": "notcontains", "notcontain": "notcontains",
    "anyof": "anyof", "allof": "allof", "noneof": "noneof",
}  # fmt: skip
BINARY = {
    **{sign: (TEST, meaning) for sign, meaning in TESTS.items()},
    "or": (10, "or"), "||": (10, "or"), "and": (20, "and"), "&&": (20, "and"), "+": (SUM, "+"), "-": (SUM, "-"),
    "*": (PRODUCT, "*"), "/": (PRODUCT, "/"), "%": (PRODUCT, "%"), "^": (60, "^"), "power": (60, "^"),
}  # fmt: skip
WORDS: Mapping[str, Value] = {"true": True, "false": False, "undefined": None, "null": None}
LENGTH = ".length"


def _named(text: str) -> Node:
    if not text.startswith("{"):
        word = text.casefold()
        return Constant(WORDS[word]) if word in WORDS else Constant(text)
    name = text[1:-1].strip().removeprefix("#").removeprefix("$").casefold()
    if name.endswith(LENGTH):
        return Call("count-selected", (Name(name.removesuffix(LENGTH)),))
    return Name(name)


def _unquoted(text: str) -> str:
    return text[1:-1].replace("\\'", "'").replace('\\"', '"')


def _is_empty(value: Value) -> bool:
    return value is None or value in ("", ())


def _equal(left: Value, right: Value) -> bool:
    if _is_empty(left) or _is_empty(right):
        return _is_empty(left) and _is_empty(right)
    if isinstance(left, tuple) or isinstance(right, tuple):
        return (
            isinstance(left, tuple) and isinstance(right, tuple) and len(left) == len(right)
            and all(any(_equal(one, other) for other in right) for one in left)  # type: ignore[arg-type]
        )  # fmt: skip
    if isinstance(left, bool) or isinstance(right, bool):
        return _text(left).casefold() == _text(right).casefold()
    if isinstance(left, str) and isinstance(right, str):
        return left.strip().casefold() == right.strip().casefold()
    first, second = number(left), number(right)
    return first is not None and first == second


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    return "" if value is None else str(value)


def _compare(op: str, left: Value, right: Value) -> bool:
    if op in {"=", "!="}:
        return _equal(left, right) is (op == "=")
    if op in {"<=", ">="} and _equal(left, right):
        return True
    if left is None or right is None:
        return False
    strict = op[0]
    if isinstance(left, str) and isinstance(right, str):
        return compared(strict, left, right)
    first, second = _number(left), _number(right)
    return compared(strict, first, second)


def _number(value: Value) -> float:
    """Read a number as JavaScript does: nothing and blanks are 0, other words none."""
    if value is None or value == "":
        return 0.0
    found = number(value)
    return math.nan if found is None else found


def _contains(left: Value, right: Value) -> bool:
    if isinstance(left, tuple):
        wanted = right if isinstance(right, tuple) else (right,)
        return all(any(_equal(one, each) for one in left) for each in wanted)  # type: ignore[arg-type]
    if left is None or left == "" or _is_empty(right):
        return False
    return _text(right).casefold() in _text(left).casefold()


def _notcontains(left: Value, right: Value) -> bool:
    if left in (None, "", 0.0, False, ()):
        return not _is_empty(right)
    return not _is_empty(right) and not _contains(left, right)


def _anyof(left: Value, right: Value) -> bool:
    if _is_empty(left):
        return _is_empty(right)
    if _is_empty(right):
        return True
    if not isinstance(left, tuple):
        return _contains(right, left)
    return any(_contains(left, one) for one in right) if isinstance(right, tuple) else _contains(left, right)  # type: ignore[arg-type]


def _allof(left: Value, right: Value) -> bool:
    if left in (None, "", 0.0, False) and not _is_empty(right):
        return False
    return all(_contains(left, one) for one in right) if isinstance(right, tuple) else _contains(left, right)  # type: ignore[arg-type]


def _truth(value: Value) -> bool:
    return bool(value) and not (isinstance(value, float) and math.isnan(value))


def _added(left: Value, right: Value) -> Value:
    if isinstance(left, str) or isinstance(right, str):
        return _text(left) + _text(right)
    return _number(left) + _number(right)


FUNCTIONS: Mapping[str, Function] = {
    **comparisons(_compare),
    "contains": _contains,
    "notcontains": _notcontains,
    "anyof": _anyof,
    "allof": _allof,
    "noneof": lambda left, right: not _anyof(left, right),
    "is_empty": _is_empty,
    "isempty": _is_empty,
    "not": lambda part: not _truth(part),
    "and": lambda *parts: all(map(_truth, parts)),
    "or": lambda *parts: any(map(_truth, parts)),
    "neg": lambda part: -_number(part),
    "+": _added,
    "-": lambda left, right: _number(left) - _number(right),
    "*": lambda left, right: _number(left) * _number(right),
    "/": lambda left, right: _number(left) / _number(right) if _number(right) else None,
    "%": lambda left, right: math.fmod(_number(left), _number(right)) if _number(right) else None,
    "round": lambda part, digits=0.0: float(round(_number(part), int(_number(digits)))),
    "trunc": lambda part: float(math.trunc(_number(part))),
}


class Expressions:
    """The expressions of SurveyJS."""

    grammar: ClassVar[Grammar] = Grammar(
        TOKEN,
        BINARY,
        before={"!": NEGATED, "negate": NEGATED, "-": "neg"},
        after={"empty": "is_empty", "notempty": "is_given"},
        named=_named,
        unquoted=_unquoted,
    )
    nothing: ClassVar[Value] = None
    functions: ClassVar[Mapping[str, Function]] = FUNCTIONS

    @staticmethod
    def truth(value: Value) -> bool:
        """Take what JavaScript takes as true."""
        return _truth(value)


RENAMED = {"iif": "if", NEGATED: "not", "not": "not()", "if": "if()"}


def opened(node: Node, names: Mapping[str, object]) -> Node:
    """Say what SurveyJS says in one word with those that all languages have."""
    if not isinstance(node, Call):
        return node
    parts = tuple(opened(part, names) for part in node.parts)
    if node.function in RENAMED:
        return Call(RENAMED[node.function], parts)
    if node.function == "is_given":
        return Call("not", (Call("is_empty", parts),))
    asked = names.get(parts[0].path) if parts and isinstance(parts[0], Name) else None
    if isinstance(asked, Asked) and asked.sort == "choices" and len(parts) == 2:  # noqa: PLR2004  # answer and option
        return _of_several(Call(node.function, parts), asked)
    return Call(node.function, parts)


def _of_several(node: Call, asked: Asked) -> Node:
    """Look at each option of a list from which several can be chosen."""
    answer, wanted = node.parts
    each = wanted.parts if isinstance(wanted, Call) and wanted.function == "list" else (wanted,)
    tests = tuple(Call("selected", (answer, _as_chosen(part, asked))) for part in each)
    joined: Mapping[str, Node] = {
        "contains": Call("and", tests),
        "allof": Call("and", tests),
        "notcontains": Call("not", (Call("and", tests),)),
        "anyof": Call("or", tests),
        "noneof": Call("not", (Call("or", tests),)),
    }
    if node.function in {"=", "!="} and not isinstance(wanted, Call) and wanted != Constant(None):
        return Constant(node.function == "!=")
    return joined.get(node.function, node)


def _as_chosen(part: Node, asked: Asked) -> Node:
    """Give the option as the form names it: words are compared without regard to capitals."""
    if not isinstance(part, Constant):
        return part
    return next((Constant(value) for value in asked.domain if _equal(value, part.value)), part)
