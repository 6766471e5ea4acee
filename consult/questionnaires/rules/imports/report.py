"""What an import says beside the document: each line with its place, a key of the words, and what the words name."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Never

from consult.questionnaires.rules.reading import NotAQuestionnaire, Problem

NATIVE, LSS, XLSFORM, SURVEYJS = FORMATS = ("native", "lss", "xlsform", "surveyjs")
Beside = Callable[[str], bytes | None]
"""Gives the file of this name that lies beside the form, if it is there."""
SHORT = 120
"""So much of a foreign text is shown in a line."""


@dataclass(frozen=True)
class Brought:
    """A questionnaire of another program, in our format."""

    document: dict[str, Any]
    lines: tuple[Problem, ...]
    conditions: int
    """How often the source says when something is asked: a question, or a whole group of them."""
    translated: int


@dataclass
class Report:
    """The lines so far, in the order of the source; the same line at the same place stands once."""

    lines: list[Problem] = field(default_factory=list)

    def tell(self, where: str, what: str, /, **said: Any) -> None:
        """Tell what our format does not say, or says otherwise."""
        line = Problem(where, what, {name: short(value) for name, value in said.items()}, is_mistake=False)
        if line not in self.lines:
            self.lines.append(line)


def short(value: Any) -> Any:
    """Shorten foreign words to what a line can show."""
    if not isinstance(value, str):
        return value
    words = " ".join(value.split())
    return words if len(words) <= SHORT else words[: SHORT - 1] + "…"


def refuse(where: str, what: str, /, **said: Any) -> Never:
    """Refuse a file that is broken at a place."""
    raise NotAQuestionnaire([Problem(where, what, {name: short(value) for name, value in said.items()})])
