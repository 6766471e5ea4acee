"""Conditions as a form has them: a few statements of which all, or any, must hold.

What stands deeper in each other only a file can say; such a condition is shown, and stays until it is replaced.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from consult.questionnaires.rules.editing.members import number_of
from consult.questionnaires.rules.kinds import KINDS, consent
from consult.questionnaires.rules.shape import Condition, Either, Every, Question, Test

MOST = 6
"""Statements that a form shows; more are hard to follow."""
ORDER = ("=", ">=", "<=", ">", "<")
SAID = ("=", "!=", "includes", ">=", "<=")
TYPED = frozenset({"date", "number"})
"""Kinds whose answers cannot be listed."""


@dataclass(frozen=True)
class Statement:
    """Something that an answer can be, to be chosen from a list; some need a number or a date beside it."""

    question: str
    op: str
    value: Any = None
    is_typed: bool = False

    @property
    def name(self) -> str:
        """Name it, so that the form can send it back."""
        return f"{self.question}.{self.op}.{'' if self.is_typed else self.value}"


def statements(question: Question) -> Iterator[Statement]:
    """List what can be said of the answer to a question."""
    judge = KINDS[question.kind].compared
    values = _values(question)
    for op in SAID:
        yield from (Statement(question.key, op, value) for value in values if judge(question, op, value) is not None)
    if question.kind in TYPED and not question.parts:
        yield from (Statement(question.key, op, is_typed=True) for op in ORDER)
    yield from (Statement(question.key, "answered", value) for value in (True, False))


def _values(question: Question) -> Sequence[Any]:
    """List what an answer can be, where that can be listed."""
    if question.kind == "consent":
        return (consent.YES, consent.NO)
    return [column.value for column in question.columns] or [option.key for option in question.options]


def simple(condition: Condition | None) -> tuple[str, tuple[Test, ...]] | None:
    """Give the way in which the statements of a condition are joined, and them; nothing where it is not so simple."""
    match condition:
        case None:
            return "all", ()
        case Test():
            return None if condition.row or condition.other else ("all", (condition,))
        case Every(parts) | Either(parts):
            tests = tuple(part for part in parts if isinstance(part, Test) and not (part.row or part.other))
            fits = len(tests) == len(parts) <= MOST
            return ("all" if isinstance(condition, Every) else "any", tests) if fits else None
    return None


def stated(test: Test, question: Question) -> tuple[str, str] | None:
    """Give the name of the statement that says what a test says, and what is typed beside it."""
    for statement in statements(question):
        if statement.op == test.op and (statement.is_typed or statement.value == test.value):
            return statement.name, str(test.value) if statement.is_typed else ""
    return None


def joined(
    how: str, chosen: Sequence[tuple[str, str]], offered: Mapping[str, Statement], sorts: Mapping[str, str]
) -> dict[str, Any] | None:
    """Give the condition of the document; `chosen` are names with what was typed, `sorts` those of dates."""
    tests = [_test(offered[name], typed, sorts) for name, typed in chosen if name in offered]
    if not tests:
        return None
    return tests[0] if len(tests) == 1 else {how: tests}


def _test(statement: Statement, typed: str, sorts: Mapping[str, str]) -> dict[str, Any]:
    value = statement.value
    if statement.is_typed:
        is_date = sorts.get(statement.question, "year") != "year"
        value = typed.strip() if is_date else number_of(typed)
    return {"question": statement.question, "op": statement.op, "value": value}
