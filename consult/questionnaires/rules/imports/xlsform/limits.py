"""From the constraint of a question to its limits: each part that our format can say, and what is left."""

import math
import re
from collections.abc import Iterator
from typing import Any

from consult.questionnaires.rules.imports.expressions import BadExpression, Call, Constant, Name, Node, Value, parse
from consult.questionnaires.rules.imports.languages import TURNED, number
from consult.questionnaires.rules.imports.xlsform.language import STRAIGHT, THIS, XPath

ISO = re.compile(r"\d{4}-\d\d-\d\d")
MEASURED = {
    "number": Name(THIS),
    "text": Call("string-length", (Name(THIS),)),
    "multiple": Call("count-selected", (Name(THIS),)),
}
"""What of an answer the limits of a kind are about."""


def limits_of(constraint: str, kind: str, *, is_whole: bool) -> tuple[dict[str, Any], bool]:
    """Give the limits that a constraint sets, and whether they are all that it says."""
    try:
        node = parse(constraint.translate(STRAIGHT), XPath.grammar)
    except BadExpression:
        return {}, False
    limits: dict[str, Any] = {}
    is_all = True
    for part in _parts(node):
        found = _limit(part, kind, is_whole=is_whole)
        is_all = is_all and found is not None and found[0] not in limits
        if found:
            limits.setdefault(*found)
    low, high = limits.get("min"), limits.get("max")
    if isinstance(low, int | float) and isinstance(high, int | float) and low > high:
        return {}, False
    return limits, is_all


def _parts(node: Node) -> Iterator[Node]:
    if isinstance(node, Call) and node.function == "and":
        for part in node.parts:
            yield from _parts(part)
    else:
        yield node


def _limit(node: Node, kind: str, *, is_whole: bool) -> tuple[str, Any] | None:
    if not isinstance(node, Call) or node.function not in {"<", "<=", ">", ">="}:
        return None
    op, (left, right) = node.function, node.parts
    measured = MEASURED.get(kind, Name(THIS))
    if right == measured:
        op, left, right = TURNED[op], right, left
    if left != measured:
        return None
    name = "max" if op in {"<", "<="} else "min"
    if kind == "date":
        return _dated(name, op, right)
    value = _constant(right)
    if value is None:
        return None
    if op in {"<", ">"}:
        if not is_whole and kind == "number":
            return None
        value = math.ceil(value) - 1 if op == "<" else math.floor(value) + 1
    return None if kind == "text" and name == "min" else (name, int(value) if value == int(value) else value)


def _constant(node: Node) -> float | None:
    if isinstance(node, Call) and node.function == "neg":
        value = _constant(node.parts[0])
        return None if value is None else -value
    found: Value = node.value if isinstance(node, Constant) else None
    return number(found)


def _dated(name: str, op: str, limit: Node) -> tuple[str, Any] | None:
    days = {"<": -1, ">": 1}.get(op, 0)
    if isinstance(limit, Call) and limit.function in {"+", "-"} and len(limit.parts) == 2:  # noqa: PLR2004  # two sides
        shift = _constant(limit.parts[1])
        is_whole = shift is not None and shift == int(shift)
        days += int(shift or 0) * (1 if limit.function == "+" else -1)
        limit = limit.parts[0] if is_whole else limit
        if not isinstance(limit, Call) or limit.function not in {"today", "now"}:
            return None
    if limit == Call("today") or limit == Call("now"):
        return name, {"today": True, "days": days} if days else "today"
    if isinstance(limit, Call) and limit.function == "date" and len(limit.parts) == 1:
        limit = limit.parts[0]
    if days == 0 and isinstance(limit, Constant) and isinstance(limit.value, str) and ISO.fullmatch(limit.value):
        return name, limit.value
    return None
