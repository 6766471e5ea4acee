"""Conditions and calculations as data: read once, and looked through for the questions that they depend on.

`computing` evaluates them.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from consult.questionnaires.rules.computing import OF_ONE, OF_TWO, OPERATIONS, ORDER, holds
from consult.questionnaires.rules.moments import TODAY, parsed
from consult.questionnaires.rules.reading import LARGEST, Reading
from consult.questionnaires.rules.rows import row_of
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

__all__ = ["DEEPEST", "MOST_PARTS", "OPERATORS", "ORDER", "Logic", "holds", "questions_in", "terms_in", "tests_in"]
DEEPEST = 10
MOST_PARTS = 50
MOST_TERMS = 300
"""Most parts of one calculation."""
OPERATORS = frozenset({"=", "!=", "includes", "answered", *ORDER})
COMPARED = frozenset({"=", "!=", "answered", *ORDER})
NUMERIC = frozenset({"calculated", "number", "scale"})

Judge = Callable[[Question, str, Any], Any]
"""Gives the value with which answers to the question are compared, or nothing where they cannot be."""


def tests_in(condition: Condition) -> Iterator[Test]:
    """Give the comparisons of answers; of what is computed, a test of each answer that it needs."""
    match condition:
        case Test():
            yield condition
            if condition.other:
                yield Test(condition.other, "answered", value=True)
        case Compared(left, _op, right):
            yield from (Test(key, "answered", value=True) for term in (left, right) for key in terms_in(term))
        case Not(part):
            yield from tests_in(part)
        case Every(parts) | Either(parts):
            for part in parts:
                yield from tests_in(part)


def terms_in(term: Term) -> Iterator[str]:
    """Name the questions that a calculation looks at."""
    match term:
        case Given(question):
            yield question
        case Computed(_op, parts):
            for part in parts:
                yield from terms_in(part)
        case Chosen(condition, then, otherwise):
            yield from questions_in(condition)
            yield from terms_in(then)
            yield from terms_in(otherwise)


def questions_in(condition: Condition) -> frozenset[str]:
    """Name the questions on whose answers the condition depends."""
    return frozenset(test.question for test in tests_in(condition))


@dataclass
class Logic:
    """Reads conditions and calculations on the questions before; what is wrong is noted."""

    reading: Reading
    earlier: Mapping[str, Question]
    judge: Judge
    has_today: bool = False
    """Whether the day of answering may be looked at: it is no part of what is kept, so conditions may not."""
    size: int = field(default=0, init=False)

    def condition(self, data: Any, where: str, depth: int = 1) -> Condition | None:
        """Read a condition."""
        if depth > DEEPEST:
            self.reading.note(where, "condition_too_deep", count=DEEPEST)
            return None
        if not isinstance(data, Mapping):
            self.reading.note(where, "not_an_object")
            return None
        for name, group in (("all", Every), ("any", Either)):
            if set(data) == {name}:
                return group(self._parts(data[name], f"{where}.{name}", depth))
        if set(data) == {"not"}:
            part = self.condition(data["not"], f"{where}.not", depth + 1)
            return None if part is None else Not(part)
        return self._computed(data, where, depth) if "compute" in data else self._test(data, where)

    def _parts(self, data: Any, where: str, depth: int) -> tuple[Condition, ...]:
        if not isinstance(data, list) or not data or len(data) > MOST_PARTS:
            self.reading.note(where, "bad_parts", count=MOST_PARTS)
            return ()
        read = (self.condition(part, f"{where}[{number}]", depth + 1) for number, part in enumerate(data))
        return tuple(part for part in read if part is not None)

    def _computed(self, data: Mapping[str, Any], where: str, depth: int) -> Compared | None:
        if not {"compute", "op"} <= set(data) <= {"compute", "op", "value"}:
            self.reading.note(where, "no_condition")
            return None
        op, value = data["op"], data.get("value", True)
        left = self.term(data["compute"], f"{where}.compute", depth + 1)
        if not isinstance(op, str) or op not in COMPARED:
            self.reading.note(f"{where}.op", "unknown_operator")
            return None
        right = float(value is True) if op == "answered" else self.term(value, f"{where}.value", depth + 1)
        return None if left is None or right is None else Compared(left, op, right)

    def _test(self, data: Mapping[str, Any], where: str) -> Test | None:
        names = set(data)
        is_one = names <= {"question", "op", "value", "row"} or names <= {"question", "op", "other", "row"}
        if not is_one or not {"question", "op"} <= names:
            self.reading.note(where, "no_condition")
            return None
        question = self.question(data, where)
        if question is None:
            return None
        op = data["op"]
        if not isinstance(op, str) or op not in OPERATORS:
            self.reading.note(f"{where}.op", "unknown_operator")
            return None
        row = data.get("row", "")
        if "other" in data:
            return self._beside(question, op, row, data["other"], where)
        value = self.judge(question, op, data.get("value", True if op == "answered" else None))
        if value is None:
            self.reading.note(where, "cannot_be_compared", question=data["question"], op=op)
            return None
        return Test(str(data["question"]), op, value, row)

    def _beside(self, question: Question, op: str, row: str, other: Any, where: str) -> Test | None:
        """Compare two answers of one sort."""
        beside = self.question({"question": other}, where)
        if beside is None:
            return None
        sort = _sort(question)
        can_be = op in {"=", "!="} or (op in ORDER and sort not in {"option", "words"})
        if not can_be or not sort or sort != _sort(beside):
            self.reading.note(where, "cannot_be_compared", question=other, op=op)
            return None
        return Test(question.key, op, row=row, other=str(other))

    def question(self, data: Mapping[str, Any], where: str) -> Question | None:
        """Find the question, or the row of one, that is looked at."""
        key, row = data["question"], data.get("row", "")
        if not isinstance(key, str) or key not in self.earlier:
            self.reading.note(f"{where}.question", "not_an_earlier_question")
            return None
        found = row_of(self.earlier[key], row) if row else self.earlier[key]
        if found is None:
            self.reading.note(f"{where}.row", "unknown_row", question=key)
        return found

    # Calculations

    def term(self, data: Any, where: str, depth: int = 1) -> Term | None:
        """Read a calculation."""
        self.size += 1
        if depth > DEEPEST or self.size > MOST_TERMS:
            self.reading.note(where, "calculation_too_large", depth=DEEPEST, count=MOST_TERMS)
            return None
        if isinstance(data, int | float) and not isinstance(data, bool) and abs(data) <= LARGEST:
            return float(data)
        if isinstance(data, str):
            return self._day(data, where)
        if not isinstance(data, Mapping):
            self.reading.note(where, "no_calculation")
            return None
        if set(data) == {"if", "then", "else"}:
            return self._chosen(data, where, depth)
        return self._given(data, where) if "question" in data else self._operation(data, where, depth)

    def _day(self, data: str, where: str) -> On | None:
        if data == TODAY and self.has_today:
            return On()
        if data == TODAY or parsed("day", data) is None:
            self.reading.note(where, "today_is_not_kept" if data == TODAY else "no_calculation")
            return None
        return On(data)

    def _chosen(self, data: Mapping[str, Any], where: str, depth: int) -> Chosen | None:
        condition = self.condition(data["if"], f"{where}.if", depth + 1)
        then, otherwise = (self.term(data[name], f"{where}.{name}", depth + 1) for name in ("then", "else"))
        return None if condition is None or then is None or otherwise is None else Chosen(condition, then, otherwise)

    def _given(self, data: Mapping[str, Any], where: str) -> Given | None:
        what = data.get("what", "value")
        if not set(data) <= {"question", "row", "what"} or what not in {"value", "count", "length"}:
            self.reading.note(where, "no_calculation")
            return None
        question = self.question(data, where)
        if question is None:
            return None
        if (what == "value" and not _is_number(question)) or (what == "length" and question.kind != "text"):
            self.reading.note(where, "cannot_be_computed", question=data["question"])
            return None
        return Given(str(data["question"]), data.get("row", ""), what)

    def _operation(self, data: Mapping[str, Any], where: str, depth: int) -> Computed | None:
        op, parts = next(iter(data.items())) if len(data) == 1 else ("", ())
        if op not in OPERATIONS or not isinstance(parts, list) or not _fits(op, len(parts)):
            self.reading.note(where, "no_calculation")
            return None
        read = [self.term(part, f"{where}.{op}[{number}]", depth + 1) for number, part in enumerate(parts)]
        return Computed(op, tuple(part for part in read if part is not None))


def _fits(op: str, count: int) -> bool:
    """Tell whether an operation has as many parts as it needs."""
    if op in OF_ONE:
        return count == 1
    return count == 2 if op in OF_TWO else 1 <= count <= MOST_PARTS  # noqa: PLR2004  # of two


def _is_number(question: Question) -> bool:
    """Tell whether answers are numbers, dates, or options whose keys can be numbers."""
    return question.kind in {*NUMERIC, "date", "single"} and not question.parts


def _sort(question: Question) -> str:
    """Name what answers can be compared with: numbers, dates of a sort, options, words."""
    if question.kind in NUMERIC and not question.parts:
        return "number"
    if question.kind == "date":
        return question.holds
    return {"single": "option", "text": "words"}.get(question.kind, "")
