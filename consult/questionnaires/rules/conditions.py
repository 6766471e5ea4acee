"""Conditions: data, read once and evaluated by one total function.

What nobody answered equals nothing: `=` and every comparison fail, `!=` holds.
"""

from collections.abc import Callable, Iterator, Mapping
from operator import ge, gt, le, lt
from typing import Any

from consult.questionnaires.rules.reading import Reading
from consult.questionnaires.rules.shape import Answers, Condition, Either, Every, Not, Question, Test

DEEPEST = 10
MOST_PARTS = 50
ORDER: Mapping[str, Callable[[Any, Any], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge}
OPERATORS = frozenset({"=", "!=", "includes", "answered", *ORDER})

Judge = Callable[[Question, str, Any], Any]
"""Gives the value with which answers to the question are compared, or nothing where they cannot be."""


def holds(condition: Condition, answers: Answers) -> bool:
    """Tell whether the condition holds for these answers."""
    match condition:
        case Every(parts):
            return all(holds(part, answers) for part in parts)
        case Either(parts):
            return any(holds(part, answers) for part in parts)
        case Not(part):
            return not holds(part, answers)
    return _meets(answers.get(condition.question), condition.op, condition.value)


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


def tests_in(condition: Condition) -> Iterator[Test]:
    """Give the comparisons of a condition."""
    if isinstance(condition, Test):
        yield condition
        return
    for part in (condition.part,) if isinstance(condition, Not) else condition.parts:
        yield from tests_in(part)


def questions_in(condition: Condition) -> frozenset[str]:
    """Name the questions on whose answers the condition depends."""
    return frozenset(test.question for test in tests_in(condition))


def read_condition(
    reading: Reading, data: Any, where: str, earlier: Mapping[str, Question], judge: Judge, depth: int = 1
) -> Condition | None:
    """Read a condition on earlier questions; what is wrong is noted."""
    if depth > DEEPEST:
        reading.note(where, "condition_too_deep", count=DEEPEST)
        return None
    if not isinstance(data, Mapping):
        reading.note(where, "not_an_object")
        return None
    for name, group in (("all", Every), ("any", Either)):
        if set(data) == {name}:
            return group(_parts(reading, data[name], f"{where}.{name}", earlier, judge, depth))
    if set(data) == {"not"}:
        part = read_condition(reading, data["not"], f"{where}.not", earlier, judge, depth + 1)
        return None if part is None else Not(part)
    return _comparison(reading, data, where, earlier, judge)


def _parts(
    reading: Reading, data: Any, where: str, earlier: Mapping[str, Question], judge: Judge, depth: int
) -> tuple[Condition, ...]:
    if not isinstance(data, list) or not data or len(data) > MOST_PARTS:
        reading.note(where, "bad_parts", count=MOST_PARTS)
        return ()
    read = (
        read_condition(reading, part, f"{where}[{number}]", earlier, judge, depth + 1)
        for number, part in enumerate(data)
    )
    return tuple(part for part in read if part is not None)


def _comparison(
    reading: Reading, data: Mapping[str, Any], where: str, earlier: Mapping[str, Question], judge: Judge
) -> Test | None:
    if not {"question", "op"} <= set(data) <= {"question", "op", "value"}:
        reading.note(where, "no_condition")
        return None
    key, op = data["question"], data["op"]
    if not isinstance(key, str) or key not in earlier:
        reading.note(f"{where}.question", "not_an_earlier_question")
        return None
    if not isinstance(op, str) or op not in OPERATORS:
        reading.note(f"{where}.op", "unknown_operator")
        return None
    value = judge(earlier[key], op, data.get("value", True if op == "answered" else None))
    if value is None:
        reading.note(where, "cannot_be_compared", question=key, op=op)
        return None
    return Test(key, op, value)
