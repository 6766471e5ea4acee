"""Whether anybody can be asked a question, and where an answer leads: conditions tried on answers that could be.

Of each question on which a condition looks, directly or through others, a few answers stand for all: those that the
tests name, one that they do not, and none.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from itertools import combinations, product
from math import prod
from typing import Any

from consult.questionnaires.rules.conditions import holds, questions_in, tests_in
from consult.questionnaires.rules.moments import number_of, value_at
from consult.questionnaires.rules.shape import SILENT, Compared, Condition, Either, Every, Not, Question, Test

MOST = 20_000
"""Combinations that are tried; beyond, a question counts as reachable."""
MOST_NAMED = 5
"""Options of one question of which every choice is tried."""
ANYTHING = object()
"""An answer on which no test looks but whether it is there."""


def can_be_asked(question: Question, known: Mapping[str, Question]) -> bool:
    """Tell whether some answers lead to a question; where there are too many to try, they do."""
    looked_at = [known[key] for key in _behind(question, known)]
    tests = [test for one in (*looked_at, question) for test in _tests(one)]
    if any(test.row or test.other for test in tests) or any(map(_is_computed, (*looked_at, question))):
        return True
    choices = [_answers(one, [test for test in tests if test.question == one.key]) for one in looked_at]
    if prod(map(len, choices)) > MOST:
        return True
    return any(_leads(question, looked_at, given) for given in product(*choices))


def _is_computed(question: Question) -> bool:
    """Tell whether a calculation decides: which answers stand for all cannot be told then."""
    return question.kind in SILENT or _has_calculation(question.condition)


def _has_calculation(condition: Condition | None) -> bool:
    match condition:
        case Compared():
            return True
        case Not(part):
            return _has_calculation(part)
        case Every(parts) | Either(parts):
            return any(map(_has_calculation, parts))
    return False


def _leads(question: Question, looked_at: Sequence[Question], given: Sequence[Any]) -> bool:
    answers: dict[str, Any] = {}
    for one, answer in zip(looked_at, given, strict=True):
        is_asked = one.condition is None or holds(one.condition, answers)
        if is_asked and answer is None and one.is_required:
            return False
        if is_asked and answer is not None:
            answers[one.key] = answer
    return question.condition is None or holds(question.condition, answers)


def _behind(question: Question, known: Mapping[str, Question]) -> list[str]:
    """Name the questions that decide about one, in their order."""
    found: set[str] = set()
    waiting = [question]
    while waiting:
        one = waiting.pop()
        more = (questions_in(one.condition) if one.condition else frozenset()) - found
        found |= more
        waiting += [known[key] for key in more if key in known]
    return [key for key in known if key in found]


def _tests(question: Question) -> Iterator[Test]:
    return tests_in(question.condition) if question.condition else iter(())


def _answers(question: Question, tests: Sequence[Test]) -> list[Any]:
    """List answers that stand for all."""
    given = GIVEN.get(question.kind, _anything)
    return [None, *given(question, [test.value for test in tests if test.op != "answered"])]


def _anything(_question: Question, _named: Sequence[Any]) -> list[Any]:
    return [ANYTHING]


def _option(question: Question, _named: Sequence[Any]) -> list[Any]:
    return [option.key for option in question.options]


def _step(question: Question, _named: Sequence[Any]) -> list[Any]:
    return [column.value for column in question.columns]


def _consent(question: Question, _named: Sequence[Any]) -> list[Any]:
    return ["yes"] if question.is_required else ["yes", "no"]


def _chosen(question: Question, named: Sequence[Any]) -> list[Any]:
    """List choices among the options that are named, alone and beside one that is not."""
    others = [option.key for option in question.options if option.key not in named]
    tried = [*dict.fromkeys(named)][:MOST_NAMED] + others[:1]
    alone = {option.key for option in question.options if option.is_exclusive}
    most = int(question.high or len(tried))
    return [
        list(choice)
        for size in range(1, min(most, len(tried)) + 1)
        for choice in combinations(tried, size)
        if size == 1 or not alone.intersection(choice)
    ]


def _around(question: Question, named: Sequence[Any]) -> list[Any]:
    """List the numbers that are named and their neighbours, within the limits."""
    if question.parts:
        return [ANYTHING]
    step = 1 if question.decimals == 0 else 0.5
    edges = [edge for edge in (question.low, question.high) if edge is not None]
    tried = {value + shift for value in (*named, *edges, 0) for shift in (-step, 0, step)}
    low, high = question.low, question.high
    return [value for value in sorted(tried) if (low is None or value >= low) and (high is None or value <= high)]


def _dates(question: Question, named: Sequence[Any]) -> list[Any]:
    """List the dates that are named and their neighbours; limits that move are not looked at."""
    sort = question.holds
    bounds = (question.earliest, question.latest)
    low, high = (number_of(sort, bound.on) if bound and bound.on != "" else None for bound in bounds)
    at = [number_of(sort, value) for value in named]
    edges = [edge for edge in (low, high) if edge is not None]
    near = {place + shift for place in (*at, *edges) for shift in (-1, 0, 1)}
    within = [place for place in sorted(near) if (low is None or place >= low) and (high is None or place <= high)]
    return [value_at(sort, place) for place in within if place > 0] or [ANYTHING]


GIVEN: Mapping[str, Callable[[Question, Sequence[Any]], list[Any]]] = {
    "single": _option,
    "scale": _step,
    "multiple": _chosen,
    "ranking": _chosen,
    "number": _around,
    "date": _dates,
    "duration": _around,
    "consent": _consent,
}
"""Answers of each kind that stand for all; of other kinds a condition sees only whether there is one."""


def verdict(condition: Condition | None, answers: Mapping[str, Any]) -> bool | None:
    """Judge a condition where only some answers are known: it holds, it does not, or nobody can tell yet."""
    match condition:
        case None:
            return True
        case Not(part):
            found = verdict(part, answers)
            return None if found is None else not found
        case Every(parts):
            return _all([verdict(part, answers) for part in parts])
        case Either(parts):
            found = _all([_turned(verdict(part, answers)) for part in parts])
            return _turned(found)
    are_known = questions_in(condition) <= answers.keys()
    return holds(condition, answers) if are_known else None


def _turned(found: bool | None) -> bool | None:  # noqa: FBT001  # a verdict, not a switch
    return None if found is None else not found


def _all(found: Sequence[bool | None]) -> bool | None:
    if False in found:
        return False
    return None if None in found else True


def goes_to(question: Question, value: Hashable, after: Sequence[Question]) -> int | None:
    """Tell how many questions an answer skips, where it is known that it skips some; `after` are those that follow.

    Only the run of questions right behind is looked at: so the words "go to question 7" are always true.
    """
    skipped = 0
    for later in after:
        if verdict(later.condition, {question.key: value}) is not False:
            break
        skipped += 1
    return skipped or None
