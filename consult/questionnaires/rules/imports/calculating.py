"""From what another program computes to a calculation of ours.

Where an answer is missing, XLSForm and LimeSurvey compute nothing, as we do; SurveyJS takes it for 0.
"""

from collections.abc import Callable, Mapping
from typing import Any

from consult.questionnaires.rules.imports.expressions import Call, Constant, Name, Node
from consult.questionnaires.rules.imports.languages import Asked, CannotTranslate, Language, number

Term = Any
"""A calculation as the document has it."""
PLAIN = {
    ("+", 2): "plus", ("-", 2): "minus", ("*", 2): "product", ("/", 2): "divide", ("div", 2): "divide",
    ("mod", 2): "rest", ("%", 2): "rest", ("int", 1): "whole", ("trunc", 1): "whole", ("intval", 1): "whole",
}  # fmt: skip
"""Functions by name and number of parts, each with our operation."""
WITH_NOUGHT = {"sum": "sum", "min": "least", "max": "most"}
"""Functions that take a missing answer for 0."""
AS_IT_IS = frozenset({"number", "floatval", "once", "date"})
TODAY = frozenset({"today", "now"})
MOST_VALUES = 12


class Calculator:
    """Makes calculations; conditions inside them are made by `truth`."""

    def __init__(
        self,
        language: Language,
        meant: Callable[[str], Asked | Node],
        truth: Callable[[Node], Any],
        *,
        has_today: bool = False,
    ) -> None:
        self.language = language
        self.meant = meant
        self.truth = truth
        self.has_today = has_today

    def term(self, node: Node) -> Term:
        """Give the calculation; raises `CannotTranslate`."""
        match node:
            case Constant(value):
                found = number(value)
                if found is None:
                    raise CannotTranslate("not_compared_here", str(value))
                return _short(found)
            case Name(path):
                meant = self.meant(path)
                return self._answer(meant) if isinstance(meant, Asked) else self.term(meant)
        return self._call(node)

    def _call(self, node: Call) -> Term:
        function, parts = node.function, node.parts
        if function in AS_IT_IS and len(parts) == 1:
            return self.term(parts[0])
        if (function, len(parts)) in PLAIN:
            return {PLAIN[function, len(parts)]: [self.term(part) for part in parts]}
        if function == "neg":
            return {"product": [-1, self.term(parts[0])]}
        if function == "coalesce":
            return {"first": [self.term(part) for part in parts]}
        if function == "if" and len(parts) == 3:  # noqa: PLR2004  # if, then, else
            return self._either(*parts)
        return self._counted(node)

    def _counted(self, node: Call) -> Term:
        function, parts = node.function, node.parts
        if function in WITH_NOUGHT:
            return {WITH_NOUGHT[function]: [{"first": [self.term(part), 0]} for part in parts]}
        if function in {"count-selected", "string-length", "strlen"} and len(parts) == 1 and isinstance(parts[0], Name):
            return self._much(parts[0], "count" if function == "count-selected" else "length")
        if function == "count":
            return {"sum": [self._there(part) for part in parts]}
        if function == "round" and parts:
            return self._rounded(*parts)
        if function in TODAY and self.has_today:
            return "today"
        raise CannotTranslate("function_unknown", function)

    def _either(self, test: Node, then: Node, other: Node) -> Term:
        holds = self.truth(test)
        if isinstance(holds, bool):
            return self.term(then if holds else other)
        return {"if": holds, "then": self.term(then), "else": self.term(other)}

    def _there(self, part: Node) -> Term:
        """Count an answer if it is there."""
        holds = self.truth(Call("not", (Call("is_empty", (part,)),)))
        return int(holds) if isinstance(holds, bool) else {"if": holds, "then": 1, "else": 0}

    def _much(self, name: Name, what: str) -> Term:
        meant = self.meant(name.path)
        sort = "choices" if what == "count" else "words"
        if not isinstance(meant, Asked) or meant.sort != sort:
            raise CannotTranslate("not_compared_here", name.path)
        return {**meant.at, "what": what}

    def _rounded(self, part: Node, digits: Node = Constant(0.0)) -> Term:  # noqa: B008  # a constant
        fine = number(digits.value) if isinstance(digits, Constant) else None
        if fine is None or not 0 <= fine <= len("123456"):
            raise CannotTranslate("function_unknown", "round")
        if not fine:
            return {"round": [self.term(part)]}
        worth = 10 ** int(fine)
        return {"divide": [{"round": [{"product": [self.term(part), worth]}]}, worth]}

    def _answer(self, asked: Asked) -> Term:
        if asked.sort in {"number", "computed", "date"}:
            return {"first": [asked.at, 0]} if self.language.nothing is None else asked.at
        worth = {key: number(value) for value, key in asked.values}
        if asked.sort != "choice" or None in worth.values() or len(worth) > MOST_VALUES:
            raise CannotTranslate("not_compared_here", asked.key)
        return self._worth(asked, worth)

    def _worth(self, asked: Asked, worth: Mapping[str | int, float | None]) -> Term:
        """Give the number that a choice stands for."""
        if all(value is not None and str(key) == str(_short(value)) for key, value in worth.items()):
            return {"first": [asked.at, 0]} if self.language.nothing is None else asked.at
        term: Term = 0 if self.language.nothing is None else {"divide": [0, 0]}
        for key, value in worth.items():
            term = {"if": {**asked.at, "op": "=", "value": key}, "then": _short(value or 0.0), "else": term}
        return term


def _short(value: float) -> int | float:
    return int(value) if value == int(value) else value
