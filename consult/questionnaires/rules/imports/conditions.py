"""From an expression of another program to a condition of ours that holds for the same answers.

Where the questions that a comparison looks at have few answers, every one of them is tried with the program's own
rules; so its habits (what an empty answer is worth, how words and numbers compare) come along. Where they have
endlessly many, numbers, dates and the mere presence of words are compared as they stand.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from consult.questionnaires.rules.conditions import DEEPEST, MOST_TERMS
from consult.questionnaires.rules.imports.calculating import Calculator
from consult.questionnaires.rules.imports.combining import (
    Condition,
    Found,
    all_of,
    answered_at,
    any_of,
    none_of,
    presences,
    runs,
)
from consult.questionnaires.rules.imports.comparing import (
    LENGTHS,
    alone,
    branch_in,
    combinations,
    limit_of,
    step_of,
    turned,
)
from consult.questionnaires.rules.imports.expressions import Call, Constant, Name, Node, Value, names_in, replaced
from consult.questionnaires.rules.imports.languages import (
    COMPARISONS,
    Asked,
    CannotTranslate,
    Language,
    evaluated,
    number,
)

Names = Mapping[str, Asked | Node]
"""What each name of the source stands for: an answer, or what is computed from answers."""
MOST_TRIED = 400
MOST_TESTS = 1_500
MOST_COMPUTED = 40
"""So often a computed value is put in for its name in one expression."""
FINITE = frozenset({"choice", "ticked", "agreed"})
UNWRAPPED = frozenset({"number", "int", "intval", "floatval", "string"})
"""Functions that give back a number as it is, or whole."""


def never(names: Names, place: int) -> Condition:
    """Hold for nobody: an answer that is and is not there; nothing can say so where nothing was asked before."""
    for asked in names.values():
        if isinstance(asked, Asked) and asked.place < place:
            return {"all": [answered_at(asked), answered_at(asked, is_given=False)]}
    raise CannotTranslate("never_asked_there")


def translate(node: Node, language: Language, names: Names, place: int) -> Condition | None:
    """Translate the expression of a question at a place; nothing where it always holds. Raises `CannotTranslate`."""
    found = _Translator(language, names, place).truth_of(node)
    if isinstance(found, bool):
        return None if found else never(names, place)
    if _depth(found) > DEEPEST or sum(1 for _key in _tests(found)) > MOST_TESTS:
        raise CannotTranslate("too_deep_there")
    return found


def _tests(condition: Condition) -> Iterator[str]:
    """Give the question of each comparison."""
    if "question" in condition:
        yield condition["question"]
    for part in (
        *condition.get("all", ()),
        *condition.get("any", ()),
        *([condition["not"]] if "not" in condition else ()),
    ):
        yield from _tests(part)


def _depth(condition: Any) -> int:
    if isinstance(condition, dict):
        return 1 + max((_depth(part) for part in condition.values() if isinstance(part, dict | list)), default=0)
    if not isinstance(condition, list):
        return 0
    return max(map(_depth, condition), default=0)


def calculation(node: Node, language: Language, names: Names, place: int) -> Any:
    """Translate what is computed at a place; raises `CannotTranslate`."""
    found = _Translator(language, names, place).term(node, has_today=True)
    if _depth(found) > DEEPEST or _size(found) > MOST_TERMS:
        raise CannotTranslate("too_deep_there")
    return found


def _size(data: Any) -> int:
    if isinstance(data, dict):
        return 1 + sum(map(_size, data.values()))
    return sum(map(_size, data)) if isinstance(data, list) else 1


class _Translator:
    def __init__(self, language: Language, names: Names, place: int) -> None:
        self.language = language
        self.names = names
        self.place = place
        self.computed = 0

    def truth_of(self, node: Node) -> Found:
        """Translate an expression that is true or false."""
        if isinstance(node, Call) and node.function == "and":
            return all_of(*map(self.truth_of, node.parts))
        if isinstance(node, Call) and node.function == "or":
            return any_of(*map(self.truth_of, node.parts))
        if isinstance(node, Call) and node.function == "not" and len(node.parts) == 1:
            return none_of(self.truth_of(node.parts[0]))
        if isinstance(node, Call) and node.function == "if" and len(node.parts) == 3:  # noqa: PLR2004  # if, then, else
            return self._either(*node.parts)
        return self._atom(node)

    def _either(self, test: Node, then: Node, other: Node) -> Found:
        holds = self.truth_of(test)
        return any_of(all_of(holds, self.truth_of(then)), all_of(none_of(holds), self.truth_of(other)))

    def _atom(self, node: Node) -> Found:
        opened = self._opened(node)
        if opened != node:
            return self.truth_of(opened)
        if branch := branch_in(node):
            test, then, other = branch.parts
            return self._either(test, replaced(node, branch, then), replaced(node, branch, other))
        return self._of_answers(node, {name: self._asked(name) for name in dict.fromkeys(names_in(node))})

    def _of_answers(self, node: Node, asked: Mapping[str, Asked]) -> Found:
        counted = self._counted(node, asked)
        if counted is None:
            counted = step_of(node, asked)
        if counted is not None:
            return counted
        if all(one.sort in FINITE for one in asked.values()) and (len(asked) == 1 or combinations(asked) <= MOST_TRIED):
            return self._tried(node, list(asked.items()), {})
        try:
            return self._endless(node, alone(asked))
        except CannotTranslate:
            found = self._computed(node)
            if found is None:
                raise
            return found

    # What is computed

    def term(self, node: Node, *, has_today: bool = False) -> Any:
        """Translate a calculation. Raises `CannotTranslate`."""
        return Calculator(self.language, self._meant, self.truth_of, has_today=has_today).term(node)

    def _meant(self, name: str) -> Asked | Node:
        meant = self.names.get(name)
        return meant if meant is not None and not isinstance(meant, Asked) else self._asked(name)

    def _computed(self, node: Node) -> Found | None:
        """Compare two answers, or what is computed from them; nothing where our format cannot say it."""
        if not isinstance(node, Call) or node.function not in COMPARISONS or len(node.parts) != 2:  # noqa: PLR2004  # two sides
            return None
        first, second = node.parts
        if isinstance(first, Name) and isinstance(second, Name):
            return self._two(node.function, self._asked(first.path), self._asked(second.path))
        try:
            left, right = self.term(first), self.term(second)
        except CannotTranslate:
            return None
        return {"compute": left, "op": node.function, "value": right}

    def _two(self, op: str, first: Asked, second: Asked) -> Found | None:
        """Compare two answers as they stand; what holds where one is missing, the source says."""
        sorts = {first.sort, second.sort}
        if sorts <= {"number", "computed", "date"}:
            test: Found = {"compute": first.at, "op": op, "value": second.at}
            both = all_of(answered_at(first), answered_at(second), test)
        elif sorts == {"words"} and op in {"=", "!="}:
            both = all_of(answered_at(first), answered_at(second), {**first.at, "op": op, "other": second.key})
        else:
            return None
        compare, nothing = self.language.functions[op], self.language.nothing
        some: Value = "x" if "words" in sorts else 5.0
        ends: list[Found] = [both]
        for left, right in ((nothing, nothing), (nothing, some), (some, nothing)):
            if self.language.truth(compare(left, right)):
                ends.append(
                    all_of(
                        answered_at(first, is_given=left is not nothing),
                        answered_at(second, is_given=right is not nothing),
                    )
                )
        return any_of(*ends)

    def _opened(self, node: Node) -> Node:
        """Put what is computed for its name, and the parts for a name that stands for several."""
        for name in names_in(node):
            meant = self.names.get(name)
            if meant is not None and not isinstance(meant, Asked):
                self.computed += 1
                if self.computed > MOST_COMPUTED:
                    raise CannotTranslate("too_deep_there", name)
                return self._opened(replaced(node, Name(name), meant))
        return node

    def _asked(self, name: str) -> Asked:
        meant = self.names.get(name)
        if not isinstance(meant, Asked):
            raise CannotTranslate("unknown_there", name)
        if meant.place >= self.place:
            raise CannotTranslate("asked_later", name)
        if meant.sort == "row":
            raise CannotTranslate("row_there", name)
        return meant

    # Few answers: try them all

    def _tried(self, node: Node, rest: list[tuple[str, Asked]], bound: dict[str, Value]) -> Found:
        if not rest:
            return self.language.truth(self._value(node, bound))
        (name, asked), *others = rest
        found: list[tuple[Found, list[Value]]] = []
        for value in (self.language.nothing, *asked.domain):
            inner = self._tried(node, others, {**bound, name: value})
            same = next((values for one, values in found if one == inner and type(one) is type(inner)), None)
            if same is None:
                found.append((inner, [value]))
            else:
                same.append(value)
        return any_of(*(all_of(self._among(asked, values), inner) for inner, values in found))

    def _among(self, asked: Asked, values: list[Value]) -> Found:
        """Hold where the answer is one of these values, no answer being one too."""
        nothing = self.language.nothing
        keys = dict(asked.values)
        if asked.sort in {"ticked", "agreed"}:  # who leaves a consent empty has answered it: with no
            op = "includes" if asked.sort == "ticked" else "="
            ticked: Condition = {**asked.at, "op": op, "value": next(iter(keys.values()))}
            return len(values) > 1 or (none_of(ticked) if nothing in values else ticked)
        chosen = [keys[value] for value in values if value in keys]
        others = [key for value, key in asked.values if value not in values]
        if nothing in values:
            if not chosen:
                return answered_at(asked, is_given=False)
            return all_of(*({**asked.at, "op": "!=", "value": key} for key in others))
        if not others:
            return answered_at(asked)
        return any_of(*({**asked.at, "op": "=", "value": key} for key in chosen))

    def _value(self, node: Node, bound: Mapping[str, Value]) -> Value:
        match node:
            case Constant(value):
                return value
            case Name(path):
                return bound[path]
        if node.function == "list":
            return tuple(self._value(part, bound) for part in node.parts)
        function = self.language.functions.get(node.function)
        if function is None:
            raise CannotTranslate("function_unknown", node.function)
        return evaluated(function, [self._value(part, bound) for part in node.parts], node.function)

    # How many have an answer

    def _counted(self, node: Node, asked: Mapping[str, Asked]) -> Found | None:
        """Compare how many of several there are, or see whether an option is among the chosen."""
        if not isinstance(node, Call):
            return None
        if node.function in {"count", "count-selected"}:
            node = Call(">", (node, Constant(0.0)))
        if node.function == "selected":
            return self._selected(node, asked)
        if node.function not in COMPARISONS:
            return None
        op, left, right = turned(node)
        if not isinstance(left, Call) or left.function not in {"count", "count-selected"}:
            return None
        if any(names_in(right)):
            raise CannotTranslate("compares_answers", ", ".join(sorted(asked)))
        parts = [part for name in names_in(left) for part in presences(asked[name], left.function)]
        compare, limit = self.language.functions[op], self._value(right, {})
        return runs([self.language.truth(compare(float(count), limit)) for count in range(len(parts) + 1)], parts)

    def _selected(self, node: Call, asked: Mapping[str, Asked]) -> Found | None:
        if len(asked) == 1 and len(node.parts) == 2 and (one := next(iter(asked.values()))).sort == "computed":  # noqa: PLR2004
            return self._limited(one, "=", self._value(node.parts[1], {})) if not any(names_in(node.parts[1])) else None
        several = [one for one in asked.values() if one.sort == "choices"]
        if not several or len(node.parts) != 2 or any(names_in(node.parts[1])):  # noqa: PLR2004  # the answer, the option
            return None
        wanted = self._value(node.parts[1], {})
        keys = [key for value, key in several[0].values if value == wanted]
        return {**several[0].at, "op": "includes", "value": keys[0]} if keys else False

    # Endlessly many answers

    def _endless(self, node: Node, one: tuple[str, Asked]) -> Found:
        name, asked = one
        if isinstance(node, Name):
            return self._present(node, asked)
        if isinstance(node, Call) and node.function in {"is_empty", "empty"} and node.parts == (Name(name),):
            return answered_at(asked, is_given=False)
        if not isinstance(node, Call) or node.function not in COMPARISONS:
            raise CannotTranslate("function_unknown", getattr(node, "function", ""))
        op, left, right = turned(node)
        if any(names_in(right)):
            raise CannotTranslate("compares_answers", name)
        limit = self._value(right, {})
        if isinstance(left, Call) and left.function in {"string-length", "strlen"} and left.parts == (Name(name),):
            return self._long(asked, op, limit)
        if isinstance(left, Call) and left.function in UNWRAPPED and len(left.parts) == 1:
            left = left.parts[0]
        if left != Name(name):
            raise CannotTranslate("function_unknown", getattr(left, "function", ""))
        return self._limited(asked, op, limit)

    def _present(self, node: Name, asked: Asked) -> Found:
        """Take an answer alone as true where there is one; a number where it is not 0."""
        if asked.sort in {"number", "computed"}:
            return all_of(answered_at(asked), {**asked.at, "op": "!=", "value": 0})
        if asked.sort == "words":  # a "0" that somebody types is a matter of taste
            return answered_at(asked)
        raise CannotTranslate("not_compared_here", node.path)

    def _long(self, asked: Asked, op: str, limit: Value) -> Found:
        compare = self.language.functions[op]
        if asked.sort == "computed":  # what cannot be computed is "NaN"
            return self._given(asked, with_answer=bool(compare(1.0, limit)), without=bool(compare(3.0, limit)))
        most = number(limit)
        lengths = range(1, int(most) + 3) if most is not None and 0 <= most < LENGTHS else ()
        given = {bool(compare(float(length), limit)) for length in lengths}
        if len(given) != 1:
            raise CannotTranslate("not_compared_here", asked.key)
        return self._given(asked, with_answer=given.pop(), without=bool(compare(0.0, limit)))

    def _limited(self, asked: Asked, op: str, limit: Value) -> Found:
        without = self.language.truth(self.language.functions[op](self.language.nothing, limit))
        if limit == self.language.nothing and op in {"=", "!="}:
            return self._given(asked, with_answer=op == "!=", without=without)
        if asked.sort == "computed" and limit == "NaN" and op in {"=", "!="}:
            return answered_at(asked, is_given=op == "!=")
        if asked.sort == "choices" and op in {"=", "!="}:
            return self._exactly(asked, op, limit)
        value = limit_of(asked, limit)
        if value is None:
            raise CannotTranslate("not_compared_here", asked.key)
        test: Condition = {**asked.at, "op": op, "value": value}
        if op == "!=":  # ours holds without an answer
            return test if without else all_of(answered_at(asked), test)
        return any_of(answered_at(asked, is_given=False), test) if without else test

    def _exactly(self, asked: Asked, op: str, limit: Value) -> Found:
        wanted = set(limit if isinstance(limit, tuple) else str(limit).split())
        tests: list[Found] = [
            {**asked.at, "op": "includes", "value": key}
            if value in wanted
            else {"not": {**asked.at, "op": "includes", "value": key}}
            for value, key in asked.values
        ]
        found = all_of(*tests) if wanted <= set(asked.domain) else False
        return found if op == "=" else none_of(found)

    @staticmethod
    def _given(asked: Asked, *, with_answer: bool, without: bool) -> Found:
        if with_answer is without:
            return with_answer
        return answered_at(asked, is_given=with_answer)
