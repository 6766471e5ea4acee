"""A question as one person sees it: with the options and rows that their answers lead to, and earlier answers in words.

The rest of the code needs not know of either: reading, showing and repeating an answer take the fitted question.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from consult.questionnaires.rules.computing import holds
from consult.questionnaires.rules.conditions import questions_in, terms_in
from consult.questionnaires.rules.piping import needed_by_pipes, piped
from consult.questionnaires.rules.shape import Answers, Condition, Option, Question, Row

Part = Option | Row


def fitted(question: Question, answers: Answers, known: Mapping[str, Question]) -> Question | None:
    """Give the question as these answers leave it; nothing where nothing is left to be asked."""
    if is_conditional(question):
        question = _narrowed(question, answers)
        if not (question.options or question.rows or question.parts):
            return None
    return piped(question, answers, known) if question.has_pipes else question


def is_conditional(question: Question) -> bool:
    """Tell whether some options or rows are offered to some people alone."""
    return any(part.condition is not None for part in parts_of(question))


def parts_of(question: Question) -> Iterator[Part]:
    """Give the options, rows and parts."""
    yield from question.options
    yield from question.rows
    yield from question.parts


def _narrowed(question: Question, answers: Answers) -> Question:
    options, rows, parts = (
        tuple(one for one in given if _is_offered(one.condition, answers))
        for given in (question.options, question.rows, question.parts)
    )
    is_empty = any(given and not left for given, left in ((question.options, options), (question.rows, rows)))
    if is_empty:
        options, rows, parts = (), (), ()
    changed: dict[str, Any] = {"options": options, "rows": rows, "parts": parts}
    if question.kind in {"multiple", "ranking"}:
        changed |= {
            "low": None if question.low is None else min(question.low, len(options)),
            "high": None if question.high is None else min(question.high, len(options)),
        }
    return replace(question, **changed)


def _is_offered(condition: Condition | None, answers: Answers) -> bool:
    return condition is None or holds(condition, answers)


def depends_on(question: Question) -> frozenset[str]:
    """Name the questions whose answers decide what a person sees of this one."""
    conditions = [question.condition, *(part.condition for part in parts_of(question))]
    found = frozenset(key for condition in conditions if condition for key in questions_in(condition))
    computed = frozenset() if question.computed is None else frozenset(terms_in(question.computed))
    return found | computed | (needed_by_pipes(question) if question.has_pipes else frozenset())
