"""What a person's answers are: routing decides what was asked, and only that is kept."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from consult.questionnaires.rules.conditions import holds
from consult.questionnaires.rules.kinds import KINDS
from consult.questionnaires.rules.moments import outside
from consult.questionnaires.rules.shape import Answers, Mistake, Plan, Question, Typed


@dataclass(frozen=True)
class Taken:
    """What was understood: the answers, the questions that were asked, and what is wrong."""

    answers: dict[str, Any]
    asked: frozenset[str]
    mistakes: tuple[Mistake, ...]


def take(plan: Plan, typed: Typed, today: date) -> Taken:
    """Read a whole form. Conditions and limits look at earlier questions alone, so one pass is enough.

    What was typed for a question that was not to be asked is no answer. `asked` names the notes, too.
    """
    answers: dict[str, Any] = {}
    asked: set[str] = set()
    mistakes: list[Mistake] = []
    for question in plan.items:
        if not _leads_to(question, answers):
            continue
        asked.add(question.key)
        read = KINDS[question.kind].read(question, typed)
        mistakes += read.mistakes
        if read.value is not None:
            mistakes += _beyond_limits(question, read.value, answers, today)
            answers[question.key] = read.value
            answers.update(read.words)
    return Taken(answers, frozenset(asked), tuple(mistakes))


def _beyond_limits(question: Question, value: Any, answers: Answers, today: date) -> tuple[Mistake, ...]:
    """Judge limits that look at today and at earlier answers."""
    if question.earliest is None and question.latest is None:
        return ()
    wrong = outside(question, value, answers, today)
    return (wrong,) if wrong else ()


def asked(plan: Plan, answers: Answers) -> frozenset[str]:
    """Name the questions that these answers lead to."""
    return frozenset(question.key for question in plan.questions if _leads_to(question, answers))


def _leads_to(question: Question, answers: Answers) -> bool:
    return question.condition is None or holds(question.condition, answers)
