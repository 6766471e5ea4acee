"""What a person's answers are: routing decides what was asked, and only that is kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from math import floor
from typing import Any

from consult.questionnaires.rules.computing import computed, holds
from consult.questionnaires.rules.fitting import fitted
from consult.questionnaires.rules.kinds import KINDS
from consult.questionnaires.rules.moments import outside
from consult.questionnaires.rules.shape import Answers, Mistake, Plan, Question, Typed


@dataclass(frozen=True)
class Taken:
    """What was understood: the answers, the questions that were asked, and what is wrong."""

    answers: dict[str, Any]
    asked: frozenset[str]
    mistakes: tuple[Mistake, ...]
    questions: Mapping[str, Question] = field(default_factory=dict)
    """What was asked, each question as these answers leave it."""


def take(plan: Plan, typed: Typed, today: date) -> Taken:
    """Read a whole form. Conditions and limits look at earlier questions alone, so one pass is enough.

    What was typed for a question that was not to be asked is no answer. `asked` names the notes, too.
    """
    answers: dict[str, Any] = {}
    asked: set[str] = set()
    mistakes: list[Mistake] = []
    questions: dict[str, Question] = {}
    for item in plan.items:
        question = seen(plan, item, answers)
        if question is None:
            continue
        questions[question.key] = question
        asked.add(question.key)
        read = KINDS[question.kind].read(question, typed)
        mistakes += read.mistakes
        value = _computed(question, answers, today) if question.computed is not None else read.value
        if value is not None:
            mistakes += _beyond_limits(question, value, answers, today)
            answers[question.key] = value
            answers.update(read.words)
        if question.checks and not read.mistakes:
            mistakes += _unlikely(question, answers, typed)
    return Taken(answers, frozenset(asked), tuple(mistakes), questions)


def seen(plan: Plan, question: Question, answers: Answers) -> Question | None:
    """Give a question as somebody with these answers sees it; nothing where they are not asked."""
    if not _leads_to(question, answers):
        return None
    return fitted(plan.piped.get(question.key, question), answers, plan.by_key)


def _computed(question: Question, answers: Answers, today: date) -> int | float | None:
    """Compute an answer, whole where it is whole."""
    value = None if question.computed is None else computed(question.computed, answers, today)
    if value is None:
        return None
    if question.decimals is not None:
        value = floor(value * 10**question.decimals + 0.5) / 10**question.decimals
    return int(value) if value == int(value) else value


def _unlikely(question: Question, answers: Answers, typed: Typed) -> Iterator[Mistake]:
    """Tell what does not fit other answers; what is only doubted is told until the person confirms it."""
    first = KINDS[question.kind].fields(question)[0]
    for number, check in enumerate(question.checks):
        if holds(check.condition, answers):
            continue
        if not check.is_soft:
            yield Mistake(first, "check", {"text": check.text})
        elif str(number) not in typed.get(question.sure, ()):
            yield Mistake(question.sure, "unlikely", {"text": check.text, "number": number})


def _beyond_limits(question: Question, value: Any, answers: Answers, today: date) -> tuple[Mistake, ...]:
    """Judge limits that look at today and at earlier answers."""
    if question.earliest is None and question.latest is None:
        return ()
    wrong = outside(question, value, answers, today)
    return (wrong,) if wrong else ()


def asked(plan: Plan, answers: Answers) -> frozenset[str]:
    """Name the questions that these answers lead to."""
    return frozenset(question.key for question in plan.questions if seen(plan, question, answers) is not None)


def _leads_to(question: Question, answers: Answers) -> bool:
    return question.condition is None or holds(question.condition, answers)
