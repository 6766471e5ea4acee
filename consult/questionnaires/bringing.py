"""Read a questionnaire that somebody brings: ours, or of another program."""

from dataclasses import dataclass
from typing import Any

from consult.questionnaires.rules.compiling import lint
from consult.questionnaires.rules.imports.report import Beside
from consult.questionnaires.rules.reading import NotAQuestionnaire, Problem, read_json
from consult.questionnaires.rules.shape import Plan


@dataclass(frozen=True)
class Read:
    """A questionnaire that can be brought, and what is to be said of it."""

    document: dict[str, Any]
    plan: Plan
    lines: tuple[Problem, ...]
    """Of a foreign one, what became of it; of ours, what is worth knowing."""
    conditions: int
    translated: int
    is_foreign: bool

    @property
    def report(self) -> dict[str, Any]:
        """Give what is kept with the questionnaire: counts, and `lines` of {where, what, said}; nothing of ours."""
        if not self.is_foreign:
            return {}
        lines = [line.as_data() for line in self.lines]
        return {"conditions": self.conditions, "translated": self.translated, "lines": lines}


def read_questionnaire(data: bytes, name: str, said: str | None = None, beside: Beside | None = None) -> Read:
    """Read a file; raises `NotAQuestionnaire` with what is wrong, and where."""
    from consult.questionnaires.rules.imports.recognising import read_foreign  # noqa: PLC0415  # few requests bring one

    brought = read_foreign(data, name, said, beside)
    document = brought.document if brought else _native(data)
    plan, problems = lint(document)
    if plan is None:
        raise NotAQuestionnaire(problems)
    if brought:
        return Read(document, plan, brought.lines, brought.conditions, brought.translated, is_foreign=True)
    conditions = sum(question.condition is not None for question in plan.items)
    return Read(document, plan, tuple(problems), conditions, conditions, is_foreign=False)


def _native(data: bytes) -> Any:
    try:
        return read_json(data.decode("utf-8-sig"))
    except UnicodeDecodeError as mistake:
        raise NotAQuestionnaire([Problem("", "not_text")]) from mistake
