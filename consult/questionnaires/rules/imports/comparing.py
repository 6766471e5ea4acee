"""What stands in an expression: a comparison turned round, a choice between values, a step, a limit."""

from collections.abc import Mapping
from math import prod

from consult.questionnaires.rules.imports.combining import Condition
from consult.questionnaires.rules.imports.expressions import Call, Constant, Name, Node, Value, names_in
from consult.questionnaires.rules.imports.languages import COMPARISONS, TURNED, Asked, CannotTranslate, number

ORDERED = COMPARISONS - {"=", "!="}
LENGTHS = 10_000


def limit_of(asked: Asked, limit: Value) -> float | int | str | None:
    """Give what an answer is compared with; nothing where it cannot be."""
    if asked.sort in {"number", "computed"}:
        value = number(limit)
        if value is None or value != value or abs(value) > LENGTHS**3:  # noqa: PLR0124  # no number equals itself not
            return None
        return int(value) if value == int(value) else value
    return limit if asked.sort == "date" and isinstance(limit, str) and limit else None


def step_of(node: Node, asked: Mapping[str, Asked]) -> Condition | None:
    """Compare a step of a scale with a number, where every answer of the source is the number of its step."""
    if len(asked) != 1 or not isinstance(node, Call) or node.function not in ORDERED:
        return None
    op, left, right = turned(node)
    one = next(iter(asked.values()))
    is_scale = all(isinstance(key, int) and number(value) == key for value, key in one.values)
    if one.sort != "choice" or not is_scale or not isinstance(left, Name) or not isinstance(right, Constant):
        return None
    value = right.value
    if not isinstance(value, float) or value not in [key for _value, key in one.values]:
        return None
    return {**one.at, "op": op, "value": int(value)}


def turned(node: Call) -> tuple[str, Node, Node]:
    """Put the part with a name on the left of a comparison."""
    left, right = node.parts
    if any(names_in(left)):
        return node.function, left, right
    return TURNED[node.function], right, left


def alone(asked: Mapping[str, Asked]) -> tuple[str, Asked]:
    """Give the one answer at which an expression looks."""
    if len(asked) > 1:
        raise CannotTranslate("compares_answers", ", ".join(sorted(asked)))
    return next(iter(asked.items()))


def branch_in(node: Node) -> Call | None:
    """Find the first choice between two values inside an expression."""
    if not isinstance(node, Call):
        return None
    if node.function == "if" and len(node.parts) == 3:  # noqa: PLR2004  # if, then, else
        return node
    return next(filter(None, map(branch_in, node.parts)), None)


def combinations(asked: Mapping[str, Asked]) -> int:
    """Count the ways in which several answers with few values can be given."""
    return prod(1 + len(one.values) for one in asked.values())
