"""Whether who was asked a question tells what other tables hide.

Where a question is put only to some, their number is known, and so is what it depends on. Take everybody apart by the
tests that lead to the question, in all combinations: if each part is empty or large enough, so is every group that can
be found by adding and subtracting these numbers.
"""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any

from consult.questionnaires.rules.answering import asked
from consult.questionnaires.rules.conditions import holds
from consult.questionnaires.rules.shape import Condition, Either, Every, Not, Plan, Test
from consult.results.rules.disclosure import is_small
from consult.results.rules.tally import Scheme, Tally, answers_on

FINER = frozenset({"calculated", "date", "duration", "grid", "matrix", "number", "ranking"})
"""Kinds whose tables do not show the very groups on which a test looks: here each answer is a part of its own."""


def is_betrayed(key: str, scheme: Scheme, tallies: Sequence[Tally], at_least: int) -> bool:
    """Tell whether the table of this question would give a small group away."""
    return any(is_small(people, at_least) for tally in tallies for people in _parts(key, scheme, tally).values())


def _parts(key: str, scheme: Scheme, tally: Tally) -> Counter[Hashable]:
    parts: Counter[Hashable] = Counter()
    for route, people in tally.routes.items():
        plan = scheme.plans[route[0]]
        if key not in plan.by_key:
            parts["not in this version"] += people
            continue
        answers = answers_on(route, scheme)
        is_asked = key in asked(plan, answers) if plan.question(key).condition else True
        parts[is_asked, tuple(_facts(key, plan, answers))] += people
    return parts


def _facts(key: str, plan: Plan, answers: Mapping[str, Any]) -> Iterator[Hashable]:
    """Give what each test found that leads to the question, and to the questions that lead there."""
    for test in _tests(plan.question(key).condition):
        is_finer = plan.question(test.question).kind in FINER
        yield repr(answers.get(test.question)) if is_finer else holds(test, answers)
        yield from _facts(test.question, plan, answers)


def _tests(condition: Condition | None) -> Iterator[Test]:
    match condition:
        case Test():
            yield condition
        case Not(part):
            yield from _tests(part)
        case Every(parts) | Either(parts):
            for part in parts:
                yield from _tests(part)
        case None:
            yield from ()
