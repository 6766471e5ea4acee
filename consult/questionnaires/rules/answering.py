"""What a person's answers are: routing decides what was asked, and only that is kept."""

from dataclasses import dataclass
from typing import Any

from consult.questionnaires.rules.conditions import holds
from consult.questionnaires.rules.kinds import KINDS
from consult.questionnaires.rules.shape import Answers, Mistake, Plan, Question, Typed


@dataclass(frozen=True)
class Taken:
    """What was understood: the answers, the questions that were asked, and what is wrong."""

    answers: dict[str, Any]
    asked: frozenset[str]
    mistakes: tuple[Mistake, ...]


def take(plan: Plan, typed: Typed) -> Taken:
    """Read a whole form. A condition looks at earlier questions alone, so one pass in their order is enough.

    What was typed for a question that was not to be asked is no answer.
    """
    answers: dict[str, Any] = {}
    asked: set[str] = set()
    mistakes: list[Mistake] = []
    for question in plan.questions:
        if not _leads_to(question, answers):
            continue
        asked.add(question.key)
        read = KINDS[question.kind].read(question, typed)
        mistakes += read.mistakes
        if read.value is not None:
            answers[question.key] = read.value
            answers.update(read.words)
    return Taken(answers, frozenset(asked), tuple(mistakes))


def asked(plan: Plan, answers: Answers) -> frozenset[str]:
    """Name the questions that these answers lead to."""
    return frozenset(question.key for question in plan.questions if _leads_to(question, answers))


def _leads_to(question: Question, answers: Answers) -> bool:
    return question.condition is None or holds(question.condition, answers)
