"""What a browser needs to show and hide questions: pages that can be one, and their rules as data.

Without JavaScript a question that needs an answer from the same page stands on a new one. With it, the pages of such a
section become one: `static/js/logic.js` reads the form as `answering.take` does. The server judges all the same.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from consult.questionnaires.rules.conditions import questions_in
from consult.questionnaires.rules.fitting import depends_on, is_conditional, parts_of
from consult.questionnaires.rules.kinds.date import PARTS
from consult.questionnaires.rules.piping import needed_by_pipes
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
    Page,
    Plan,
    Question,
    Term,
    Test,
)

READ = frozenset({"single", "multiple", "scale", "matrix", "number", "text", "date", "consent", "calculated", "hidden"})
"""Kinds whose answers a browser reads as the server does."""


def groups_of(pages: Sequence[Page], piped: Mapping[str, Question]) -> tuple[tuple[int, ...], ...]:
    """Group the pages, counted from one: those of a group can be shown at once by a browser that runs our scripts."""
    known = {question.key: question for page in pages for question in page.questions}
    groups: list[list[int]] = []
    for number, page in enumerate(pages, 1):
        before = [pages[one - 1] for one in groups[-1]] if groups else []
        if before and before[-1].section == page.section and _joins(page, before, piped, known):
            groups[-1].append(number)
        else:
            groups.append([number])
    return tuple(map(tuple, groups))


def _joins(page: Page, before: list[Page], piped: Mapping[str, Question], known: Mapping[str, Question]) -> bool:
    """Tell whether a page can be shown with those before: if conditions that a browser can judge alone divide them."""
    here = {question.key for one in (*before, page) for question in one.questions}
    for question in page.questions:
        bare = piped.get(question.key, question)
        inside = {*needed_by_pipes(bare), *_of_parts(bare)}
        if inside & here or any(not _is_read(known[key]) for key in _behind(question, known)):
            return False
    return True


def _of_parts(question: Question) -> Iterator[str]:
    for part in parts_of(question):
        yield from questions_in(part.condition) if part.condition else ()


def _is_read(question: Question) -> bool:
    is_plain = question.look != "search" and not question.parts and not is_conditional(question)
    return question.kind in READ and is_plain


def _behind(question: Question, known: Mapping[str, Question]) -> list[str]:
    """Name the questions that decide about one, directly or through others, in their order."""
    found: set[str] = set()
    waiting = [question]
    while waiting:
        more = depends_on(waiting.pop()) - found
        found |= more
        waiting += [known[key] for key in more if key in known]
    return [key for key in known if key in found]


def rules_for(plan: Plan, numbers: Sequence[int]) -> list[dict[str, Any]]:
    """Give what a browser has to know of the questions of some pages, and of those that decide about them."""
    here = [question for number in numbers for question in plan.pages[number - 1].questions]
    known = {question.key: question for question in plan.items}
    wanted = {key for question in here for key in _behind(question, known)} | {question.key for question in here}
    return [rule(question) for question in plan.items if question.key in wanted]


def rule(question: Question) -> dict[str, Any]:
    """Give what a browser has to know of one question."""
    found: dict[str, Any] = {"key": question.key, "kind": question.kind}
    if question.condition is not None:
        found["if"] = as_data(question.condition)
    more = OF_KINDS.get(question.kind)
    return found | (more(question) if more else {})


def _of_options(question: Question) -> dict[str, Any]:
    return {
        "options": [option.key for option in question.options],
        "others": [option.key for option in question.options if option.is_other],
    }


def _of_steps(question: Question) -> dict[str, Any]:
    return {"rows": [row.key for row in question.rows], "steps": [column.value for column in question.columns]}


def _of_number(question: Question) -> dict[str, Any]:
    limits = {"min": question.low, "max": question.high, "decimals": question.decimals, "step": question.step}
    return {**limits, "units": list(question.unit.values())}


def _computed(question: Question) -> dict[str, Any]:
    value = None if question.computed is None else term_data(question.computed)
    return {"value": value, "decimals": question.decimals}


OF_KINDS: Mapping[str, Callable[[Question], dict[str, Any]]] = {
    "single": _of_options,
    "multiple": _of_options,
    "scale": _of_steps,
    "matrix": _of_steps,
    "number": _of_number,
    "date": lambda question: {"sort": question.holds, "parts": list(PARTS[question.holds])},
    "consent": lambda question: {"required": question.is_required},
    "hidden": lambda question: {**_of_options(question), "usual": question.holds},
    "calculated": _computed,
}


def as_data(condition: Condition) -> dict[str, Any]:
    """Give a condition as the document has it."""
    match condition:
        case Every(parts):
            return {"all": [as_data(part) for part in parts]}
        case Either(parts):
            return {"any": [as_data(part) for part in parts]}
        case Not(part):
            return {"not": as_data(part)}
        case Compared(left, op, right):
            value: Any = bool(right) if op == "answered" else term_data(right)
            return {"compute": term_data(left), "op": op, "value": value}
    return _test(condition)


def _test(test: Test) -> dict[str, Any]:
    found: dict[str, Any] = {"question": test.question, "op": test.op}
    if test.row:
        found["row"] = test.row
    return {**found, "other": test.other} if test.other else {**found, "value": test.value}


def term_data(term: Term) -> Any:
    """Give a calculation as the document has it."""
    match term:
        case Given(question, row, what):
            row_of = {"row": row} if row else {}
            return {"question": question, **row_of, **({"what": what} if what != "value" else {})}
        case On(day):
            return day or "today"
        case Computed(op, parts):
            return {op: [term_data(part) for part in parts]}
        case Chosen(condition, then, otherwise):
            return {"if": as_data(condition), "then": term_data(then), "else": term_data(otherwise)}
    return int(term) if term == int(term) else term
