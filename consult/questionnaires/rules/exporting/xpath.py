"""Our conditions and calculations as XLSForm writes them."""

from collections.abc import Mapping
from typing import Any

from consult.questionnaires.rules.kinds import consent
from consult.questionnaires.rules.shape import (
    Chosen,
    Compared,
    Computed,
    Condition,
    Either,
    Every,
    Given,
    Not,
    On,
    Question,
    Term,
    Test,
)

BETWEEN: Mapping[str, str] = {"plus": " + ", "minus": " - ", "product": " * ", "divide": " div ", "rest": " mod "}
CALLED: Mapping[str, str] = {"whole": "int", "round": "round", "first": "coalesce"}
ROWS = "_"
"""Between a question and its row in the name of the row's question."""


class CannotSay(Exception):
    """XLSForm has nothing for this."""


def condition_of(condition: Condition, known: Mapping[str, Question]) -> str:
    """Write a condition; raises `CannotSay`."""
    match condition:
        case Every(parts):
            return " and ".join(f"({condition_of(part, known)})" for part in parts)
        case Either(parts):
            return " or ".join(f"({condition_of(part, known)})" for part in parts)
        case Not(part):
            return f"not({condition_of(part, known)})"
        case Compared(left, op, right):
            return _compared(left, op, right, known)
    return _tested(condition, known[condition.question])


def name_of(question: str, row: str = "") -> str:
    """Name an answer; a row is a question of its own."""
    return "${" + (f"{question}{ROWS}{row}" if row else question) + "}"


def _compared(left: Term, op: str, right: Term, known: Mapping[str, Question]) -> str:
    if op == "answered":
        return f"string({term_of(left, known)}) {'!=' if right else '='} 'NaN'"
    return f"{term_of(left, known)} {op} {term_of(right, known)}"


def _tested(test: Test, question: Question) -> str:
    name = name_of(test.question, test.row)
    if test.other:
        return _beside(name, test.op, name_of(test.other))
    if question.kind == "consent":
        return _agreed(name, test)
    if test.op == "answered":
        return f"{name} {'!=' if test.value else '='} ''"
    if test.op == "includes":
        return f"selected({name}, {quoted(test.value)})"
    if question.kind == "date" and isinstance(test.value, str) and question.holds == "day":
        return f"{name} {test.op} date({quoted(test.value)})"
    return f"{name} {test.op} {number(test.value) if isinstance(test.value, int | float) else quoted(test.value)}"


def _beside(name: str, op: str, other: str) -> str:
    """Compare two answers: what is missing equals nothing."""
    if op == "=":
        return f"({name} != '' and {name} = {other})"
    return f"not({name} != '' and {name} = {other})" if op == "!=" else f"{name} {op} {other}"


def _agreed(name: str, test: Test) -> str:
    if test.op == "answered":
        raise CannotSay(test.question)
    says_yes = (test.value == consent.YES) is (test.op == "=")
    return f"{name} {'=' if says_yes else '!='} 'OK'"


def quoted(value: Any) -> str:
    """Write words between quotation marks; XPath has no way to write both sorts of them in one."""
    words = str(value)
    if "'" in words and '"' in words:
        raise CannotSay(words)
    return f'"{words}"' if "'" in words else f"'{words}'"


def number(value: float) -> str:
    """Write a number, whole where it is whole."""
    return str(int(value)) if value == int(value) else str(value)


def term_of(term: Term, known: Mapping[str, Question]) -> str:
    """Write a calculation; raises `CannotSay`."""
    match term:
        case Given(question, row, what):
            name = name_of(question, row)
            return {"value": name, "count": f"count-selected({name})", "length": f"string-length({name})"}[what]
        case On(day):
            return f"date('{day}')" if day else "today()"
        case Computed(op, parts):
            return _operation(op, [term_of(part, known) for part in parts])
        case Chosen(condition, then, otherwise):
            return f"if({condition_of(condition, known)}, {term_of(then, known)}, {term_of(otherwise, known)})"
    return number(term)


def _operation(op: str, parts: list[str]) -> str:
    if op in BETWEEN:
        return f"({BETWEEN[op].join(parts)})"
    if op == "sum":
        return f"({' + '.join(f'coalesce({part}, 0)' for part in parts)})"
    if op in CALLED and len(parts) <= 2:  # noqa: PLR2004  # coalesce has two
        return f"{CALLED[op]}({', '.join(parts)})"
    raise CannotSay(op)
